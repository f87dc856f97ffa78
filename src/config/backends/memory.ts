import type { BackendType } from "./backend-type.ts";

const MIB = 1024 * 1024;

export const memoryBackend = {
  kind: "section",
  summary: "Memory of the gateway: the fastest, and gone when it stops. Its namespaces spread over the workers.",
  placement: "by-namespace",
  isLasting: false,
  offers: {
    keyvalue: {
      durability: "none",
      consistency: "strong",
      ordering: "none",
      abilities: ["compare-and-set", "transactions", "counters", "ttl", "ordered-scan", "idempotency"],
    },
    stream: {
      durability: "none",
      consistency: "strong",
      ordering: "stream",
      abilities: ["idempotency", "groups", "replay", "retention"],
    },
  },
  exampleName: "ram",
  entries: {
    maxBytes: {
      kind: "bytes",
      // Below this a few of the largest values (1 MiB) would fill it; above, the machine has no such memory.
      min: 4 * MIB,
      max: 1024 * 1024 * MIB,
      default: 512 * MIB,
      summary: "Memory for all its namespaces together, whichever worker they are on.",
      example: "512MiB",
    },
  },
} as const satisfies BackendType;

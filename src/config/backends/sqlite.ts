import type { BackendType } from "./backend-type.ts";

export const sqliteBackend = {
  kind: "section",
  summary: "SQLite, embedded. Writes survive a power loss. One worker owns the backend and all its namespaces.",
  placement: "one-worker",
  isLasting: true,
  offers: {
    keyvalue: {
      durability: "power-loss",
      consistency: "strong",
      ordering: "none",
      abilities: ["compare-and-set", "transactions", "counters", "ttl", "ordered-scan", "idempotency"],
    },
    stream: {
      durability: "power-loss",
      consistency: "strong",
      ordering: "stream",
      abilities: ["idempotency", "groups", "replay", "retention", "durable-attempts"],
    },
  },
  exampleName: "disk",
  entries: {
    path: {
      kind: "path",
      maxCharacters: 1024,
      summary:
        "Where the data are kept, relative to the folder of the configuration file. No two backends share a path.",
      example: "./.prism/data",
    },
  },
} as const satisfies BackendType;

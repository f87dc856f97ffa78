import type { BackendType } from "./backend-type.ts";
import { resilienceEntries } from "./resilience.ts";

const SECOND_MS = 1000;

export const redisBackend = {
  kind: "section",
  summary:
    "Redis 6.2 or newer. What a write survives is read from the server: `appendonly`, `appendfsync`, `maxmemory-policy`.",
  placement: "every-worker",
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
  exampleName: "cache",
  entries: {
    url: {
      kind: "server-url",
      schemes: ["redis", "rediss"],
      summary:
        "The server: `redis://user@host:port/db`; `rediss://` speaks TLS. Where the server wants a password, `env:NAME` or `file:PATH` says where the URL stands.",
      example: "redis://127.0.0.1:7379",
    },
    sentinels: {
      kind: "strings",
      maxItems: 16,
      maxCharacters: 255,
      default: [],
      summary:
        "Sentinels that know which server is the primary, each `host:port`; the host in `url` is then the name that they have for it. Not with `rediss://`.",
      example: "[sentinel-1:26379, sentinel-2:26379]",
    },
    sentinelPassword: {
      kind: "secret",
      optional: true,
      summary: "Where the password of the sentinels is, if they want one.",
      example: "env:SENTINEL_PASSWORD",
    },
    ca: {
      kind: "path",
      maxCharacters: 4096,
      optional: true,
      summary:
        "With `rediss://`: certificates of the authorities that may sign the server's; else those that Node.js trusts.",
      example: "./certificates/redis-ca.pem",
    },
    connections: {
      kind: "int",
      min: 1,
      // Redis carries out one command at a time; more connections only take its memory.
      max: 64,
      default: 2,
      summary: "Connections of each worker; as many batches are under way at one time.",
      example: "2",
    },
    keyPrefix: {
      kind: "string",
      maxCharacters: 64,
      default: "prism",
      summary:
        "What every key in Redis begins with. Gateways with the same prefix on the same database share their namespaces. It may not have `{` or `}`.",
      example: "prism",
    },
    connectTimeout: {
      kind: "duration",
      min: 10,
      max: 60 * SECOND_MS,
      default: 3 * SECOND_MS,
      summary: "How long opening a connection may take.",
      example: "3s",
    },
    maxReconnectDelay: {
      kind: "duration",
      min: 50,
      max: 60 * SECOND_MS,
      default: SECOND_MS,
      summary:
        "The longest pause before a lost connection is opened again; it begins with 20 ms and doubles, and half of it is chance.",
      example: "1s",
    },
    ...resilienceEntries,
  },
} as const satisfies BackendType;

import type { BackendType } from "./backend-type.ts";
import { resilienceEntries } from "./resilience.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

export const postgresBackend = {
  kind: "section",
  summary:
    "PostgreSQL 13 or later. Every worker has connections of its own, and sends one statement for a whole batch.",
  placement: "every-worker",
  isLasting: true,
  offers: {
    keyvalue: {
      durability: "power-loss",
      consistency: "strong",
      ordering: "none",
      abilities: ["compare-and-set", "counters", "transactions", "ttl", "ordered-scan", "idempotency"],
    },
    stream: {
      durability: "power-loss",
      consistency: "strong",
      ordering: "stream",
      abilities: ["idempotency", "groups", "replay", "retention", "durable-attempts"],
    },
  },
  exampleName: "pg",
  entries: {
    url: {
      kind: "server-url",
      schemes: ["postgres", "postgresql"],
      summary:
        "Host, port, user and database: `postgres://USER@HOST:PORT/DATABASE`; a Unix socket's folder is percent-encoded in the place of the host.",
      example: '"postgres://prism@127.0.0.1:7432/prism"',
    },
    driver: {
      kind: "enum",
      values: ["pg", "pg-native"],
      default: "pg",
      summary: "`pg` needs nothing else. `pg-native` sends through the C library libpq, where that is installed.",
      example: "pg",
    },
    connections: {
      kind: "int",
      min: 1,
      max: 64,
      default: 4,
      summary:
        "The most that each worker opens for keyvalue namespaces, and again for streams; the server's `max_connections` must allow for all workers of all gateways.",
      example: "4",
    },
    schema: {
      kind: "string",
      maxCharacters: 63,
      default: "prism",
      summary:
        "The schema that Prism keeps its tables in; made when it is not there. Backends of one schema share data.",
      example: "prism",
    },
    tls: {
      kind: "enum",
      values: ["auto", "off", "require", "verify-ca", "verify-full"],
      default: "auto",
      summary:
        "`verify-full` checks the certificate and its name, `verify-ca` the certificate alone, `require` neither; `auto` is `verify-full`, but `off` on this machine.",
      example: "verify-full",
    },
    ca: {
      kind: "path",
      maxCharacters: 1024,
      optional: true,
      summary: "Certificates, PEM, of those who may sign the server's; without it those that Node.js trusts.",
      example: "./pg-ca.pem",
    },
    applicationName: {
      kind: "string",
      // PostgreSQL cuts names off behind 63 bytes, and the worker's number follows.
      maxCharacters: 48,
      default: "prism",
      summary: "What the server calls the connections in `pg_stat_activity`, with the worker's number behind it.",
      example: "prism",
    },
    connectTimeout: {
      kind: "duration",
      min: 50,
      max: MINUTE_MS,
      default: 5 * SECOND_MS,
      summary: "How long it may take to connect, TLS and authentication included.",
      example: "5s",
    },
    statementTimeout: {
      kind: "duration",
      min: 50,
      max: 10 * MINUTE_MS,
      default: 30 * SECOND_MS,
      summary:
        "When the server gives a statement up by itself (`statement_timeout`), so that none outlives a gateway that is gone.",
      example: "30s",
    },
    ...resilienceEntries,
  },
} as const satisfies BackendType;

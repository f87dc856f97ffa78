import type { ValueOf } from "../setting.ts";
import type { BackendType } from "./backend-type.ts";
import { resilienceEntries } from "./resilience.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** A path of the operating system. */
const MAX_PATH_CHARACTERS = 4096;

export const natsBackend = {
  kind: "section",
  summary:
    "NATS 2.9 or newer with JetStream. An acknowledged write survives the end of the server's process, not a loss of power: the server syncs its files every two minutes.",
  placement: "every-worker",
  isLasting: true,
  offers: {
    keyvalue: {
      durability: "process-crash",
      consistency: "strong",
      ordering: "none",
      abilities: ["compare-and-set", "counters", "ttl", "ordered-scan"],
    },
    stream: {
      durability: "process-crash",
      consistency: "strong",
      ordering: "stream",
      // It forgets idempotency keys after `duplicateWindow`, which is sooner than a day.
      abilities: ["groups", "replay", "retention", "durable-attempts"],
    },
  },
  streamAbilities: ["replicas", "keep"],
  exampleName: "bus",
  entries: {
    url: {
      kind: "server-url",
      schemes: ["nats", "tls"],
      summary:
        "The server, or one of its cluster: `nats://user@host:port`; `tls://` insists on TLS. Where the URL has a password in it, `env:NAME` or `file:PATH` says where it stands.",
      example: "nats://127.0.0.1:7422",
    },
    moreServers: {
      kind: "strings",
      // A cluster has three or five; more of them are told by the first.
      maxItems: 16,
      maxCharacters: 255,
      default: [],
      summary: "Other servers of the cluster, each `host:port`, for when the first cannot be reached.",
      example: "[nats-2:4222, nats-3:4222]",
    },
    user: {
      kind: "string",
      maxCharacters: 255,
      optional: true,
      summary: "Who the gateway is, with `password`; a user in the URL does as well.",
      example: "prism",
    },
    password: {
      kind: "secret",
      optional: true,
      summary: "Where the password of `user` is.",
      example: "env:NATS_PASSWORD",
    },
    token: {
      kind: "secret",
      optional: true,
      alternative: true,
      summary: "Where the token is, for a server that asks for one.",
      example: "env:NATS_TOKEN",
    },
    nkeySeed: {
      kind: "secret",
      optional: true,
      alternative: true,
      summary: "Where the seed of the gateway's NKey is (`SU…`).",
      example: "file:/run/secrets/nats.nk",
    },
    credentials: {
      kind: "secret",
      optional: true,
      alternative: true,
      summary: "Where the gateway's `.creds` are: a JWT and its seed.",
      example: "file:/run/secrets/prism.creds",
    },
    tls: {
      kind: "section",
      summary: "What TLS needs; also used where a `nats://` server asks for TLS.",
      entries: {
        ca: {
          kind: "path",
          maxCharacters: MAX_PATH_CHARACTERS,
          optional: true,
          summary: "Certificates of the authorities that may sign the server's; else those that Node.js trusts.",
          example: "./certificates/nats-ca.pem",
        },
        certificate: {
          kind: "path",
          maxCharacters: MAX_PATH_CHARACTERS,
          optional: true,
          summary: "The gateway's own certificate, for a server that verifies its clients.",
          example: "./certificates/prism.pem",
        },
        key: {
          kind: "path",
          maxCharacters: MAX_PATH_CHARACTERS,
          optional: true,
          summary: "The key of `certificate`.",
          example: "./certificates/prism.key",
        },
      },
    },
    domain: {
      kind: "string",
      maxCharacters: 64,
      optional: true,
      summary: "The JetStream domain, where the server is a leaf of another one.",
      example: "hub",
    },
    prefix: {
      kind: "string",
      maxCharacters: 32,
      default: "prism",
      summary:
        "What the names of the gateway's buckets and streams begin with: letters, digits, `-` and `_`. Gateways with the same prefix on one account share their namespaces.",
      example: "prism",
    },
    storage: {
      kind: "enum",
      values: ["file", "memory"],
      default: "file",
      summary: "Where the server keeps what is new: in files, or in its memory until it ends.",
      example: "file",
    },
    replicas: {
      kind: "int",
      min: 1,
      // The server allows no more.
      max: 5,
      default: 1,
      summary: "Servers of the cluster that keep each write, of key-value namespaces; a stream declares its own.",
      example: "3",
    },
    duplicateWindow: {
      kind: "duration",
      // The server takes no less.
      min: 100,
      // It keeps each idempotency key of the window in its memory.
      max: 24 * HOUR_MS,
      default: 2 * MINUTE_MS,
      summary: "How long the server remembers the idempotency keys of a stream's messages.",
      example: "2m",
    },
    connectTimeout: {
      kind: "duration",
      min: 10,
      max: MINUTE_MS,
      default: 3 * SECOND_MS,
      summary: "How long opening the connection to one server may take.",
      example: "3s",
    },
    maxReconnectDelay: {
      kind: "duration",
      min: 50,
      max: MINUTE_MS,
      default: SECOND_MS,
      summary:
        "The longest pause between two attempts to connect; it begins with 20 ms and doubles, and half of it is chance.",
      example: "1s",
    },
    ...resilienceEntries,
  },
} as const satisfies BackendType;

/** The settings of a `nats` backend, as the gateway has them. */
export type NatsSettings = ValueOf<typeof natsBackend>;

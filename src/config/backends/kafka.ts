import type { BackendType } from "./backend-type.ts";
import { resilienceEntries } from "./resilience.ts";

const KIB = 1024;
const MIB = 1024 * KIB;
const SECOND_MS = 1000;

export const kafkaBackend = {
  kind: "section",
  summary:
    "Apache Kafka 2.8 to 4.x, for streams alone: each is a topic, its groups are consumer groups. What is acknowledged survives the end of a broker's process; with two replicas that must have it, or with `flush.messages=1`, a loss of power too.",
  placement: "every-worker",
  isLasting: true,
  offers: {
    stream: {
      durability: "power-loss",
      consistency: "strong",
      ordering: "key",
      abilities: ["groups", "replay", "retention"],
    },
  },
  streamAbilities: ["partitions", "replicas"],
  exampleName: "log",
  entries: {
    brokers: {
      kind: "strings",
      maxItems: 32,
      maxCharacters: 261,
      summary: "Brokers to begin with, each `host:port`; the others are learnt from them.",
      example: '["127.0.0.1:7492"]',
    },
    clientId: {
      kind: "string",
      maxCharacters: 128,
      default: "prism",
      summary: "What the brokers call this gateway in their logs, quotas and groups.",
      example: "prism",
    },
    topicPrefix: {
      kind: "string",
      maxCharacters: 64,
      default: "prism.",
      summary: "Stands before the namespace in names of topics and groups; letters, digits, `.`, `_` and `-` alone.",
      example: '"prism."',
    },
    createTopics: {
      kind: "boolean",
      default: true,
      summary: "Topics that are missing are made, and their settings changed when the declaration changes.",
      example: "true",
    },
    minInSyncReplicas: {
      kind: "int",
      min: 0,
      max: 16,
      default: 0,
      summary:
        "`min.insync.replicas` of topics that are made; 0 = all replicas but one, at least one, so that one may be away.",
      example: "2",
    },
    acks: {
      kind: "enum",
      values: ["all", "leader"],
      default: "all",
      summary:
        "Whose word a publish waits for: every replica that is in sync, or the leader's alone, without idempotence.",
      example: "all",
    },
    compression: {
      kind: "enum",
      values: ["none", "gzip"],
      default: "none",
      summary: "How messages are packed on their way to the broker and on its disk.",
      example: "gzip",
    },
    maxRequestBytes: {
      kind: "bytes",
      // The largest message with its headers must fit; brokers refuse requests over 100 MiB.
      min: 1280 * KIB,
      max: 64 * MIB,
      default: 2 * MIB,
      summary: "Bytes of the messages that one request has for one partition; topics that are made take as much.",
      example: "2MiB",
    },
    readAheadBytes: {
      kind: "bytes",
      min: 64 * KIB,
      max: 64 * MIB,
      default: MIB,
      summary: "What each reader and group has ready of each partition before a subscriber asks for it.",
      example: "1MiB",
    },
    maxUnacknowledged: {
      kind: "int",
      min: 1,
      max: 1_000_000,
      default: 10_000,
      summary: "How far a group reads past a message that is not acknowledged, in messages of one partition.",
      example: "10000",
    },
    sessionTimeout: {
      kind: "duration",
      min: 6 * SECOND_MS,
      max: 1800 * SECOND_MS,
      default: 10 * SECOND_MS,
      summary: "When a gateway is silent for so long, its partitions go to another. Brokers allow 6 s to 30 min.",
      example: "10s",
    },
    connectTimeout: {
      kind: "duration",
      min: 10,
      max: 60 * SECOND_MS,
      default: 2 * SECOND_MS,
      summary: "How long a broker may take to accept a connection, and to answer who it is.",
      example: "2s",
    },
    ssl: {
      kind: "section",
      summary: "Encryption between the gateway and the brokers.",
      entries: {
        mode: {
          kind: "enum",
          values: ["off", "verify"],
          default: "off",
          summary: "`verify`: encrypted, and the brokers' certificates are checked.",
          example: "verify",
        },
        ca: {
          kind: "secret",
          optional: true,
          summary: "Certificates that sign the brokers', in PEM; without it, those that Node.js trusts.",
          example: "file:kafka-ca.pem",
        },
        cert: {
          kind: "secret",
          optional: true,
          summary: "The gateway's own certificate, in PEM, where brokers ask for one.",
          example: "file:kafka-cert.pem",
        },
        key: {
          kind: "secret",
          optional: true,
          summary: "The key of that certificate, in PEM.",
          example: "file:kafka-key.pem",
        },
      },
    },
    sasl: {
      kind: "section",
      summary: "Who the gateway says it is.",
      entries: {
        mechanism: {
          kind: "enum",
          values: ["none", "plain", "scram-sha-256", "scram-sha-512"],
          default: "none",
          summary: "How it proves that.",
          example: "scram-sha-512",
        },
        username: {
          kind: "string",
          maxCharacters: 256,
          optional: true,
          summary: "The name.",
          example: "prism",
        },
        password: {
          kind: "secret",
          optional: true,
          summary: "The password.",
          example: "env:KAFKA_PASSWORD",
        },
      },
    },
    ...resilienceEntries,
  },
} as const satisfies BackendType;

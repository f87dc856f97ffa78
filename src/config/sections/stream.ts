import { MAX_ACK_TIMEOUT_MS } from "../../common/limits.ts";
import type { Section, ValueOf } from "../setting.ts";

const DAY_MS = 24 * 3600 * 1000;
const GIB = 1024 * 1024 * 1024;

/** How the stream of a namespace is kept, and when its groups give up on a message. */
export const streamSection = {
  kind: "section",
  summary: "Of a namespace with the pattern stream: how its messages are kept, and when its groups give up on one.",
  entries: {
    retention: {
      kind: "duration",
      min: 1_000,
      max: 3_650 * DAY_MS,
      allowsZero: true,
      default: 7 * DAY_MS,
      summary: "Messages older than this may go, and so may dead letters; 0 = never.",
      example: "7d",
    },
    maxBytes: {
      kind: "bytes",
      min: 0,
      max: 1024 * 1024 * GIB,
      default: GIB,
      summary: "When the stream is larger, its oldest messages go, and of its dead letters likewise; 0 = no bound.",
      example: "1GiB",
    },
    partitions: {
      kind: "int",
      min: 1,
      max: 1_024,
      default: 1,
      summary: "On Kafka: the partitions of the topic. Messages of one key are in one of them, and keep their order.",
      example: "1",
    },
    replicas: {
      kind: "int",
      min: 1,
      max: 7,
      default: 1,
      summary: "On NATS and Kafka: the servers that keep a copy.",
      example: "1",
    },
    keep: {
      kind: "enum",
      values: ["stored", "core"],
      default: "stored",
      summary: "`core`, on NATS: messages are not kept at all, whoever listens gets them.",
      example: "stored",
    },
    maxAttempts: {
      kind: "int",
      min: 0,
      max: 1_000,
      default: 5,
      summary: "Deliveries of a message to a group before it becomes a dead letter; 0 = without end.",
      example: "5",
    },
    ackTimeout: {
      kind: "duration",
      min: 100,
      max: MAX_ACK_TIMEOUT_MS,
      default: 30_000,
      summary: "How long a message is leased to a consumer that does not say, before it is delivered again.",
      example: "30s",
    },
  },
} as const satisfies Section;

export type StreamConfig = ValueOf<typeof streamSection>;

export const defaultStream: StreamConfig = Object.freeze({
  retentionMs: streamSection.entries.retention.default,
  maxBytes: streamSection.entries.maxBytes.default,
  partitions: streamSection.entries.partitions.default,
  replicas: streamSection.entries.replicas.default,
  keep: streamSection.entries.keep.default,
  maxAttempts: streamSection.entries.maxAttempts.default,
  ackTimeoutMs: streamSection.entries.ackTimeout.default,
});

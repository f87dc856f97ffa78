import {
  DEFAULT_IDLE_TIMEOUT_MS,
  DEFAULT_MAX_CONNECTIONS,
  DEFAULT_MAX_FRAME_BYTES,
  DEFAULT_MAX_IN_FLIGHT,
  DEFAULT_MAX_IN_FLIGHT_PER_CONNECTION,
  DEFAULT_MAX_UNREAD_TOTAL_BYTES,
  DEFAULT_RING_BYTES,
  DRAIN_TIMEOUT_MS,
  MAX_FRAME_BYTES,
  MAX_VALUE_BYTES,
  MIN_UNREAD_TOTAL_BYTES,
} from "../../common/limits.ts";
import type { Section } from "../setting.ts";

const KIB = 1024;
const MIB = 1024 * KIB;
/** What a frame holds beside the largest value: the key, the credentials, the trace and the field tags. */
const FRAME_SLACK_BYTES = 64 * KIB;
/** The clock that threads share measures spans of up to 35 minutes (see common/clock.ts). */
const MAX_SPAN_MS = 30 * 60 * 1000;
/** A request in flight takes a slot of a table that every thread allocates at its start. */
const MAX_SLOTS = 1024 * 1024;

/** What the gateway takes on. */
export const limitsSection = {
  kind: "section",
  summary: "What the gateway takes on at one time.",
  entries: {
    maxConnections: {
      kind: "int",
      min: 1,
      max: 1_000_000,
      default: DEFAULT_MAX_CONNECTIONS,
      summary:
        "Connections of the TCP door and WebSockets, of all acceptors together; each takes its part, and refuses more.",
      example: "20000",
    },
    maxFrameBytes: {
      kind: "bytes",
      min: MAX_VALUE_BYTES + FRAME_SLACK_BYTES,
      max: MAX_FRAME_BYTES,
      default: DEFAULT_MAX_FRAME_BYTES,
      summary: "The largest request frame, without its length prefix.",
      example: "4MiB",
    },
    maxInFlight: {
      kind: "int",
      min: 1,
      max: MAX_SLOTS,
      default: DEFAULT_MAX_IN_FLIGHT,
      summary:
        "Requests in flight, of all acceptors together; each takes its part, and refuses more with a hint when to retry.",
      example: "65536",
    },
    maxInFlightPerConnection: {
      kind: "int",
      min: 1,
      max: MAX_SLOTS,
      default: DEFAULT_MAX_IN_FLIGHT_PER_CONNECTION,
      summary: "Requests in flight of one connection; past it the connection is not read until half are answered.",
      example: "4096",
    },
    maxUnreadBytes: {
      kind: "bytes",
      min: MIN_UNREAD_TOTAL_BYTES,
      max: 1024 * 1024 * MIB,
      default: DEFAULT_MAX_UNREAD_TOTAL_BYTES,
      summary:
        "Answers that clients have not read: of the TCP door and WebSockets together, and as much of the gRPC door; the closer to it, the fewer requests of those who do not read are run.",
      example: "256MiB",
    },
    idleTimeout: {
      kind: "duration",
      min: 1000,
      max: MAX_SPAN_MS,
      allowsZero: true,
      default: DEFAULT_IDLE_TIMEOUT_MS,
      summary:
        "A connection without a byte and without a request in flight for so long is closed; 0 keeps it for ever.",
      example: "10m",
    },
    ringBytes: {
      kind: "bytes",
      min: 64 * KIB,
      max: 256 * MIB,
      powerOfTwo: true,
      default: DEFAULT_RING_BYTES,
      summary: "Each ring between an acceptor and a worker; there are two for every pair of them.",
      example: "1MiB",
    },
    drainTimeout: {
      kind: "duration",
      min: 0,
      max: MAX_SPAN_MS,
      default: DRAIN_TIMEOUT_MS,
      summary: "How long a shutdown waits for what is in flight; 0 does not wait.",
      example: "10s",
    },
  },
} as const satisfies Section;

import { DEFAULT_MAX_CONCURRENT_CALLS, DEFAULT_MAX_GRPC_CONNECTIONS, MAX_FRAME_BYTES } from "../../common/limits.ts";
import type { Section } from "../setting.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** A client that has been told to go needs no longer than the slowest call. */
const MAX_GRACE_MS = HOUR_MS;
/** Node's timers hold 24.8 days. */
const MAX_AGE_MS = 24 * HOUR_MS;

/** Below it, to have it compressed takes longer than to compress it, and spares less than a packet. */
const MIN_COMPRESSED_BYTES = 512;

/** The gRPC door. */
export const grpcListener = {
  kind: "section",
  summary: "The gRPC door.",
  entries: {
    host: {
      kind: "string",
      maxCharacters: 253,
      default: "127.0.0.1",
      summary: "Address to listen on for gRPC.",
      example: "0.0.0.0",
    },
    port: {
      kind: "int",
      min: 0,
      max: 65_535,
      default: 7401,
      summary: "Port to listen on for gRPC.",
      example: "7401",
    },
    tls: {
      kind: "boolean",
      default: false,
      summary: "Whether gRPC goes over TLS, with the certificate of `tls`.",
      example: "true",
    },
    thread: {
      kind: "enum",
      values: ["auto", "own", "shared"],
      default: "auto",
      summary:
        "Where gRPC is spoken: on a thread of its `own`, so that it keeps nobody else waiting, or on the one of the other doors. `auto` is `own` on machines with three cores or more.",
      example: "own",
    },
    transport: {
      kind: "enum",
      values: ["lean", "grpc-js"],
      default: "grpc-js",
      summary:
        "Which HTTP/2 carries gRPC: `lean` is Prism's own, `grpc-js` that of Node.js with the sessions of @grpc/grpc-js, slower, as reference and fallback. Clients notice no difference.",
      example: "lean",
    },
    maxConnections: {
      kind: "int",
      min: 1,
      max: 1_000_000,
      default: DEFAULT_MAX_GRPC_CONNECTIONS,
      summary: "Connections of the gRPC door, idle ones among them; more are sent away with GOAWAY.",
      example: "4096",
    },
    maxConcurrentCalls: {
      kind: "int",
      min: 1,
      max: 65_535,
      default: DEFAULT_MAX_CONCURRENT_CALLS,
      summary: "Calls that a client may have open on one connection; it keeps further ones back by itself.",
      example: "256",
    },
    reflection: {
      kind: "boolean",
      default: true,
      summary: "Whether clients may ask which services and messages there are; nobody needs credentials for it.",
      example: "false",
    },
    minCompressedAnswerBytes: {
      kind: "bytes",
      min: MIN_COMPRESSED_BYTES,
      max: MAX_FRAME_BYTES,
      optional: true,
      summary:
        "Messages of answers from this size on are compressed with gzip, for clients that say they take it, and where that makes them smaller by an eighth; unset, none is. See [compressed answers](../grpc-transport.md#compressed-answers).",
      example: "16KiB",
    },
    keepAliveInterval: {
      kind: "duration",
      min: 10 * SECOND_MS,
      max: HOUR_MS,
      allowsZero: true,
      default: MINUTE_MS,
      summary: "How often a client is asked with a PING whether it is still there; 0 never asks.",
      example: "1m",
    },
    keepAliveTimeout: {
      kind: "duration",
      min: SECOND_MS,
      max: 10 * MINUTE_MS,
      default: 20 * SECOND_MS,
      summary: "A client that does not answer such a PING for so long is cut off.",
      example: "20s",
    },
    maxConnectionAge: {
      kind: "duration",
      min: 10 * SECOND_MS,
      max: MAX_AGE_MS,
      allowsZero: true,
      default: 0,
      summary:
        "A connection this old, give or take a tenth, is ended as its calls end, so that clients spread anew; 0 lets it stay.",
      example: "30m",
    },
    maxConnectionAgeGrace: {
      kind: "duration",
      min: SECOND_MS,
      max: MAX_GRACE_MS,
      default: MINUTE_MS,
      summary: "How long its calls may take after that until they are cut off.",
      example: "1m",
    },
  },
} as const satisfies Section;

import { encodeRpcStatus } from "../../codec/rpc-status.ts";
import { Code } from "../../common/codes.ts";
import type { Failure } from "../../common/failure.ts";
import type { OpenStatus } from "./open-call.ts";
import type { HeaderPairs } from "./transport/call-stream.ts";

/** What comes before an answer's messages. */
export const answerHead: HeaderPairs = Object.freeze([
  [":status", "200"],
  ["content-type", "application/grpc+proto"],
  ["grpc-accept-encoding", "identity,deflate,gzip"],
] as const);

/** What comes after them when all is well: this very array, so that a transport may know it by looking. */
export const okTrailers: HeaderPairs = Object.freeze([["grpc-status", `${Code.OK}`]] as const);

/** … and when it is not: after messages, or with {@link answerHead} when there are none. */
export function failureTrailers(failure: Failure): HeaderPairs {
  return [
    ["grpc-status", `${failure.code}`],
    ["grpc-message", percentEncode(failure.message)],
    ["grpc-status-details-bin", encodeRpcStatus(failure).toString("base64")],
  ];
}

/** … by a code, a sentence and metadata. */
export function statusTrailers({ code, message, metadata }: OpenStatus): HeaderPairs {
  return [["grpc-status", `${code}`], ["grpc-message", percentEncode(message)], ...metadata];
}

/**
 * `grpc-message`: all but printable ASCII, and the per cent sign, byte by byte of UTF-8.
 * Source: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#responses
 */
export function percentEncode(text: string): string {
  if (!special.test(text)) return text;
  let encoded = "";
  for (const byte of Buffer.from(text)) {
    const isPlain = byte >= 0x20 && byte <= 0x7e && byte !== PER_CENT;
    encoded += isPlain ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return encoded;
}

const special = /[^ -$&-~]/;
const PER_CENT = 0x25;

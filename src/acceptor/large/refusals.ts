import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";

/** What doors refuse by themselves of values that come or go part by part. */

export const callerGone = new Failure(Code.CANCELLED, "CALLER_GONE", "whoever asked is gone; nothing more is done");

export const bodyMalformed = new Failure(
  Code.INVALID_ARGUMENT,
  "BODY_NOT_DECODABLE",
  "the body is not what Content-Encoding says, or ends too early; nothing of it was kept",
  { metadata: { field: "Content-Encoding" } },
);

export function encodingNotTaken(known: readonly string[]): Failure {
  return new Failure(
    Code.UNIMPLEMENTED,
    "CONTENT_ENCODING_UNKNOWN",
    `a body is taken with the Content-Encoding ${known.join(" or ")}, or without one`,
    { metadata: { field: "Content-Encoding" } },
  );
}

export const idempotencyKeyNotKept = new Failure(
  Code.INVALID_ARGUMENT,
  "IDEMPOTENCY_KEY_NOT_KEPT",
  "a value over 1 MiB is written in many steps, for which no Idempotency-Key is kept; send If-Match or If-None-Match instead, which make a second write harmless",
  { metadata: { field: "Idempotency-Key" } },
);

export const targetMissing = new Failure(
  Code.INVALID_ARGUMENT,
  "STREAM_TARGET_MISSING",
  "the stream ended before its first message, which names the namespace and the key",
  { metadata: { field: "key" } },
);

export const targetTwice = new Failure(
  Code.INVALID_ARGUMENT,
  "STREAM_TARGET_CHANGED",
  "a later message of the stream names another item than the first; nothing was written; send each value in a stream of its own",
  { metadata: { field: "key" } },
);

export const digestMismatch = new Failure(
  Code.INVALID_ARGUMENT,
  "CHECKSUM_MISMATCH",
  "digest is not that of the value that came; nothing was written",
  { metadata: { field: "digest" } },
);

export function offsetBehind(size: number): PrismError {
  const failure = new Failure(
    Code.OUT_OF_RANGE,
    "RANGE_NOT_SATISFIABLE",
    `offset is behind the value, which has ${size} bytes`,
    { metadata: { field: "offset", size: String(size) } },
  );
  return new PrismError(failure, { source: "client" });
}

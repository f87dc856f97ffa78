import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { MAX_LARGE_VALUE_BYTES } from "../../common/limits.ts";

/** What doors refuse by themselves of values that come or go part by part. */

export const valueTooLarge = new Failure(
  Code.INVALID_ARGUMENT,
  "VALUE_TOO_LARGE",
  `the value has more than ${MAX_LARGE_VALUE_BYTES} bytes; split it over several keys`,
  { metadata: { field: "value" } },
);

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

import { readByteString, toByteString } from "../../codec/byte-string.ts";
import { malformedRequest } from "../../codec/malformed-request.ts";
import { RequestView } from "../../codec/request-view.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { MAX_IDEMPOTENCY_KEY_BYTES } from "../../common/limits.ts";
import { ANONYMOUS, type Principal } from "../../security/principal.ts";
import type { Request } from "../request.ts";

/** Reads the envelope in place. */
export function decode(request: Request): Failure | null {
  const { bytes, call } = request;
  const isMessage = view.read(bytes, request.start, request.end);
  request.id = view.id;
  request.timeoutMs = view.timeoutMs;
  request.operation = view.call;
  request.traceFrom = view.traceparentFrom;
  request.traceTo = view.traceparentTo;
  if (!isMessage) return malformedRequest;
  call.operation = view.call;
  call.source = bytes;
  call.from = view.callFrom;
  call.to = view.callTo;
  call.failure = null;
  call.replay = null;
  call.idempotencyKey = "";
  request.idempotencyFrom = view.idempotencyFrom;
  request.idempotencyTo = view.idempotencyTo;
  return null;
}

/** Reads the idempotency key, which is wrong when it is too long. */
export function readIdempotencyKey(request: Request): Failure | null {
  const { bytes, idempotencyFrom: from, idempotencyTo: to } = request;
  if (from === to) return null;
  if (to - from > MAX_IDEMPOTENCY_KEY_BYTES) return tooLarge;
  request.call.idempotencyKey = ownKey(request.principal, readByteString(bytes, from, to));
  return null;
}

/**
 * A key is its principal's own: nobody learns which ones others have used, or uses them up. A name has no line break, so
 * no two principals have the same.
 */
function ownKey(principal: Principal, key: string): string {
  return principal.id === ANONYMOUS.id ? key : `${toByteString(principal.name)}\n${key}`;
}

const view = new RequestView();

const tooLarge = new Failure(
  Code.INVALID_ARGUMENT,
  "IDEMPOTENCY_KEY_TOO_LARGE",
  `idempotency_key is longer than ${MAX_IDEMPOTENCY_KEY_BYTES} bytes; a UUID is enough`,
  { metadata: { field: "idempotency_key" } },
);

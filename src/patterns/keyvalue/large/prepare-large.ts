import { CallNumber } from "../../../codec/calls.ts";
import { readLargeValueRequest } from "../../../codec/large-value-requests.ts";
import type { Failure } from "../../../common/failure.ts";
import { MAX_LARGE_VALUE_BYTES, MIN_LARGE_CHUNK_BYTES } from "../../../common/limits.ts";
import type { KeyValueCall } from "../call.ts";
import { fields, invalid, malformed, prepareIncrement, prepareKey } from "../prepare-item.ts";

/** Reads a call about a large value into `call.large`, and checks every field. */
export function prepareLargeValue(call: KeyValueCall, nowMs: number): Failure | null {
  const request = readLargeValueRequest(call.source, call.from, call.to);
  call.reply = null;
  call.large = request;
  if (request === null) return malformed;
  fields.keyFrom = request.keyFrom;
  fields.keyTo = request.keyTo;
  fields.ttlMs = request.ttlMs;
  fields.ifVersion = request.ifVersion;
  fields.delta = 0n;
  const failure = prepareKey(call.item, call, "key") ?? prepareIncrement(call.item, nowMs, "");
  if (failure !== null) return failure;
  call.item.expiresAtMs = 0;
  return call.operation === CallNumber.KV_COMMIT_UPLOAD && request.index > MAX_CHUNKS ? tooManyChunks : null;
}

const MAX_CHUNKS = MAX_LARGE_VALUE_BYTES / MIN_LARGE_CHUNK_BYTES;
const tooManyChunks = invalid(
  "CHUNK_OUT_OF_RANGE",
  "chunks",
  `chunks is over ${MAX_CHUNKS}, which is the largest value`,
);

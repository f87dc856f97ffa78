import { toByteString } from "../codec/byte-string.ts";
import type { ClientRequest } from "../codec/client-request.ts";
import { checkInteger } from "./client-options.ts";
import * as failures from "./failures.ts";
import type { ValueInput, WriteOptions } from "./key-value-types.ts";

/** What callers give, as it goes on the wire; throws a PrismError that names the field when it cannot. */

/** Text with half of a surrogate pair has no UTF-8: two such keys would become the same one. */
export function encodeText(text: string, field: string): string {
  if (typeof text !== "string") throw failures.invalid("TEXT_REQUIRED", field, `${field} is no string`);
  if (!text.isWellFormed())
    throw failures.invalid("TEXT_NOT_UTF8", field, `${field} holds half of a surrogate pair, which UTF-8 cannot`);
  return toByteString(text);
}

export function encodeValue(value: ValueInput, field: string): Uint8Array | string {
  if (value instanceof Uint8Array) return value;
  if (typeof value === "string") return encodeText(value, field);
  throw failures.invalid("VALUE_TYPE", field, `${field} is neither a string nor a Uint8Array`);
}

/** An integer from 0 on, or `absent`. */
export function checkCount(value: number | undefined, field: string, absent: number): number {
  return value === undefined ? absent : checkInteger(value, field, 0, Number.MAX_SAFE_INTEGER);
}

export function withIdempotency(request: ClientRequest, options: WriteOptions): ClientRequest {
  if (options.idempotencyKey === undefined) return request;
  request.idempotencyKey = encodeText(options.idempotencyKey, "idempotencyKey");
  if (request.idempotencyKey !== "") return request;
  throw failures.invalid(
    "IDEMPOTENCY_KEY_REQUIRED",
    "idempotencyKey",
    "idempotencyKey is empty; give 1 to 128 bytes, or leave it out",
  );
}

/** A 64-bit integer, signed. */
export function checkDelta(value: bigint | number, field: string): bigint {
  const delta = typeof value === "bigint" ? value : Number.isSafeInteger(value) ? BigInt(value) : null;
  if (delta !== null && BigInt.asIntN(64, delta) === delta) return delta;
  throw failures.invalid("INTEGER_REQUIRED", field, `${field} is no 64-bit integer`);
}

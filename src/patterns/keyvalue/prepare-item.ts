import { ANY_VERSION, ItemAction, type KeyValueItem, Outcome } from "../../backends/contract.ts";
import { isUtf8Range, readByteString } from "../../codec/byte-string.ts";
import { KeyValueFields } from "../../codec/keyvalue-requests.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { MAX_BATCH_ITEMS, MAX_KEY_BYTES, MAX_TTL_MS, MAX_VALUE_BYTES } from "../../common/limits.ts";
import type { KeyValueCall } from "./call.ts";
import { isOwnKey, OWN_LEAD } from "./large/chunk-keys.ts";
import { hasMagic } from "./large/value-head.ts";

/** The fields that were read last, which the functions here make an item of. */
export const fields = new KeyValueFields();

/** Starts the item anew: it may have served another call before. */
export function prepareKey(item: KeyValueItem, call: KeyValueCall, field: string): Failure | null {
  const { keyFrom, keyTo } = fields;
  item.namespaceId = call.namespaceId;
  item.outcome = Outcome.PENDING;
  item.action = ItemAction.PUT;
  item.version = 0;
  item.expiresAtMs = 0;
  item.ifVersion = ANY_VERSION;
  item.failure = null;
  const length = keyTo - keyFrom;
  if (length === 0) return invalid("KEY_REQUIRED", field, `${field} is empty; a key has 1 to ${MAX_KEY_BYTES} bytes`);
  if (length > MAX_KEY_BYTES) {
    return invalid(
      "KEY_TOO_LARGE",
      field,
      `${field} has ${length} bytes; a key has 1 to ${MAX_KEY_BYTES} bytes of UTF-8`,
    );
  }
  if (!isUtf8Range(call.source, keyFrom, keyTo)) {
    return invalid("KEY_NOT_UTF8", field, `${field} is not valid UTF-8; encode binary keys, for example as base64url`);
  }
  item.key = readByteString(call.source, keyFrom, keyTo);
  if (call.source[keyFrom] !== OWN_LEAD || !isOwnKey(item.key)) return null;
  return invalid("KEY_RESERVED", field, `${field} begins with U+10FFFF, as the gateway's own keys do; use another one`);
}

export function prepareWrite(item: KeyValueItem, call: KeyValueCall, nowMs: number, path: string): Failure | null {
  const { valueFrom, valueTo } = fields;
  if (valueTo - valueFrom > MAX_VALUE_BYTES) {
    return invalid(
      "VALUE_TOO_LARGE",
      `${path}value`,
      `${path}value has ${valueTo - valueFrom} bytes; a value in one piece has at most ${MAX_VALUE_BYTES} bytes; upload a larger one in chunks`,
    );
  }
  if (hasMagic(call.source, valueFrom, valueTo)) {
    return invalid(
      "VALUE_RESERVED",
      `${path}value`,
      `${path}value begins with the 16 bytes that mark the head of a large value; put anything before them`,
    );
  }
  item.source = call.source;
  item.start = valueFrom;
  item.end = valueTo;
  return prepareEnd(item, nowMs, path);
}

export function prepareIncrement(item: KeyValueItem, nowMs: number, path: string): Failure | null {
  item.action = ItemAction.INCREMENT;
  item.delta = fields.delta;
  return prepareEnd(item, nowMs, path);
}

export function prepareDelete(item: KeyValueItem, path: string): Failure | null {
  item.action = ItemAction.DELETE;
  return prepareCondition(item, `${path}if_version`);
}

/** When the item ends, and its condition. */
function prepareEnd(item: KeyValueItem, nowMs: number, path: string): Failure | null {
  const { ttlMs } = fields;
  if (ttlMs > MAX_TTL_MS) {
    return invalid(
      "TTL_OUT_OF_RANGE",
      `${path}ttl_ms`,
      `${path}ttl_ms is negative or over ten years; give 1 to ${MAX_TTL_MS} milliseconds, or 0 for no end`,
    );
  }
  item.expiresAtMs = ttlMs === 0 ? 0 : nowMs + ttlMs;
  return prepareCondition(item, `${path}if_version`);
}

export function prepareCondition(item: KeyValueItem, field: string): Failure | null {
  if (fields.ifVersion > Number.MAX_SAFE_INTEGER) {
    return invalid(
      "VERSION_OUT_OF_RANGE",
      field,
      `${field} is no version that Prism gives; use the one from a read or write, or 0 for "must not exist"`,
    );
  }
  item.ifVersion = fields.ifVersion;
  return null;
}

/** Of a call with several items. */
export function prepareCount(count: number, field: string): Failure | null {
  if (count === 0) return invalid("BATCH_EMPTY", field, `${field} is empty; send 1 to ${MAX_BATCH_ITEMS}`);
  if (count <= MAX_BATCH_ITEMS) return null;
  return invalid(
    "BATCH_TOO_LARGE",
    field,
    `${field} has ${count} entries; send at most ${MAX_BATCH_ITEMS} in one call`,
  );
}

export function invalid(reason: string, field: string, message: string): Failure {
  return new Failure(Code.INVALID_ARGUMENT, reason, message, { metadata: { field } });
}

export const malformed = invalid(
  "MALFORMED_CALL",
  "call",
  "the call is not a valid protobuf message of its type; check the client's generated code",
);

import { ANY_VERSION, KeyValueItem, Outcome } from "../../backends/contract.ts";
import { isUtf8Range, readByteString } from "../../codec/byte-string.ts";
import { CallNumber } from "../../codec/calls.ts";
import { KeyValueFields, readBatchElements } from "../../codec/keyvalue-requests.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { MAX_BATCH_ITEMS, MAX_KEY_BYTES, MAX_TTL_MS, MAX_VALUE_BYTES } from "../../common/limits.ts";
import type { KeyValueCall } from "./call.ts";
import { prepareScan } from "./prepare-scan.ts";

/**
 * Reads the call message `source[from, to)` into `call` and checks every field. The failure names the field and the
 * remedy; null when the call may run. A batch call whose items are wrong fails as a whole, before anything is done.
 */
export function prepareKeyValue(call: KeyValueCall, nowMs: number): Failure | null {
  const { operation, source, from, to } = call;
  call.batch = null;
  call.query = null;
  call.page = null;
  call.replay = null;
  switch (operation) {
    case CallNumber.KV_GET:
    case CallNumber.KV_EXISTS:
      if (!fields.readPut(source, from, to)) return malformed;
      call.item.wantsValue = operation === CallNumber.KV_GET;
      return prepareKey(call.item, call, "key");
    case CallNumber.KV_PUT:
      if (!fields.readPut(source, from, to)) return malformed;
      return prepareKey(call.item, call, "key") ?? prepareWrite(call.item, call, nowMs, "");
    case CallNumber.KV_DELETE:
      if (!fields.readDelete(source, from, to)) return malformed;
      return prepareKey(call.item, call, "key") ?? prepareCondition(call.item, "if_version");
    case CallNumber.KV_SCAN:
      return prepareScan(call) ? null : (call.failure ?? malformed);
    case CallNumber.KV_INCREMENT:
    case CallNumber.KV_TRANSACT:
      return notYet;
    default:
      return prepareBatch(call, nowMs);
  }
}

function prepareBatch(call: KeyValueCall, nowMs: number): Failure | null {
  const ranges = readBatchElements(call.source, call.from, call.to);
  if (ranges === null) return malformed;
  const count = ranges.length / 2;
  const field = call.operation === CallNumber.KV_BATCH_GET ? "keys" : "items";
  if (count === 0) return invalid("BATCH_EMPTY", field, `${field} is empty; send 1 to ${MAX_BATCH_ITEMS}`);
  if (count > MAX_BATCH_ITEMS) {
    return invalid(
      "BATCH_TOO_LARGE",
      field,
      `${field} has ${count} entries; send at most ${MAX_BATCH_ITEMS} in one call`,
    );
  }
  const items: KeyValueItem[] = [];
  for (let i = 0; i < count; i++) {
    const item = new KeyValueItem();
    const failure = prepareElement(item, call, ranges[2 * i] as number, ranges[2 * i + 1] as number, nowMs, i);
    if (failure !== null) return failure;
    items.push(item);
  }
  call.batch = items;
  return null;
}

function prepareElement(
  item: KeyValueItem,
  call: KeyValueCall,
  from: number,
  to: number,
  nowMs: number,
  index: number,
): Failure | null {
  if (call.operation === CallNumber.KV_BATCH_GET) {
    fields.keyFrom = from;
    fields.keyTo = to;
    return prepareKey(item, call, `keys[${index}]`);
  }
  const path = `items[${index}].`;
  if (call.operation === CallNumber.KV_BATCH_PUT) {
    if (!fields.readPutItem(call.source, from, to)) return malformed;
    return prepareKey(item, call, `${path}key`) ?? prepareWrite(item, call, nowMs, path);
  }
  if (!fields.readDeleteItem(call.source, from, to)) return malformed;
  return prepareKey(item, call, `${path}key`) ?? prepareCondition(item, `${path}if_version`);
}

/** Starts the item anew: it may have served another call before. */
function prepareKey(item: KeyValueItem, call: KeyValueCall, field: string): Failure | null {
  const { keyFrom, keyTo } = fields;
  item.namespaceId = call.namespaceId;
  item.outcome = Outcome.PENDING;
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
  return null;
}

function prepareWrite(item: KeyValueItem, call: KeyValueCall, nowMs: number, path: string): Failure | null {
  const { valueFrom, valueTo, ttlMs } = fields;
  if (valueTo - valueFrom > MAX_VALUE_BYTES) {
    return invalid(
      "VALUE_TOO_LARGE",
      `${path}value`,
      `${path}value has ${valueTo - valueFrom} bytes; a value has at most ${MAX_VALUE_BYTES} bytes`,
    );
  }
  if (ttlMs > MAX_TTL_MS) {
    return invalid(
      "TTL_OUT_OF_RANGE",
      `${path}ttl_ms`,
      `${path}ttl_ms is negative or over ten years; give 1 to ${MAX_TTL_MS} milliseconds, or 0 for no end`,
    );
  }
  item.source = call.source;
  item.start = valueFrom;
  item.end = valueTo;
  item.expiresAtMs = ttlMs === 0 ? 0 : nowMs + ttlMs;
  return prepareCondition(item, `${path}if_version`);
}

function prepareCondition(item: KeyValueItem, field: string): Failure | null {
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

export function invalid(reason: string, field: string, message: string): Failure {
  return new Failure(Code.INVALID_ARGUMENT, reason, message, { metadata: { field } });
}

const malformed = invalid(
  "MALFORMED_CALL",
  "call",
  "the call is not a valid protobuf message of its type; check the client's generated code",
);

const notYet = new Failure(
  Code.UNIMPLEMENTED,
  "UNKNOWN_CALL",
  "this gateway's workers do not serve this call; it may be older than the client",
  { metadata: { field: "call" } },
);

const fields = new KeyValueFields();

import { KeyValueItem } from "../../backends/contract.ts";
import { CallNumber, isLargeValueCall } from "../../codec/calls.ts";
import { readBatchElements } from "../../codec/keyvalue-requests.ts";
import type { Failure } from "../../common/failure.ts";
import type { KeyValueCall } from "./call.ts";
import { prepareLargeValue } from "./large/prepare-large.ts";
import {
  fields,
  malformed,
  prepareCount,
  prepareDelete,
  prepareIncrement,
  prepareKey,
  prepareWrite,
} from "./prepare-item.ts";
import { prepareScan } from "./prepare-scan.ts";
import { prepareTransact } from "./prepare-transact.ts";

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
      return prepareKey(call.item, call, "key") ?? prepareDelete(call.item, "");
    case CallNumber.KV_SCAN:
      return prepareScan(call) ? null : (call.failure ?? malformed);
    case CallNumber.KV_INCREMENT:
      if (!fields.readIncrement(source, from, to)) return malformed;
      return prepareKey(call.item, call, "key") ?? prepareIncrement(call.item, nowMs, "");
    case CallNumber.KV_TRANSACT:
      return prepareTransact(call, nowMs);
    default:
      if (isLargeValueCall(operation)) return prepareLargeValue(call, nowMs);
      return prepareBatch(call, nowMs);
  }
}

function prepareBatch(call: KeyValueCall, nowMs: number): Failure | null {
  const ranges = readBatchElements(call.source, call.from, call.to);
  if (ranges === null) return malformed;
  const count = ranges.length / 2;
  const failure = prepareCount(count, call.operation === CallNumber.KV_BATCH_GET ? "keys" : "items");
  if (failure !== null) return failure;
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
  return prepareKey(item, call, `${path}key`) ?? prepareDelete(item, path);
}

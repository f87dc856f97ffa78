import { decodeValueStub } from "../../capture/value-stub.ts";
import { CallNumber, isStreamCall } from "../../codec/calls.ts";
import { fieldsOf, lensOf } from "./message-fields.ts";

/** What a call asked of one key, and what it was told of it. */
export interface SeenItem {
  /** Byte string; scrubbed. */
  readonly key: string;
  readonly action: "read" | "exists" | "put" | "delete" | "increment" | "check";
  /** The version that it had to have, 0 = none; null = any. */
  readonly condition: number | null;
  /** Read: whether it was found. Delete: whether there was one. */
  found: boolean;
  /** Of the value that was read: the stub's bytes; null where none was told. */
  stub: Buffer | null;
  version: number;
  /** Why this item alone was refused; empty when it was not. */
  error: string;
}

/** A call and its answer, as far as two of them can be compared. */
export interface Exchange {
  readonly items: readonly SeenItem[];
  /** Whether a scan has more pages. */
  readonly more: boolean;
  /** Whether it is a scan of which only the beginning of keys decides what it finds. */
  readonly isPrefixScan: boolean;
}

/** Reads the messages of a call, scrubbed as a recording has them. `answer` is empty where the call failed. */
export function readExchange(call: number, request: Buffer, answer: Buffer): Exchange {
  if (call === CallNumber.KV_SCAN) return readScan(request, answer);
  if (isStreamCall(call)) return nothing;
  const items = itemsOf(call, request);
  const results =
    call === CallNumber.KV_BATCH_GET ||
    call === CallNumber.KV_BATCH_PUT ||
    call === CallNumber.KV_BATCH_DELETE ||
    call === CallNumber.KV_TRANSACT
      ? lensOf(answer, 1)
      : [answer];
  // A batch without an answer failed as a whole: nothing is known of its items.
  if (answer.length > 0 || items.length === 1) {
    for (const [i, item] of items.entries()) tell(item, call, results[i] ?? none);
  }
  return { items, more: false, isPrefixScan: false };
}

function readScan(request: Buffer, answer: Buffer): Exchange {
  const bounds = fieldsOf(request);
  const items = lensOf(answer, 1).map((found): SeenItem => {
    const { texts, numbers } = fieldsOf(found);
    const key = texts.get(1)?.toString("latin1") ?? "";
    return {
      key,
      action: "read",
      condition: null,
      found: true,
      stub: texts.get(2) ?? null,
      version: numbers.get(3) ?? 0,
      error: "",
    };
  });
  return { items, more: lensOf(answer, 2).length > 0, isPrefixScan: !bounds.texts.has(3) && !bounds.texts.has(4) };
}

function itemsOf(call: number, request: Buffer): SeenItem[] {
  switch (call) {
    case CallNumber.KV_GET:
      return [itemIn(request, "read", 2, 0)];
    case CallNumber.KV_EXISTS:
      return [itemIn(request, "exists", 2, 0)];
    case CallNumber.KV_PUT:
      return [itemIn(request, "put", 2, 5)];
    case CallNumber.KV_DELETE:
      return [itemIn(request, "delete", 2, 3)];
    case CallNumber.KV_INCREMENT:
      return [itemIn(request, "increment", 2, 5)];
    case CallNumber.KV_BATCH_GET:
      return lensOf(request, 2).map((key) => newItem(key.toString("latin1"), "read", null));
    case CallNumber.KV_BATCH_PUT:
      return lensOf(request, 2).map((item) => itemIn(item, "put", 1, 4));
    case CallNumber.KV_BATCH_DELETE:
      return lensOf(request, 2).map((item) => itemIn(item, "delete", 1, 2));
    default:
      return lensOf(request, 2).map(operationIn);
  }
}

/** Of a transaction: check, put, delete, increment, by the number of the field that it is in. */
function operationIn(operation: Buffer): SeenItem {
  const { texts } = fieldsOf(operation);
  for (const [field, action, condition] of OPERATIONS) {
    const item = texts.get(field);
    if (item !== undefined) return itemIn(item, action, 1, condition);
  }
  return newItem("", "check", null);
}

const OPERATIONS = [
  [1, "check", 2],
  [2, "put", 4],
  [3, "delete", 2],
  [4, "increment", 4],
] as const;

function itemIn(message: Buffer, action: SeenItem["action"], keyField: number, conditionField: number): SeenItem {
  const { texts, numbers } = fieldsOf(message);
  return newItem(texts.get(keyField)?.toString("latin1") ?? "", action, numbers.get(conditionField) ?? null);
}

function newItem(key: string, action: SeenItem["action"], condition: number | null): SeenItem {
  return { key, action, condition, found: false, stub: null, version: 0, error: "" };
}

/** Adds what the answer says of an item. */
function tell(item: SeenItem, call: number, answer: Buffer): void {
  const { texts, numbers } = fieldsOf(answer);
  const isTransaction = call === CallNumber.KV_TRANSACT;
  switch (item.action) {
    case "read":
      item.found = numbers.get(1) === 1;
      item.stub = texts.get(2) ?? null;
      item.version = numbers.get(3) ?? 0;
      break;
    case "exists":
      item.found = numbers.get(1) === 1;
      item.version = numbers.get(2) ?? 0;
      break;
    case "delete":
      item.found = numbers.get(isTransaction ? 2 : 1) === 1;
      break;
    case "put":
      item.version = numbers.get(1) ?? 0;
      break;
    case "increment":
      item.version = numbers.get(isTransaction ? 1 : 2) ?? 0;
  }
  const error = texts.get(call === CallNumber.KV_BATCH_GET ? 5 : 2);
  const isBatch =
    call === CallNumber.KV_BATCH_GET || call === CallNumber.KV_BATCH_PUT || call === CallNumber.KV_BATCH_DELETE;
  if (isBatch && error !== undefined) item.error = fieldsOf(error).texts.get(2)?.toString("latin1") ?? "UNKNOWN";
}

/** Bytes of a value; −1 where the stub is none. */
export function sizeIn(stub: Buffer | null): number {
  return stub === null ? 0 : (decodeValueStub(stub)?.size ?? -1);
}

const none = Buffer.alloc(0);
/** Messages have no keys that anything is put under. */
const nothing: Exchange = { items: [], more: false, isPrefixScan: false };

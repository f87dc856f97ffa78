import { AnswerFields } from "../codec/answer-fields.ts";
import { readError } from "../codec/read-error.ts";
import { PrismError } from "../common/prism-error.ts";
import { MALFORMED } from "./call.ts";
import type {
  BatchDeleteResults,
  BatchGetResults,
  BatchPutResults,
  DeleteResult,
  PutResult,
  ScanPage,
} from "./key-value-types.ts";
import { ScannedItem } from "./scanned-item.ts";
import { StoredItem } from "./stored-item.ts";

/** Readers of the KeyValue answers: the message `bytes[from, to)` → what the caller gets, or MALFORMED. */

type Read<T> = T | typeof MALFORMED;

export function readGet(bytes: Buffer, from: number, to: number): Read<StoredItem | null> {
  if (!fields.readGet(bytes, from, to)) return MALFORMED;
  return fields.flag ? takeItem(bytes) : null;
}

export function readPut(bytes: Buffer, from: number, to: number): Read<PutResult> {
  if (!fields.readWrite(bytes, from, to)) return MALFORMED;
  return { version: fields.version, replayed: fields.replayed };
}

export function readDelete(bytes: Buffer, from: number, to: number): Read<DeleteResult> {
  if (!fields.readWrite(bytes, from, to)) return MALFORMED;
  return { deleted: fields.flag, replayed: fields.replayed };
}

export function readExists(bytes: Buffer, from: number, to: number): Read<boolean> {
  return fields.readWrite(bytes, from, to) ? fields.flag : MALFORMED;
}

export function readScan(bytes: Buffer, from: number, to: number): Read<ScanPage> {
  if (!fields.readElements(bytes, from, to)) return MALFORMED;
  const { elements } = fields;
  const nextPageToken = bytes.toString("latin1", fields.tokenFrom, fields.tokenTo);
  const items: ScannedItem[] = [];
  for (let i = 0; i < elements.length; i += 2) {
    if (!fields.readItem(bytes, elements[i] as number, elements[i + 1] as number)) return MALFORMED;
    const key = bytes.toString("utf8", fields.keyFrom, fields.keyTo);
    items.push(new ScannedItem(key, takeValue(bytes), fields.version, fields.expiresAtMs, fields.largeBytes));
  }
  return { items, nextPageToken };
}

/** A reader for a batch of `count`: an answer with another number of results cannot be told apart by item. */
export function batchGetReader(count: number): (bytes: Buffer, from: number, to: number) => Read<BatchGetResults> {
  return (bytes, from, to) =>
    readBatch(bytes, from, to, count, "readGet", () => (fields.flag ? takeItem(bytes) : null));
}

export function batchPutReader(count: number): (bytes: Buffer, from: number, to: number) => Read<BatchPutResults> {
  return (bytes, from, to) =>
    readBatch(bytes, from, to, count, "readWrite", (replayed) => ({ version: fields.version, replayed }));
}

export function batchDeleteReader(
  count: number,
): (bytes: Buffer, from: number, to: number) => Read<BatchDeleteResults> {
  return (bytes, from, to) =>
    readBatch(bytes, from, to, count, "readWrite", (replayed) => ({ deleted: fields.flag, replayed }));
}

function readBatch<T>(
  bytes: Buffer,
  from: number,
  to: number,
  count: number,
  read: "readGet" | "readWrite",
  take: (replayed: boolean) => T,
): Read<(T | PrismError)[]> {
  if (!fields.readElements(bytes, from, to) || fields.elements.length !== 2 * count) return MALFORMED;
  const { elements, replayed } = fields;
  const results: (T | PrismError)[] = [];
  for (let i = 0; i < elements.length; i += 2) {
    if (!fields[read](bytes, elements[i] as number, elements[i + 1] as number)) return MALFORMED;
    if (!fields.hasError) results.push(take(replayed));
    else {
      const failure = readError(bytes, fields.errorFrom, fields.errorTo);
      if (failure === null) return MALFORMED;
      results.push(new PrismError(failure));
    }
  }
  return results;
}

function takeItem(bytes: Buffer): StoredItem {
  return new StoredItem(takeValue(bytes), fields.version, fields.expiresAtMs);
}

/** A copy: the bytes belong to the connection. */
function takeValue(bytes: Buffer): Uint8Array {
  const value = new Uint8Array(fields.valueTo - fields.valueFrom);
  value.set(bytes.subarray(fields.valueFrom, fields.valueTo));
  return value;
}

const fields = new AnswerFields();

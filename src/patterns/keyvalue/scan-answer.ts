import type { Bytes, ScannedItem, ScanPage } from "../../backends/contract.ts";
import { readByteString, writeByteString } from "../../codec/byte-string.ts";
import { pageTokenBytes } from "../../codec/page-token.ts";
import { varintBytes } from "../../codec/wire.ts";
import { putOpen, putUint } from "../../codec/wire-places.ts";
import { blobBytes, lenBytes, uintBytes, type WireWriter } from "../../codec/wire-writer.ts";
import { largeBytesOf } from "./large/value-head.ts";
import { createPageToken } from "./page-token.ts";

/**
 * ScanResponse. Most pages have many items of few bytes each, and then it is not copying that costs, but asking V8 for it: writing one
 * string costs as much as copying a kilobyte. So neighbours are written together, as one string that is joined of all:
 *
 *   joined    │ gap │ key │ gap │ value │  gap  │ key │ gap │ value │ gap │ …
 *   written   │ ──────────────────── by one call ──────────────────────── │
 *   then      │ ··· │     │ ··· │       │  ···  │     │ ··· │       │ ··· │   tags, lengths and numbers, into the gaps
 *
 * V8 joins by noting what is joined; it moves the bytes when they are written.
 */

export function scanBytes(page: ScanPage): number {
  const { items } = page;
  let bytes = 0;
  for (let i = 0; i < items.length; i++) bytes += lenBytes(ITEMS, itemBytes(items[i] as ScannedItem));
  const last = lastBefore(page);
  return bytes + (last === undefined ? 0 : lenBytes(NEXT_PAGE_TOKEN, pageTokenBytes(last.key.length)));
}

export function writeScan(page: ScanPage, queryHash: string, writer: WireWriter): void {
  const { items } = page;
  for (let i = 0; i < items.length; ) {
    const end = writeRun(items, i, writer);
    if (end === i) writeItem(items[i++] as ScannedItem, writer);
    else i = end;
  }
  const last = lastBefore(page);
  if (last !== undefined) writer.blob(NEXT_PAGE_TOKEN, createPageToken(queryHash, last.key));
}

/** The item that the next page goes on behind; undefined when this is the last page. */
function lastBefore({ items, more }: ScanPage): ScannedItem | undefined {
  return more ? items[items.length - 1] : undefined;
}

/** Of a large value the size is shown, and no byte. */
function itemBytes(item: ScannedItem): number {
  const { key, value } = item;
  const largeBytes = largeBytesOf(value);
  const shown = largeBytes < 0 ? blobBytes(VALUE, value.length) : uintBytes(LARGE_BYTES, largeBytes);
  return blobBytes(KEY, key.length) + shown + numbersBytes(item);
}

function numbersBytes({ version, expiresAtMs }: ScannedItem): number {
  return uintBytes(VERSION, version) + uintBytes(EXPIRES_AT, expiresAtMs);
}

function writeItem(item: ScannedItem, writer: WireWriter): void {
  writer.open(ITEMS, itemBytes(item));
  const largeBytes = largeBytesOf(item.value);
  writer.blob(KEY, item.key);
  if (largeBytes < 0) writer.blob(VALUE, item.value);
  writer.uint(VERSION, item.version);
  writer.uint(EXPIRES_AT, item.expiresAtMs);
  if (largeBytes > 0) writer.uint(LARGE_BYTES, largeBytes);
}

/** Writes the items from `from` on that may be joined; returns where they end. */
function writeRun(items: readonly ScannedItem[], from: number, writer: WireWriter): number {
  const most = Math.min(items.length, from + MAX_RUN_ITEMS);
  let joined = "";
  let gap = 0;
  let end = from;
  for (; end < most && joined.length < RUN_BYTES; end++) {
    const item = items[end] as ScannedItem;
    const { key, value } = item;
    if (!isJoinable(value)) break;
    const numbers = numbersBytes(item);
    const bytes = blobBytes(KEY, key.length) + blobBytes(VALUE, value.length) + numbers;
    sizes[end - from] = bytes;
    joined += gaps[gap + 1 + varintBytes(bytes) + headBytes(key.length)];
    joined += key;
    joined += gaps[headBytes(value.length)];
    joined += value;
    gap = numbers;
  }
  // Behind the last string no gap is needed.
  if (end > from) writeByteString(writer.bytes, joined, writer.pos);
  fillGaps(items, from, end, writer);
  return end;
}

function fillGaps(items: readonly ScannedItem[], from: number, end: number, writer: WireWriter): void {
  const { bytes } = writer;
  let pos = writer.pos;
  for (let i = from; i < end; i++) {
    const { key, value, version, expiresAtMs } = items[i] as ScannedItem;
    pos = putOpen(bytes, pos, ITEMS, sizes[i - from] as number);
    if (key.length > 0) pos = putOpen(bytes, pos, KEY, key.length) + key.length;
    if (value.length > 0) pos = putOpen(bytes, pos, VALUE, value.length) + value.length;
    pos = putUint(bytes, pos, VERSION, version);
    pos = putUint(bytes, pos, EXPIRES_AT, expiresAtMs);
  }
  writer.pos = pos;
}

function isJoinable(value: Bytes): value is string {
  return typeof value === "string" && value.length <= MAX_JOINED_BYTES && largeBytesOf(value) < 0;
}

/** Bytes before those of a LEN record that is left out when empty. */
function headBytes(length: number): number {
  return length === 0 ? 0 : 1 + varintBytes(length);
}

/** Fields of ScanResponse, and of Item. */
const ITEMS = 1;
const NEXT_PAGE_TOKEN = 2;
const KEY = 1;
const VALUE = 2;
const VERSION = 3;
const EXPIRES_AT = 4;
const LARGE_BYTES = 5;
/** Joined values are copied twice: above this, that costs more than the call that it saves. */
const MAX_JOINED_BYTES = 1_024;
/** What is joined is moved to memory of its own first, which need not be large. */
const RUN_BYTES = 16 * 1024;
const MAX_RUN_ITEMS = 512;
/** Of the items of a run, without their heads. */
const sizes = new Int32Array(MAX_RUN_ITEMS);
/** By their bytes. The largest is between the value of an item and the next one's key: two numbers, two heads. */
const gaps = Array.from({ length: 32 }, (_, bytes) => readByteString(Buffer.alloc(bytes), 0, bytes));

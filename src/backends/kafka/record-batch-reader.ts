import { gunzipSync } from "node:zlib";
import type { Header } from "../stream-contract.ts";
import { crc32c } from "./crc32c.ts";
import { corruptAnswer } from "./errors.ts";
import { ATTRIBUTES_AT, FINGERPRINT_HEADER, HEADER_BYTES, IDEMPOTENCY_HEADER, MAGIC } from "./record-batch-writer.ts";
import { WireReader } from "./wire-reader.ts";

/** A message as it stands in a partition; its value is a view of the broker's answer. */
export interface StoredRecord {
  readonly offset: number;
  readonly timeMs: number;
  /** Byte string; empty when there is none. */
  readonly key: string;
  /** Null for a tombstone. */
  readonly value: Buffer | null;
  readonly headers: readonly Header[];
  /** Byte string; empty when there is none. */
  readonly idempotencyKey: string;
  readonly fingerprint: string;
  /** Until when the key is remembered, in milliseconds since the epoch. */
  readonly rememberUntilMs: number;
  /** Bytes of key, value and headers. */
  readonly size: number;
}

export interface ReadBatches {
  readonly records: StoredRecord[];
  /** The offset after the last whole batch; −1 when there was none. */
  readonly nextOffset: number;
}

const GZIP = 1;
const COMPRESSION_MASK = 7;
const LOG_APPEND_TIME = 8;
const CONTROL = 32;
/** What one batch may unpack to: brokers take at most 100 MiB a request, and text packs to a tenth. */
const MAX_UNPACKED_BYTES = 1024 * 1024 * 1024;

/** The records from `from` on in an answer, which may begin with earlier ones and end in the middle of a batch. */
export function readBatches(bytes: Buffer, from: number): ReadBatches {
  const records: StoredRecord[] = [];
  let nextOffset = -1;
  for (let at = 0; at + HEADER_BYTES <= bytes.length; ) {
    const end = at + 12 + bytes.readInt32BE(at + 8);
    if (end > bytes.length) break;
    if (end < at + HEADER_BYTES || bytes[at + 16] !== MAGIC) throw corruptAnswer(new Error("not a batch of version 2"));
    if (crc32c(bytes, at + ATTRIBUTES_AT, end) !== bytes.readUInt32BE(at + 17))
      throw corruptAnswer(new Error("the checksum of a batch is wrong"));
    const batch = new WireReader(bytes.subarray(0, end), at);
    const baseOffset = batch.int64();
    batch.at = at + ATTRIBUTES_AT;
    const attributes = batch.int16();
    nextOffset = baseOffset + batch.int32() + 1;
    // Control batches are marks of transactions.
    if ((attributes & CONTROL) === 0) readBatch(batch, baseOffset, attributes, from, records);
    at = end;
  }
  return { records, nextOffset };
}

function readBatch(
  batch: WireReader,
  baseOffset: number,
  attributes: number,
  from: number,
  into: StoredRecord[],
): void {
  const baseTimeMs = batch.int64();
  const maxTimeMs = batch.int64();
  batch.at += 14;
  const count = batch.int32();
  const reader = unpacked(batch, attributes & COMPRESSION_MASK);
  for (let index = 0; index < count; index++) {
    const end = reader.varint() + reader.at;
    reader.at++;
    const timeMs = baseTimeMs + reader.varint();
    const offset = baseOffset + reader.varint();
    if (offset >= from)
      into.push(readRecord(reader, offset, (attributes & LOG_APPEND_TIME) === 0 ? timeMs : maxTimeMs));
    reader.at = end;
  }
}

function readRecord(reader: WireReader, offset: number, timeMs: number): StoredRecord {
  const keyLength = reader.varint();
  const key = keyLength < 0 ? "" : reader.view(keyLength).toString("latin1");
  const valueLength = reader.varint();
  const value = valueLength < 0 ? null : reader.view(valueLength);
  const headers: Header[] = [];
  let idempotencyKey = "";
  let fingerprint = "";
  let rememberUntilMs = 0;
  let size = key.length + Math.max(valueLength, 0);
  for (let count = reader.varint(); count > 0; count--) {
    const name = reader.view(reader.varint()).toString("latin1");
    const length = reader.varint();
    if (name === FINGERPRINT_HEADER && length > 8) {
      rememberUntilMs = reader.int64();
      fingerprint = reader.view(length - 8).toString("latin1");
      continue;
    }
    const text = length < 0 ? "" : reader.view(length).toString("latin1");
    size += name.length + text.length;
    if (name === IDEMPOTENCY_HEADER) idempotencyKey = text;
    else headers.push([name, text]);
  }
  return { offset, timeMs, key, value, headers, idempotencyKey, fingerprint, rememberUntilMs, size };
}

function unpacked(batch: WireReader, compression: number): WireReader {
  if (compression === 0) return batch;
  if (compression !== GZIP)
    throw corruptAnswer(new Error(`compression ${compression} is not known here: producers are to use none or gzip`));
  return new WireReader(gunzipSync(batch.bytes.subarray(batch.at), { maxOutputLength: MAX_UNPACKED_BYTES }));
}

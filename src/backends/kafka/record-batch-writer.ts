import type { Header } from "../stream-contract.ts";
import { crc32c } from "./crc32c.ts";
import { sizeOfVarint, type WireWriter } from "./wire-writer.ts";

/**
 * A record batch of version 2 (https://kafka.apache.org/documentation/#recordbatch):
 *
 *   0 baseOffset i64 · 8 batchLength i32 · 12 leaderEpoch i32 · 16 magic i8 = 2 · 17 crc u32 over the rest ·
 *   21 attributes i16 · 23 lastOffsetDelta i32 · 27 baseTimestamp i64 · 35 maxTimestamp i64 ·
 *   43 producerId i64 · 51 producerEpoch i16 · 53 baseSequence i32 · 57 count i32 · 61 records
 *
 *   record: length · attributes i8 = 0 · timestampDelta · offsetDelta · key · value · headers; numbers and lengths are
 *   zigzag varints, and a length of −1 is null.
 */
export const HEADER_BYTES = 61;
export const ATTRIBUTES_AT = 21;
export const MAGIC = 2;

/** What is appended. Byte strings; without a value it is a tombstone, with an empty key it has none. */
export interface OutgoingRecord {
  readonly key: string;
  readonly value: Uint8Array | null;
  readonly headers: readonly Header[];
  readonly idempotencyKey: string;
  readonly fingerprint: Uint8Array;
  /** How long the key is remembered, in milliseconds since the epoch. */
  readonly rememberUntilMs: number;
}

/** Whose batch it is; −1 everywhere without idempotence. */
export interface ProducerMark {
  readonly producerId: number;
  readonly epoch: number;
  readonly sequence: number;
}

export const Compression = { NONE: 0, GZIP: 1 } as const;
export type Compression = (typeof Compression)[keyof typeof Compression];

/**
 * Headers by which a key is found again after a restart; they are taken off on the way out. The second has until when it
 * is remembered (i64), then what stands for the message.
 */
export const IDEMPOTENCY_HEADER = "prism-idempotency-key";
export const FINGERPRINT_HEADER = "prism-fingerprint";
const UNTIL_BYTES = 8;

/** Writes a batch. `packed` are its records as {@link writeRecords} gave them, compressed; null = they are written here. */
export function writeBatch(
  writer: WireWriter,
  records: readonly OutgoingRecord[],
  packed: Uint8Array | null,
  mark: ProducerMark,
  timeMs: number,
): void {
  const start = writer.at;
  writer.int64(0).int32(0).int32(-1).int8(MAGIC).int32(0);
  writer.int16(packed === null ? Compression.NONE : Compression.GZIP).int32(records.length - 1);
  writer.int64(timeMs).int64(timeMs).int64(mark.producerId).int16(mark.epoch).int32(mark.sequence);
  writer.int32(records.length);
  if (packed === null) writeRecords(writer, records);
  else writer.raw(packed);
  writer.bytes.writeInt32BE(writer.at - start - 12, start + 8);
  writer.bytes.writeUInt32BE(crc32c(writer.bytes, start + ATTRIBUTES_AT, writer.at), start + 17);
}

export function writeRecords(writer: WireWriter, records: readonly OutgoingRecord[]): void {
  for (let index = 0; index < records.length; index++) writeRecord(writer, records[index] as OutgoingRecord, index);
}

function writeRecord(writer: WireWriter, record: OutgoingRecord, index: number): void {
  const { key, value, headers, idempotencyKey, fingerprint } = record;
  writer.varint(bodySize(record, index)).int8(0).varint(0).varint(index);
  if (key === "") writer.varint(-1);
  else writer.varint(key.length).latin1(key);
  if (value === null) writer.varint(-1);
  else writer.varint(value.length).raw(value);
  writer.varint(headers.length + (idempotencyKey === "" ? 0 : 2));
  for (const [name, text] of headers) writer.varint(name.length).latin1(name).varint(text.length).latin1(text);
  if (idempotencyKey === "") return;
  writer.varint(IDEMPOTENCY_HEADER.length).latin1(IDEMPOTENCY_HEADER);
  writer.varint(idempotencyKey.length).latin1(idempotencyKey);
  writer.varint(FINGERPRINT_HEADER.length).latin1(FINGERPRINT_HEADER);
  writer
    .varint(UNTIL_BYTES + fingerprint.length)
    .int64(record.rememberUntilMs)
    .raw(fingerprint);
}

/** Bytes of a record at most, whatever its place in the batch. */
export function recordSize(record: OutgoingRecord): number {
  const size = bodySize(record, 0x7fffffff);
  return size + sizeOfVarint(size);
}

/** Bytes of a record after its length. */
function bodySize({ key, value, headers, idempotencyKey, fingerprint }: OutgoingRecord, index: number): number {
  let size = 2 + sizeOfVarint(index);
  size += key === "" ? 1 : fieldSize(key.length);
  size += value === null ? 1 : fieldSize(value.length);
  size += sizeOfVarint(headers.length + (idempotencyKey === "" ? 0 : 2));
  for (const [name, text] of headers) size += fieldSize(name.length) + fieldSize(text.length);
  if (idempotencyKey === "") return size;
  size += fieldSize(IDEMPOTENCY_HEADER.length) + fieldSize(idempotencyKey.length);
  return size + fieldSize(FINGERPRINT_HEADER.length) + fieldSize(UNTIL_BYTES + fingerprint.length);
}

function fieldSize(length: number): number {
  return sizeOfVarint(length) + length;
}

import { readByteString } from "../../codec/byte-string.ts";
import { WireReader } from "../../codec/wire-reader.ts";
import { WireWriter } from "../../codec/wire-writer.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import { deletedEntry, EntryKind, inTableEntry, OverlayEntry } from "./overlay-entry.ts";

/**
 * The writes of a transaction, as the journal keeps them: a format number, then protobuf fields, in the order in which
 * the writes were made. A field that ends a write applies to the fields before it.
 *
 *     namespace 1 (when it differs from the write before) · version 2 · expires at 3 · key 4 ·
 *         one of: value 5 · deleted 6 · in the table 7
 */
const FORMAT = 1;
const Field = { NAMESPACE: 1, VERSION: 2, EXPIRES_AT: 3, KEY: 4, VALUE: 5, DELETED: 6, IN_TABLE: 7 } as const;
/** Tags, lengths and numbers of one write: 4 numbers of up to 8 bytes, 2 lengths of up to 5, 6 tags. */
const MAX_OVERHEAD_BYTES = 48;

/** Bytes of a record, unless one write alone is larger: past this a transaction goes on in another record. */
const RECORD_BYTES = 256 * 1024;

/** Makes records, in one buffer. */
export class JournalEncoder {
  readonly #writer = new WireWriter();
  #namespaceId = 0;

  constructor() {
    this.#writer.reset(Buffer.allocUnsafeSlow(RECORD_BYTES), 0);
  }

  get isEmpty(): boolean {
    return this.#writer.pos === 0;
  }

  /** Whether one more write goes into this record. */
  hasRoom(key: string, entry: OverlayEntry): boolean {
    return this.isEmpty || this.#writer.pos + sizeOf(key, entry) <= this.#writer.bytes.length;
  }

  add(namespaceId: number, key: string, entry: OverlayEntry): void {
    const writer = this.#writer;
    if (this.isEmpty) this.#start(sizeOf(key, entry));
    if (namespaceId !== this.#namespaceId) writer.present(Field.NAMESPACE, namespaceId);
    this.#namespaceId = namespaceId;
    writer.uint(Field.VERSION, entry.version);
    writer.uint(Field.EXPIRES_AT, entry.expiresAtMs);
    writer.open(Field.KEY, key.length);
    writer.raw(key);
    if (entry.kind === EntryKind.VALUE) {
      writer.open(Field.VALUE, entry.value.length);
      writer.raw(entry.value);
    } else {
      writer.present(entry.kind === EntryKind.DELETED ? Field.DELETED : Field.IN_TABLE, 1);
    }
  }

  /** The record, borrowed until the next write is added; the encoder is empty then. */
  take(): Buffer {
    const record = this.#writer.bytes.subarray(0, this.#writer.pos);
    this.clear();
    return record;
  }

  clear(): void {
    this.#writer.pos = 0;
    this.#namespaceId = 0;
  }

  #start(firstBytes: number): void {
    const bytes =
      1 + firstBytes <= this.#writer.bytes.length ? this.#writer.bytes : Buffer.allocUnsafeSlow(1 + firstBytes);
    bytes[0] = FORMAT;
    this.#writer.reset(bytes, 1);
  }
}

/** Visits the writes of a record in order. */
export function decodeJournalRecord(
  record: Buffer,
  visit: (namespaceId: number, key: string, entry: OverlayEntry) => void,
): void {
  if (record[0] !== FORMAT) throw damaged();
  const reader = new WireReader();
  reader.reset(record, 1, record.length);
  let namespaceId = 0;
  let version = 0;
  let expiresAtMs = 0;
  let key = "";
  while (reader.next()) {
    if (reader.field === Field.NAMESPACE) namespaceId = reader.value;
    else if (reader.field === Field.VERSION) version = reader.value;
    else if (reader.field === Field.EXPIRES_AT) expiresAtMs = reader.value;
    else if (reader.field === Field.KEY) key = readByteString(record, reader.from, reader.to);
    else {
      visit(namespaceId, key, entryOf(reader, record, version, expiresAtMs));
      version = 0;
      expiresAtMs = 0;
    }
  }
  if (reader.failed) throw damaged();
}

function entryOf(reader: WireReader, record: Buffer, version: number, expiresAtMs: number): OverlayEntry {
  if (reader.field === Field.DELETED) return deletedEntry;
  if (reader.field === Field.IN_TABLE) return inTableEntry;
  if (reader.field !== Field.VALUE) throw damaged();
  return new OverlayEntry(EntryKind.VALUE, readByteString(record, reader.from, reader.to), version, expiresAtMs);
}

function sizeOf(key: string, entry: OverlayEntry): number {
  return MAX_OVERHEAD_BYTES + key.length + entry.value.length;
}

function damaged(): PrismError {
  const message = "The journal of the SQLite store is damaged: restore the database from a backup.";
  return new PrismError(new Failure(Code.DATA_LOSS, "STORE_CORRUPT", message), { source: "backend" });
}

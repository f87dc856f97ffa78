import type { ByteRange } from "./request-view.ts";
import { readSigned } from "./signed.ts";
import { LEN, VARINT } from "./wire.ts";
import { WireReader } from "./wire-reader.ts";

/**
 * The fields of any KeyValue call of one key or one scan, read in place; ranges point into the bytes it was read from.
 * One class for all of them keeps the hot path on one object shape.
 */
export class KeyValueFields {
  namespaceFrom = 0;
  namespaceTo = 0;
  keyFrom = 0;
  keyTo = 0;
  valueFrom = 0;
  valueTo = 0;
  ttlMs = 0;
  /** −1 when absent. */
  ifVersion = -1;
  delta = 0n;

  /** GetRequest, ExistsRequest, PutRequest. */
  readPut(bytes: Uint8Array, start: number, end: number): boolean {
    this.clear();
    reader.reset(bytes, start, end);
    while (reader.next()) {
      if (reader.wireType === LEN) {
        if (reader.field === 1) this.setNamespace(reader);
        else if (reader.field === 2) this.setKey(reader);
        else if (reader.field === 3) this.setValue(reader);
      } else if (reader.wireType === VARINT) {
        if (reader.field === 4) this.ttlMs = reader.value;
        else if (reader.field === 5) this.ifVersion = reader.value;
      }
    }
    return !reader.failed;
  }

  /** DeleteRequest. */
  readDelete(bytes: Uint8Array, start: number, end: number): boolean {
    this.clear();
    reader.reset(bytes, start, end);
    while (reader.next()) {
      if (reader.wireType === LEN) {
        if (reader.field === 1) this.setNamespace(reader);
        else if (reader.field === 2) this.setKey(reader);
      } else if (reader.wireType === VARINT && reader.field === 3) {
        this.ifVersion = reader.value;
      }
    }
    return !reader.failed;
  }

  /** IncrementRequest. */
  readIncrement(bytes: Uint8Array, start: number, end: number): boolean {
    this.clear();
    reader.reset(bytes, start, end);
    while (reader.next()) {
      if (reader.wireType === LEN) {
        if (reader.field === 1) this.setNamespace(reader);
        else if (reader.field === 2) this.setKey(reader);
      } else if (reader.wireType === VARINT) {
        if (reader.field === 3) this.delta = readSigned(bytes, reader.pos);
        else if (reader.field === 4) this.ttlMs = reader.value;
        else if (reader.field === 5) this.ifVersion = reader.value;
      }
    }
    return !reader.failed;
  }

  /** TransactIncrement. */
  readIncrementItem(bytes: Uint8Array, start: number, end: number): boolean {
    this.clear();
    reader.reset(bytes, start, end);
    while (reader.next()) {
      if (reader.wireType === LEN && reader.field === 1) this.setKey(reader);
      else if (reader.wireType === VARINT) {
        if (reader.field === 2) this.delta = readSigned(bytes, reader.pos);
        else if (reader.field === 3) this.ttlMs = reader.value;
        else if (reader.field === 4) this.ifVersion = reader.value;
      }
    }
    return !reader.failed;
  }

  /** TransactCheck, whose version is 0 when it is not said. */
  readCheck(bytes: Uint8Array, start: number, end: number): boolean {
    const isRead = this.readDeleteItem(bytes, start, end);
    this.ifVersion = Math.max(this.ifVersion, 0);
    return isRead;
  }

  /** BatchPutItem. */
  readPutItem(bytes: Uint8Array, start: number, end: number): boolean {
    this.clear();
    reader.reset(bytes, start, end);
    while (reader.next()) {
      if (reader.wireType === LEN) {
        if (reader.field === 1) this.setKey(reader);
        else if (reader.field === 2) this.setValue(reader);
      } else if (reader.wireType === VARINT) {
        if (reader.field === 3) this.ttlMs = reader.value;
        else if (reader.field === 4) this.ifVersion = reader.value;
      }
    }
    return !reader.failed;
  }

  /** BatchDeleteItem. */
  readDeleteItem(bytes: Uint8Array, start: number, end: number): boolean {
    this.clear();
    reader.reset(bytes, start, end);
    while (reader.next()) {
      if (reader.wireType === LEN && reader.field === 1) this.setKey(reader);
      else if (reader.wireType === VARINT && reader.field === 2) this.ifVersion = reader.value;
    }
    return !reader.failed;
  }

  private setNamespace(from: WireReader): void {
    this.namespaceFrom = from.from;
    this.namespaceTo = from.to;
  }

  private setKey(from: WireReader): void {
    this.keyFrom = from.from;
    this.keyTo = from.to;
  }

  private setValue(from: WireReader): void {
    this.valueFrom = from.from;
    this.valueTo = from.to;
  }

  private clear(): void {
    this.namespaceFrom = this.namespaceTo = 0;
    this.keyFrom = this.keyTo = 0;
    this.valueFrom = this.valueTo = 0;
    this.ttlMs = 0;
    this.ifVersion = -1;
    this.delta = 0n;
  }
}

/** The repeated field 2 of a batch call: the range of each element in order; null when the bytes are no message. */
export function readBatchElements(bytes: Uint8Array, start: number, end: number): number[] | null {
  const ranges: number[] = [];
  reader.reset(bytes, start, end);
  while (reader.next()) {
    if (reader.field === 2 && reader.wireType === LEN) ranges.push(reader.from, reader.to);
  }
  return reader.failed ? null : ranges;
}

/** Which of its fields a TransactOperation has, the last one that stands there; 0 = none, −1 = the bytes are no message. */
export function readOperation(bytes: Uint8Array, start: number, end: number, range: ByteRange): number {
  let which = 0;
  reader.reset(bytes, start, end);
  while (reader.next()) {
    if (reader.wireType !== LEN || reader.field > LAST_OPERATION) continue;
    which = reader.field;
    range.from = reader.from;
    range.to = reader.to;
  }
  return reader.failed ? -1 : which;
}

/** Field numbers of TransactOperation. */
export const OperationField = { CHECK: 1, PUT: 2, DELETE: 3, INCREMENT: 4 } as const;
const LAST_OPERATION = 4;

const reader = new WireReader();

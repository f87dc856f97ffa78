import { LEN, VARINT } from "./wire.ts";
import { WireReader } from "./wire-reader.ts";

/**
 * The fields of any KeyValue answer, or of one element of a batch or a page, read in place; ranges point into the bytes
 * it was read from, and `from === to` is an absent field.
 */
export class AnswerFields {
  /** `found`, `deleted` or `exists`. */
  flag = false;
  replayed = false;
  version = 0;
  expiresAtMs = 0;
  /** `large_bytes` of an item. */
  largeBytes = 0;
  keyFrom = 0;
  keyTo = 0;
  valueFrom = 0;
  valueTo = 0;
  hasError = false;
  errorFrom = 0;
  errorTo = 0;
  /** The range of each element of a batch answer or page, in order. */
  elements: number[] = noElements;
  /** `next_page_token` of a page. */
  tokenFrom = 0;
  tokenTo = 0;

  /** GetResponse and BatchGetResult. */
  readGet(bytes: Uint8Array, start: number, end: number): boolean {
    this.clear();
    reader.reset(bytes, start, end);
    while (reader.next()) {
      if (reader.wireType === VARINT) {
        if (reader.field === 1) this.flag = reader.value !== 0;
        else if (reader.field === 3) this.version = reader.value;
        else if (reader.field === 4) this.expiresAtMs = reader.value;
      } else if (reader.wireType === LEN) {
        if (reader.field === 2) this.setValue();
        else if (reader.field === 5) this.setError();
      }
    }
    return !reader.failed;
  }

  /** Item. */
  readItem(bytes: Uint8Array, start: number, end: number): boolean {
    this.clear();
    reader.reset(bytes, start, end);
    while (reader.next()) {
      if (reader.wireType === VARINT) {
        if (reader.field === 3) this.version = reader.value;
        else if (reader.field === 4) this.expiresAtMs = reader.value;
        else if (reader.field === 5) this.largeBytes = reader.value;
      } else if (reader.wireType === LEN) {
        if (reader.field === 1) this.setKey();
        else if (reader.field === 2) this.setValue();
      }
    }
    return !reader.failed;
  }

  /** PutResponse and BatchPutResult; DeleteResponse, BatchDeleteResult and ExistsResponse, whose field 1 is the flag. */
  readWrite(bytes: Uint8Array, start: number, end: number): boolean {
    this.clear();
    reader.reset(bytes, start, end);
    while (reader.next()) {
      if (reader.wireType === VARINT) {
        if (reader.field === 1) {
          this.version = reader.value;
          this.flag = reader.value !== 0;
        } else if (reader.field === 2) this.replayed = reader.value !== 0;
      } else if (reader.wireType === LEN && reader.field === 2) this.setError();
    }
    return !reader.failed;
  }

  /** The answer of a batch call, and ScanResponse: elements in field 1; field 2 is `replayed` or the page token. */
  readElements(bytes: Uint8Array, start: number, end: number): boolean {
    this.clear();
    this.elements = [];
    reader.reset(bytes, start, end);
    while (reader.next()) {
      if (reader.wireType === VARINT && reader.field === 2) this.replayed = reader.value !== 0;
      else if (reader.wireType === LEN && reader.field === 1) this.elements.push(reader.from, reader.to);
      else if (reader.wireType === LEN && reader.field === 2) this.setToken();
    }
    return !reader.failed;
  }

  private setKey(): void {
    this.keyFrom = reader.from;
    this.keyTo = reader.to;
  }

  private setValue(): void {
    this.valueFrom = reader.from;
    this.valueTo = reader.to;
  }

  private setError(): void {
    this.hasError = true;
    this.errorFrom = reader.from;
    this.errorTo = reader.to;
  }

  private setToken(): void {
    this.tokenFrom = reader.from;
    this.tokenTo = reader.to;
  }

  private clear(): void {
    this.flag = this.replayed = this.hasError = false;
    this.version = this.expiresAtMs = this.largeBytes = 0;
    this.keyFrom = this.keyTo = this.valueFrom = this.valueTo = 0;
    this.errorFrom = this.errorTo = this.tokenFrom = this.tokenTo = 0;
    this.elements = noElements;
  }
}

const reader = new WireReader();
const noElements: number[] = [];

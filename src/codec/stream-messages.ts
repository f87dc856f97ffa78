import { readByteString } from "./byte-string.ts";
import { type Header, readHeader } from "./stream-requests.ts";
import { LEN } from "./wire.ts";
import { WireReader } from "./wire-reader.ts";

/** A Message to be published, read in place: the value is a range of the bytes it was read from. */
export class MessageFields {
  keyFrom = 0;
  keyTo = 0;
  valueFrom = 0;
  valueTo = 0;
  idempotencyFrom = 0;
  idempotencyTo = 0;
  /** Byte strings. */
  headers: Header[] = [];
  /** Bytes of the names and values of all headers. */
  headerBytes = 0;

  /** False when the bytes are no protobuf message. */
  read(bytes: Buffer, start: number, end: number): boolean {
    this.clear();
    const { headers } = this;
    reader.reset(bytes, start, end);
    while (reader.next()) {
      if (reader.wireType !== LEN) continue;
      const { field, from, to } = reader;
      if (field === 1) {
        this.keyFrom = from;
        this.keyTo = to;
      } else if (field === 2) {
        this.valueFrom = from;
        this.valueTo = to;
      } else if (field === 4) {
        this.idempotencyFrom = from;
        this.idempotencyTo = to;
      } else if (field === 3) {
        const header = readHeader(bytes, from, to);
        if (header === null) return false;
        headers.push(header);
        this.headerBytes += header[0].length + header[1].length;
      }
    }
    return !reader.failed;
  }

  private clear(): void {
    this.keyFrom = this.keyTo = 0;
    this.valueFrom = this.valueTo = 0;
    this.idempotencyFrom = this.idempotencyTo = 0;
    this.headers = [];
    this.headerBytes = 0;
  }
}

/** A Delivery as a client reads it: texts as byte strings, the value a range of the bytes it was read from. */
export interface ReadDelivery {
  position: string;
  key: string;
  valueFrom: number;
  valueTo: number;
  readonly headers: Header[];
  publishedMs: number;
  attempt: number;
  lease: string;
}

/** Null when the bytes are no protobuf message. */
export function readDelivery(bytes: Buffer, start: number, end: number): ReadDelivery | null {
  const delivery: ReadDelivery = {
    position: "",
    key: "",
    valueFrom: 0,
    valueTo: 0,
    headers: [],
    publishedMs: 0,
    attempt: 0,
    lease: "",
  };
  const of = new WireReader();
  of.reset(bytes, start, end);
  while (of.next()) {
    const { field, from, to } = of;
    if (of.wireType !== LEN) {
      if (field === 5) delivery.publishedMs = of.value;
      else if (field === 6) delivery.attempt = of.value;
    } else if (field === 3) {
      delivery.valueFrom = from;
      delivery.valueTo = to;
    } else if (field === 4) {
      const header = readHeader(bytes, from, to);
      if (header === null) return null;
      delivery.headers.push(header);
    } else if (field === 1) delivery.position = readByteString(bytes, from, to);
    else if (field === 2) delivery.key = readByteString(bytes, from, to);
    else if (field === 7) delivery.lease = readByteString(bytes, from, to);
  }
  return of.failed ? null : delivery;
}

/** A FetchResponse or SubscribeResponse: the range of each delivery in order, and texts as byte strings. */
export interface FetchAnswer {
  readonly ranges: number[];
  nextPosition: string;
  consumer: string;
}

/** Null when the bytes are no protobuf message. */
export function readFetchAnswer(bytes: Buffer, start: number, end: number): FetchAnswer | null {
  const answer: FetchAnswer = { ranges: [], nextPosition: "", consumer: "" };
  const of = new WireReader();
  of.reset(bytes, start, end);
  while (of.next()) {
    if (of.wireType !== LEN) continue;
    if (of.field === 1) answer.ranges.push(of.from, of.to);
    else if (of.field === 2) answer.nextPosition = readByteString(bytes, of.from, of.to);
    else if (of.field === 3) answer.consumer = readByteString(bytes, of.from, of.to);
  }
  return of.failed ? null : answer;
}

const reader = new WireReader();

import { BodyWriter } from "./body-writer.ts";
import { readByteString } from "./byte-string.ts";
import { LEN, VARINT } from "./wire.ts";
import { WireReader } from "./wire-reader.ts";

/** Messages of PutStream and GetStream, as the gRPC door reads and writes them; texts are byte strings. */

export interface PutStreamMessage {
  readonly namespace: string;
  readonly key: string;
  readonly encoding: string;
  readonly ttlMs: number;
  /** −1 when absent. */
  readonly ifVersion: number;
  readonly size: number;
  /** Both lie in the message. */
  readonly data: Buffer;
  readonly digest: Buffer;
}

/** Null when the bytes are no protobuf message. */
export function readPutStream(bytes: Buffer): PutStreamMessage | null {
  const { text, number, view, failed } = readFields(bytes);
  if (failed) return null;
  return {
    namespace: text(1),
    key: text(2),
    data: view(3),
    encoding: text(5),
    ttlMs: number(7, 0),
    ifVersion: number(8, -1),
    size: number(9, 0),
    digest: view(10),
  };
}

export function writePutStreamed(put: {
  readonly version: number;
  readonly size: number;
  readonly digest: Uint8Array;
  readonly replayed: boolean;
}): Buffer {
  return new BodyWriter()
    .uint(1, put.version)
    .uint(2, put.size)
    .bytes(3, put.digest)
    .uint(4, put.replayed ? 1 : 0)
    .take();
}

export interface GetStreamMessage {
  readonly namespace: string;
  readonly key: string;
  readonly offset: number;
  /** 0 = to the end. */
  readonly length: number;
  readonly acceptEncodings: readonly string[];
}

/** Null when the bytes are no protobuf message. */
export function readGetStream(bytes: Buffer): GetStreamMessage | null {
  const { text, number, all, failed } = readFields(bytes);
  if (failed) return null;
  return {
    namespace: text(1),
    key: text(2),
    offset: number(3, 0),
    length: number(4, 0),
    acceptEncodings: all(5),
  };
}

export function writeStreamHead(head: {
  readonly found: boolean;
  readonly version: number;
  readonly expiresAtMs: number;
  readonly size: number;
  readonly digest: Uint8Array;
  readonly chunkBytes: number;
}): Buffer {
  const body = new BodyWriter()
    .uint(1, head.found ? 1 : 0)
    .uint(2, head.version)
    .uint(3, head.expiresAtMs);
  return body.uint(4, head.size).bytes(5, head.digest).uint(8, head.chunkBytes).take();
}

export function writeStreamPart(encoding: string, data: Uint8Array): Buffer {
  return new BodyWriter(data.length + 32).bytes(6, encoding).bytes(7, data).take();
}

interface Fields {
  readonly failed: boolean;
  readonly text: (field: number) => string;
  readonly number: (field: number, absent: number) => number;
  readonly view: (field: number) => Buffer;
  /** Every text of a field that repeats. */
  readonly all: (field: number) => string[];
}

function readFields(bytes: Buffer): Fields {
  const numbers = new Map<number, number>();
  const ranges: { readonly field: number; readonly from: number; readonly to: number }[] = [];
  const reader = new WireReader();
  reader.reset(bytes, 0, bytes.length);
  while (reader.next()) {
    if (reader.wireType === VARINT) numbers.set(reader.field, reader.value);
    else if (reader.wireType === LEN) ranges.push({ field: reader.field, from: reader.from, to: reader.to });
  }
  const all = (field: number): string[] =>
    ranges.filter((each) => each.field === field).map(({ from, to }) => readByteString(bytes, from, to));
  return {
    failed: reader.failed,
    // Of a field that comes twice, the last one counts.
    text: (field) => all(field).at(-1) ?? "",
    number: (field, absent) => numbers.get(field) ?? absent,
    view: (field) => {
      const range = ranges.filter((each) => each.field === field).at(-1);
      return range === undefined ? none : bytes.subarray(range.from, range.to);
    },
    all,
  };
}

const none = Buffer.alloc(0);

import { BodyWriter } from "./body-writer.ts";
import { readByteString } from "./byte-string.ts";
import { LEN, VARINT } from "./wire.ts";
import { WireReader } from "./wire-reader.ts";

/** Answers of calls about values in chunks: how they are written, and how they are read. */

export interface BegunUpload {
  readonly uploadId: string;
  readonly chunkBytes: number;
  readonly encoding: string;
  readonly window: number;
  readonly expiresAtMs: number;
}

export function writeBegunUpload({ uploadId, chunkBytes, encoding, window, expiresAtMs }: BegunUpload): Buffer {
  const body = new BodyWriter().bytes(1, uploadId).uint(2, chunkBytes).bytes(3, encoding);
  return body.uint(4, window).uint(5, expiresAtMs).take();
}

export function readBegunUpload(bytes: Buffer, start: number, end: number): BegunUpload | null {
  const read = readFields(bytes, start, end);
  if (read === null) return null;
  const { number, text } = read;
  const times = { window: number(4), expiresAtMs: number(5) };
  return { uploadId: text(1), chunkBytes: number(2), encoding: text(3), ...times };
}

export function writeUploadedChunk(digest: Uint8Array): Buffer {
  return new BodyWriter().bytes(1, digest).take();
}

/** The digest. */
export function readUploadedChunk(bytes: Buffer, start: number, end: number): Uint8Array | null {
  return readFields(bytes, start, end)?.view(1) ?? null;
}

export interface CommittedUpload {
  readonly version: number;
  readonly replayed: boolean;
  readonly size: number;
  readonly digest: Uint8Array;
}

export function writeCommittedUpload({ version, replayed, size, digest }: CommittedUpload): Buffer {
  return new BodyWriter()
    .uint(1, version)
    .uint(2, replayed ? 1 : 0)
    .uint(3, size)
    .bytes(4, digest)
    .take();
}

export function readCommittedUpload(bytes: Buffer, start: number, end: number): CommittedUpload | null {
  const read = readFields(bytes, start, end);
  if (read === null) return null;
  const { number, view } = read;
  return { version: number(1), replayed: number(2) !== 0, size: number(3), digest: Uint8Array.from(view(4)) };
}

export function writeAbortedUpload(isAborted: boolean): Buffer {
  return new BodyWriter().uint(1, isAborted ? 1 : 0).take();
}

export function readAbortedUpload(bytes: Buffer, start: number, end: number): boolean | null {
  const read = readFields(bytes, start, end);
  return read === null ? null : read.number(1) !== 0;
}

export interface OpenedDownload {
  readonly found: boolean;
  /** Of a value that is not kept in chunks; `downloadId` is empty then. Borrowed where it was read. */
  readonly value: Uint8Array | string;
  readonly version: number;
  readonly expiresAtMs: number;
  readonly downloadId: string;
  readonly size: number;
  readonly chunkBytes: number;
  readonly chunks: number;
  readonly encoding: string;
  readonly digest: Uint8Array;
  /** Bytes of all chunks as they are kept; 0 where they are not all kept in `encoding`. */
  readonly keptBytes: number;
}

export function writeOpenedDownload(opened: OpenedDownload): Buffer {
  const body = new BodyWriter(opened.value.length + 256).uint(1, opened.found ? 1 : 0).bytes(2, opened.value);
  body.uint(3, opened.version).uint(4, opened.expiresAtMs).bytes(5, opened.downloadId).uint(6, opened.size);
  return body
    .uint(7, opened.chunkBytes)
    .uint(8, opened.chunks)
    .bytes(9, opened.encoding)
    .bytes(10, opened.digest)
    .uint(11, opened.keptBytes)
    .take();
}

export function readOpenedDownload(bytes: Buffer, start: number, end: number): OpenedDownload | null {
  const read = readFields(bytes, start, end);
  if (read === null) return null;
  const { number, text, view } = read;
  return {
    found: number(1) !== 0,
    value: view(2),
    version: number(3),
    expiresAtMs: number(4),
    downloadId: text(5),
    size: number(6),
    chunkBytes: number(7),
    chunks: number(8),
    encoding: text(9),
    digest: Uint8Array.from(view(10)),
    keptBytes: number(11),
  };
}

export interface DownloadedChunk {
  readonly encoding: string;
  /** Borrowed where it was read. */
  readonly data: Uint8Array;
}

export function writeDownloadedChunk(encoding: string, data: Uint8Array | string): Buffer {
  return new BodyWriter(data.length + 32).bytes(1, encoding).bytes(2, data).take();
}

export function readDownloadedChunk(bytes: Buffer, start: number, end: number): DownloadedChunk | null {
  const read = readFields(bytes, start, end);
  return read === null ? null : { encoding: read.text(1), data: read.view(2) };
}

interface Fields {
  readonly number: (field: number) => number;
  readonly text: (field: number) => string;
  readonly view: (field: number) => Uint8Array;
}

/** The fields by their numbers; null when the bytes are no protobuf message. */
function readFields(bytes: Buffer, start: number, end: number): Fields | null {
  const numbers = new Map<number, number>();
  const ranges = new Map<number, readonly [from: number, to: number]>();
  const reader = new WireReader();
  reader.reset(bytes, start, end);
  while (reader.next()) {
    if (reader.wireType === VARINT) numbers.set(reader.field, reader.value);
    else if (reader.wireType === LEN) ranges.set(reader.field, [reader.from, reader.to]);
  }
  if (reader.failed) return null;
  const range = (field: number): readonly [number, number] => ranges.get(field) ?? [0, 0];
  return {
    number: (field) => numbers.get(field) ?? 0,
    text: (field) => readByteString(bytes, ...range(field)),
    view: (field) => bytes.subarray(...range(field)),
  };
}

import { gzipSync } from "node:zlib";
import { csvHeader, decodeCsv, encodeCsv } from "../formats/csv.ts";
import { decodeNdjson, encodeNdjson } from "../formats/ndjson.ts";
import { type RowKind, shapeOf } from "../formats/shapes.ts";
import type { RowBlock } from "../row-block.ts";

/** The work on rows in text formats that takes the processor for long, as it runs on the threads of a pool. */

export type TextFormat = "ndjson" | "csv";

export interface EncodeText {
  readonly kind: RowKind;
  readonly format: TextFormat;
  readonly block: RowBlock<object>;
  /** Whether the file begins with it. */
  readonly isFirst: boolean;
  readonly gzip: boolean;
}

/** A part of a file. Compressed, it is a gzip member of its own: one behind the other they are gzip again. */
export function encodeText({ kind, format, block, isFirst, gzip }: EncodeText): Uint8Array {
  const shape = shapeOf(kind);
  const rows = format === "csv" ? encodeCsv(block, shape) : encodeNdjson(block, shape);
  const bytes = format === "csv" && isFirst ? Buffer.concat([csvHeader(shape), rows]) : rows;
  return gzip ? gzipSync(bytes, { level: GZIP_LEVEL }) : bytes;
}

export interface DecodeText {
  readonly kind: RowKind;
  readonly format: TextFormat;
  /** Whole rows; all of their buffer, which is handed over. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of CSV: the names of its columns. */
  readonly columns: readonly string[];
  /** Whether the file begins with it. */
  readonly isFirst: boolean;
}

export function decodeText({ kind, format, bytes, columns, isFirst }: DecodeText): RowBlock<object> {
  const shape = shapeOf(kind);
  return format === "csv" ? decodeCsv(bytes, shape, { columns, isFirst }) : decodeNdjson(bytes, shape);
}

/** Most of what the default level saves, in half of its time. */
const GZIP_LEVEL = 4;

import { brotliDecompressSync, gunzipSync } from "node:zlib";
import {
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  type RowGroup,
} from "hyparquet";
import { type BasicType, ByteWriter, type ColumnSource, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import { zstd } from "../../../offload/chunk-encoding.ts";
import { BlockBuilder, isFault, type RowBlock, valueAt } from "../../row-block.ts";
import type { FieldType, RowShape } from "../row-shape.ts";
import { type RowKind, shapeOf } from "../shapes.ts";

/**
 * The work on rows in Parquet, as it runs on the threads of a pool. Source of the format: https://parquet.apache.org/docs/file-format/
 *
 *   PAR1 │ row group │ row group │ … │ footer: schema, and where in the file each row group is │ its length │ PAR1
 */

/** A row group as it was made, by itself: what it says of its place counts from its own begin. */
export interface EncodedGroup {
  readonly bytes: Uint8Array;
  readonly groups: RowGroup[];
}

export interface EncodeGroup {
  readonly kind: RowKind;
  readonly block: RowBlock<object>;
}

export function encodeGroup({ kind, block }: EncodeGroup): EncodedGroup {
  const writer = newWriter(kind);
  const columnData = columnsOf(shapeOf(kind), block);
  writer.parquet.write({ columnData, rowGroupSize: Math.max(block.rows.length, 1) });
  return { bytes: Uint8Array.from(writer.bytes.getBytes().subarray(MAGIC_BYTES)), groups: writer.parquet.row_groups };
}

export interface EncodeFooter {
  readonly kind: RowKind;
  /** Of the whole file, with their places in it. */
  readonly groups: RowGroup[];
}

export function encodeFooter({ kind, groups }: EncodeFooter): Uint8Array {
  const { parquet, bytes } = newWriter(kind);
  parquet.row_groups = groups;
  parquet.num_rows = groups.reduce((sum, { num_rows }) => sum + num_rows, 0n);
  parquet.finish();
  return Uint8Array.from(bytes.getBytes().subarray(MAGIC_BYTES));
}

/** What a file has, by its footer. */
export interface ParquetOutline {
  /** Rows of each row group. */
  readonly groups: readonly number[];
  readonly columns: readonly string[];
  /** The footer, by which one file is told from another. */
  readonly footer: Uint8Array;
}

export async function readOutline({ path }: { readonly path: string }): Promise<ParquetOutline> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const footer = new Uint8Array(await file.slice(Math.max(0, file.byteLength - metadata.metadata_length - 8)));
  const [, ...elements] = metadata.schema;
  return {
    groups: metadata.row_groups.map(({ num_rows }) => Number(num_rows)),
    columns: elements.map(({ name }) => name),
    footer,
  };
}

export interface DecodeGroup {
  readonly kind: RowKind;
  readonly path: string;
  /** Rows of the file, the first included and the last not. */
  readonly from: number;
  readonly to: number;
}

export async function decodeGroup({ kind, path, from, to }: DecodeGroup): Promise<RowBlock<object>> {
  const { read } = shapeOf(kind);
  const file = await asyncBufferFromFile(path);
  const rows = await parquetReadObjects({
    file,
    metadata: await metadataOf(path, file),
    rowStart: from,
    rowEnd: to,
    compressors,
    utf8: false,
    geoparquet: false,
    // That of the package leaves a byte order mark out, which may be part of a key.
    parsers: { stringFromBytes: textOf },
  });
  const builder = new BlockBuilder<object>();
  for (const [i, row] of rows.entries()) {
    const result = read(plainRecord(row));
    if ("reason" in result) builder.add(result, Buffer.from(shown(row)), i);
    else builder.add(result.fields, result.value, i);
  }
  return builder.take();
}

/** One file is read group by group, and its footer once. */
let lastRead: { readonly path: string; readonly metadata: Promise<FileMetaData> } | null = null;

function metadataOf(path: string, file: Parameters<typeof parquetMetadataAsync>[0]): Promise<FileMetaData> {
  if (lastRead?.path !== path) lastRead = { path, metadata: parquetMetadataAsync(file) };
  return lastRead.metadata;
}

function newWriter(kind: RowKind): { bytes: ByteWriter; parquet: ParquetWriter } {
  const bytes = new ByteWriter();
  const empty = { rows: [], lines: [], ends: [], values: new Uint8Array() };
  const schema = schemaFromColumnData({ columnData: columnsOf(shapeOf(kind), empty) });
  return { bytes, parquet: new ParquetWriter({ writer: bytes, schema, codec: "SNAPPY", createdBy: "prism" }) };
}

function columnsOf(shape: RowShape<object>, block: RowBlock<object>): ColumnSource[] {
  const records: Readonly<Record<string, unknown>>[] = [];
  const values: Uint8Array[] = [];
  for (const [i, row] of block.rows.entries()) {
    if (isFault(row)) continue;
    records.push(shape.record(row, nothing, true));
    values.push(valueAt(block, i));
  }
  return shape.fields
    .filter(([, type]) => type !== "encoding")
    .map(([name, type]) => ({
      name,
      type: basicTypes[type],
      nullable: type !== "value" && name !== "key",
      data: type === "value" ? values : records.map((record) => parquetValue(record[name], type)),
      // The least and the greatest of all values are worth their room for keys, counts and times.
      statistics: type !== "value",
      offsetIndex: false,
    }));
}

function parquetValue(field: unknown, type: FieldType): unknown {
  if (field === undefined || field === null) return null;
  if (type === "count") return BigInt(field as number);
  if (type === "time") return new Date(field as string);
  return type === "json" ? JSON.stringify(field) : field;
}

/** A row as text formats have it, but for the bytes of its value. */
function plainRecord(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, field]) => [name, plainField(name, field)]));
}

function plainField(name: string, field: unknown): unknown {
  if (typeof field === "bigint") return Number(field);
  if (field instanceof Date) return Number.isNaN(field.getTime()) ? "no time" : field.toISOString();
  // Some programs write text as bytes that they say nothing about.
  if (field instanceof Uint8Array && name !== "value") return textOf(field);
  if (name === "headers" && typeof field === "string") return parsed(field);
  return field;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

/** A row that cannot be read, for whoever mends it. */
function shown(row: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(row, (_, field) => (typeof field === "bigint" ? Number(field) : field)).slice(0, MAX_SHOWN);
}

const basicTypes: Readonly<Record<FieldType, BasicType>> = {
  text: "STRING",
  json: "STRING",
  value: "BYTE_ARRAY",
  encoding: "STRING",
  count: "INT64",
  time: "TIMESTAMP",
};

/** What files of other programs are compressed with, besides Snappy, that Node.js can decompress. */
const compressors: Record<string, (bytes: Uint8Array, size: number) => Uint8Array> = {
  GZIP: (bytes) => gunzipSync(bytes),
  BROTLI: (bytes) => brotliDecompressSync(bytes),
};
if (zstd !== null) {
  const { decompress } = zstd;
  compressors.ZSTD = (bytes, size) => decompress(bytes, { maxOutputLength: size });
}

const nothing = new Uint8Array();
/** Bytes of `PAR1`, which a writer begins with. */
const MAGIC_BYTES = 4;
const MAX_SHOWN = 4_096;

import { gzipSync } from "node:zlib";
import { itemRecord, readItem } from "../formats/item-fields.ts";
import { decodeNdjson, encodeNdjson } from "../formats/ndjson.ts";
import type { ItemFields, RowBlock } from "../row-block.ts";

/** The work of exports and imports that takes the processor for long, as it runs on the threads of a pool. */

export type TextFormat = "ndjson";

export interface EncodeItems {
  readonly format: TextFormat;
  readonly block: RowBlock<ItemFields>;
  readonly gzip: boolean;
}

/** A part of a file. Compressed, it is a gzip member of its own: one behind the other they are gzip again. */
export function encodeItems({ block, gzip }: EncodeItems): Uint8Array {
  const bytes = encodeNdjson(block, (fields, value) => itemRecord(fields, value));
  return gzip ? gzipSync(bytes, { level: GZIP_LEVEL }) : bytes;
}

export interface DecodeRows {
  readonly format: TextFormat;
  /** Whole rows; all of their buffer, which is handed over. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function decodeItems({ bytes }: DecodeRows): RowBlock<ItemFields> {
  return decodeNdjson(bytes, readItem);
}

/** Most of what the default level saves, in half of its time. */
const GZIP_LEVEL = 4;

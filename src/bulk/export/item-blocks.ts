import type { KeyValue } from "../../client/key-value.ts";
import type { CallOptions } from "../../client/key-value-types.ts";
import type { ScannedItem } from "../../client/scanned-item.ts";
import { chunked } from "../../common/chunked.ts";
import { LARGE_CHUNK_BYTES } from "../../common/limits.ts";
import { BlockBuilder, type ItemFields, type RowBlock } from "../row-block.ts";

/** Which items are wanted; as of a scan. */
export interface ItemRange {
  readonly prefix?: string | undefined;
  readonly start?: string | undefined;
  readonly end?: string | undefined;
}

/** How much goes into a block. */
export interface BlockBound {
  readonly rows: number;
  /** Of the values. */
  readonly bytes: number;
}

/** Of formats that are read row by row: enough that the way to another thread and back does not count. */
export const TEXT_BLOCK: BlockBound = { rows: 2_000, bytes: 1024 * 1024 };
/** Of formats that are read column by column, to whom a block is what they look for values in. */
export const COLUMN_BLOCK: BlockBound = { rows: 100_000, bytes: 8 * 1024 * 1024 };

export interface ItemExport {
  readonly range: ItemRange;
  readonly tally: ExportTally;
  readonly bound: BlockBound;
}

/** What an export has come to. */
export interface ExportTally {
  items: number;
  /** Of their values. */
  bytes: number;
  rows: number;
}

/**
 * The items of a namespace in the byte order of their keys, in blocks. A value over 1 MiB is read as a stream and becomes several
 * rows, so that no more than a few blocks are in memory whatever the sizes.
 */
export async function* itemBlocks(
  kv: KeyValue,
  call: CallOptions,
  { range, tally, bound }: ItemExport,
): AsyncGenerator<RowBlock<ItemFields>, void, undefined> {
  const builder = new BlockBuilder<ItemFields>();
  let pageToken = "";
  do {
    const page = await kv.scan({ ...call, ...range, pageSize: PAGE_ITEMS, pageToken });
    pageToken = page.nextPageToken;
    for (const item of page.items) {
      if (item.largeBytes > 0) yield* largeItem(kv, call, item, { builder, tally, bound });
      else {
        builder.add(fieldsOf(item), item.value);
        tally.items++;
        tally.rows++;
        tally.bytes += item.value.length;
      }
      if (builder.bytes >= bound.bytes || builder.count >= bound.rows) yield builder.take();
    }
  } while (pageToken !== "");
  if (builder.count > 0) yield builder.take();
}

/** One that has been deleted since the scan saw it is left out; one that was written since is taken as it is now. */
async function* largeItem(
  kv: KeyValue,
  call: CallOptions,
  { key }: ScannedItem,
  { builder, tally, bound }: { builder: BlockBuilder<ItemFields>; tally: ExportTally; bound: BlockBound },
): AsyncGenerator<RowBlock<ItemFields>, void, undefined> {
  const download = await kv.getStream(key, call);
  if (download === null) return;
  const { version, expiresAtMs, size } = download;
  const count = Math.ceil(size / LARGE_CHUNK_BYTES);
  const parts = count > 1 ? count : 0;
  tally.items++;
  let part = 0;
  if (size === 0) builder.add({ key, version, expiresAtMs, part, parts }, new Uint8Array());
  for await (const bytes of chunked(download, LARGE_CHUNK_BYTES)) {
    builder.add({ key, version, expiresAtMs, part: part++, parts }, bytes);
    tally.bytes += bytes.length;
    if (builder.bytes >= bound.bytes) yield builder.take();
  }
  tally.rows += Math.max(part, 1);
}

function fieldsOf({ key, version, expiresAtMs }: ScannedItem): ItemFields {
  return { key, version, expiresAtMs, part: 0, parts: 0 };
}

/** Of one page of a scan: some hundred kilobytes at the usual sizes. */
const PAGE_ITEMS = 2_000;

import type { Offload } from "../../offload/offload.ts";
import { readCsvColumns } from "../formats/csv.ts";
import { type RowKind, shapeOf } from "../formats/shapes.ts";
import type { RowBlock } from "../row-block.ts";
import { decodeTextTask } from "../work/bulk-tasks.ts";
import type { TextFormat } from "../work/bulk-work.ts";
import type { BlockSource } from "./block-source.ts";
import { splitRecords } from "./split-records.ts";

/** The rows of a file of NDJSON or CSV, as they come. */
export async function* textSource<Fields extends object>(
  chunks: AsyncIterable<Uint8Array>,
  pool: Offload,
  { kind, format }: { kind: RowKind; format: TextFormat },
): AsyncGenerator<BlockSource<Fields>, void, undefined> {
  let columns: readonly string[] = [];
  let isBegin = true;
  for await (const { bytes, lines } of splitRecords(chunks, format === "csv")) {
    if (isBegin && format === "csv") columns = readCsvColumns(bytes, shapeOf(kind));
    isBegin = false;
    const read = (isFirst: boolean): Promise<RowBlock<object>> =>
      pool.run(decodeTextTask, { kind, format, bytes, columns, isFirst });
    yield { identity: bytes, lines, read: read as (isFirst: boolean) => Promise<RowBlock<Fields>> };
  }
}

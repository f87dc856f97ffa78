import type { Offload } from "../../offload/offload.ts";
import { bulkFailure } from "../bulk-failure.ts";
import { decodeGroupTask, readOutlineTask } from "../formats/parquet/parquet-tasks.ts";
import type { ParquetOutline } from "../formats/parquet/parquet-work.ts";
import type { RowKind } from "../formats/shapes.ts";
import type { RowBlock } from "../row-block.ts";
import type { BlockSource } from "./block-source.ts";

/** The rows of a Parquet file, a row group at a time. A row counts as a line. */
export async function* parquetSource<Fields extends object>(
  path: string,
  pool: Offload,
  kind: RowKind,
): AsyncGenerator<BlockSource<Fields>, void, undefined> {
  const { groups, footer } = await readable<ParquetOutline>(path, pool.run(readOutlineTask, { path }));
  let from = 0;
  for (const [i, rows] of groups.entries()) {
    const range = { kind, path, from, to: from + rows };
    const read = (): Promise<RowBlock<object>> => readable(path, pool.run(decodeGroupTask, range));
    yield { identity: Buffer.concat([footer, Buffer.from(String(i))]), lines: rows, read: read as never };
    from += rows;
  }
}

/** What the reader of Parquet stumbles over, as an error of the file. */
async function readable<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && error.name === "PrismError") throw error;
    throw bulkFailure("PARQUET_UNREADABLE", `${path} cannot be read as Parquet: ${(error as Error).message}`, error);
  }
}

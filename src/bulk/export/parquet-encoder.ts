import type { Offload } from "../../offload/offload.ts";
import { encodeFooterTask, encodeGroupTask } from "../formats/parquet/parquet-tasks.ts";
import type { EncodedGroup } from "../formats/parquet/parquet-work.ts";
import type { RowKind } from "../formats/shapes.ts";
import type { RowBlock } from "../row-block.ts";
import type { RowEncoder } from "./row-encoder.ts";

/** Makes Parquet: a row group of each block, and at the end the footer, which says where they are. */
export class ParquetEncoder implements RowEncoder<EncodedGroup> {
  private readonly pool: Offload;
  private readonly kind: RowKind;
  private readonly groups: EncodedGroup["groups"] = [];
  private hasBegun = false;
  /** Of the file so far. */
  private bytes = 0;

  constructor(pool: Offload, kind: RowKind) {
    this.pool = pool;
    this.kind = kind;
  }

  encode(block: RowBlock<object>): Promise<EncodedGroup> {
    return this.pool.run(encodeGroupTask, { kind: this.kind, block });
  }

  place({ bytes, groups }: EncodedGroup): Uint8Array {
    const placed = this.hasBegun ? bytes : Buffer.concat([MAGIC, bytes]);
    // Places were counted from behind a `PAR1` of the group's own.
    const by = BigInt(this.hasBegun ? this.bytes - MAGIC.length : 0);
    for (const { columns } of groups) {
      for (const column of columns) {
        column.file_offset += by;
        if (column.meta_data === undefined) continue;
        column.meta_data.data_page_offset += by;
        if (column.meta_data.dictionary_page_offset !== undefined) column.meta_data.dictionary_page_offset += by;
      }
    }
    this.groups.push(...groups);
    this.hasBegun = true;
    this.bytes += placed.length;
    return placed;
  }

  async end(): Promise<Uint8Array> {
    const footer = await this.pool.run(encodeFooterTask, { kind: this.kind, groups: this.groups });
    return this.hasBegun ? footer : Buffer.concat([MAGIC, footer]);
  }
}

const MAGIC = Buffer.from("PAR1");

import type { Offload } from "../../offload/offload.ts";
import type { RowKind } from "../formats/shapes.ts";
import { BlockBuilder, type RowBlock } from "../row-block.ts";
import { encodeTextTask } from "../work/bulk-tasks.ts";
import type { TextFormat } from "../work/bulk-work.ts";
import type { RowEncoder } from "./row-encoder.ts";

/** Makes NDJSON or CSV, compressed or not. */
export class TextEncoder implements RowEncoder<Uint8Array> {
  private readonly pool: Offload;
  private readonly kind: RowKind;
  private readonly format: TextFormat;
  private readonly gzip: boolean;
  private hasBegun = false;

  constructor(pool: Offload, kind: RowKind, { format, gzip }: { format: TextFormat; gzip: boolean }) {
    this.pool = pool;
    this.kind = kind;
    this.format = format;
    this.gzip = gzip;
  }

  encode(block: RowBlock<object>, isFirst: boolean): Promise<Uint8Array> {
    this.hasBegun = true;
    const { kind, format, gzip } = this;
    return this.pool.run(encodeTextTask, { kind, format, gzip, block, isFirst });
  }

  place(bytes: Uint8Array): Uint8Array {
    return bytes;
  }

  /** A file without rows has its columns all the same, and one that is compressed is no empty file. */
  async end(): Promise<Uint8Array> {
    return this.hasBegun ? nothing : this.encode(new BlockBuilder<object>().take(), true);
  }
}

const nothing = new Uint8Array();

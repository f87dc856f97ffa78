import type { OffloadTask } from "../../../offload/offload-task.ts";
import type { RowBlock } from "../../row-block.ts";
import type { DecodeGroup, EncodedGroup, EncodeFooter, EncodeGroup, ParquetOutline } from "./parquet-work.ts";

const module = new URL("./parquet-work.js", import.meta.url);

/** Rows become a row group. */
export const encodeGroupTask: OffloadTask<EncodeGroup, EncodedGroup> = {
  name: "encodeGroup",
  module,
  handsOver: ({ block }) => [block.values.buffer],
};

/** All row groups become the end of a file. */
export const encodeFooterTask: OffloadTask<EncodeFooter, Uint8Array> = { name: "encodeFooter", module };

/** What a file has. */
export const readOutlineTask: OffloadTask<{ readonly path: string }, ParquetOutline> = { name: "readOutline", module };

/** Rows of a file. */
export const decodeGroupTask: OffloadTask<DecodeGroup, RowBlock<object>> = { name: "decodeGroup", module };

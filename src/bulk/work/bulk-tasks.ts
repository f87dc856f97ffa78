import type { OffloadTask } from "../../offload/offload-task.ts";
import type { ItemFields, RowBlock } from "../row-block.ts";
import type { DecodeRows, EncodeItems } from "./bulk-work.ts";

const module = new URL("./bulk-work.js", import.meta.url);

/** Rows of items become a part of a file. */
export const encodeItemsTask: OffloadTask<EncodeItems, Uint8Array> = {
  name: "encodeItems",
  module,
  handsOver: ({ block }) => [block.values.buffer],
};

/** A part of a file becomes rows of items. */
export const decodeItemsTask: OffloadTask<DecodeRows, RowBlock<ItemFields>> = {
  name: "decodeItems",
  module,
  handsOver: ({ bytes }) => [bytes.buffer],
};

import type { OffloadTask } from "../../offload/offload-task.ts";
import type { RowBlock } from "../row-block.ts";
import type { DecodeText, EncodeText } from "./bulk-work.ts";

const module = new URL("./bulk-work.js", import.meta.url);

/** Rows become a part of a file. */
export const encodeTextTask: OffloadTask<EncodeText, Uint8Array> = {
  name: "encodeText",
  module,
  handsOver: ({ block }) => [block.values.buffer],
};

/** A part of a file becomes rows. */
export const decodeTextTask: OffloadTask<DecodeText, RowBlock<object>> = {
  name: "decodeText",
  module,
  handsOver: ({ bytes }) => [bytes.buffer],
};

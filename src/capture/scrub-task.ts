import type { OffloadTask } from "../offload/offload-task.ts";
import type { Scrubbed, ScrubInput } from "./scrub-work.ts";

/** Scrubs a block of records, and appends it to its segment. */
export const scrubTask: OffloadTask<ScrubInput, Scrubbed> = {
  name: "scrubBlock",
  module: new URL("./scrub-work.js", import.meta.url),
  handsOver: ({ block }) => [block.buffer],
};

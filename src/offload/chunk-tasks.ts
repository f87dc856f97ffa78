import type { OpenInput, SealedChunk, SealInput } from "./chunk-work.ts";
import type { OffloadTask } from "./offload-task.ts";

const module = new URL("./chunk-work.js", import.meta.url);

/** Checks, hashes and encodes a chunk of a large value that is to be kept. */
export const sealChunkTask: OffloadTask<SealInput, SealedChunk | null> = {
  name: "sealChunk",
  module,
  handsOver: ({ bytes }) => [bytes.buffer],
};

/** Takes the encoding off a chunk whose reader cannot. */
export const openChunkTask: OffloadTask<OpenInput, Uint8Array | null> = {
  name: "openChunk",
  module,
  handsOver: ({ kept }) => [kept.buffer],
};

import type { ChunkBytes, SealedChunk, SealInput } from "./chunk-work.ts";
import type { OffloadTask } from "./offload-task.ts";

const module = new URL("./chunk-work.js", import.meta.url);
const handsOver = ({ bytes }: ChunkBytes): readonly ArrayBuffer[] => [bytes.buffer];

/** Checks, hashes and encodes a chunk of a large value that is to be kept. */
export const sealChunkTask: OffloadTask<SealInput, SealedChunk | null> = { name: "sealChunk", module, handsOver };
/** Takes the encoding off a chunk whose reader cannot. */
export const openChunkTask: OffloadTask<ChunkBytes, Uint8Array | null> = { name: "openChunk", module, handsOver };

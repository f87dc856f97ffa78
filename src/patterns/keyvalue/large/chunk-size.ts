import { LARGE_CHUNK_BYTES, MIN_LARGE_CHUNK_BYTES } from "../../../common/limits.ts";

/**
 * Bytes of each chunk in a store whose items have at most `maxItemBytes`: half a mebibyte where that fits, else a half, a
 * quarter and so on of it. 0 = its items are too small for any.
 */
export function chunkBytesFor(maxItemBytes: number): number {
  for (let bytes = LARGE_CHUNK_BYTES; bytes >= MIN_LARGE_CHUNK_BYTES; bytes /= 2) {
    if (keptBytesOf(bytes) <= maxItemBytes) return bytes;
  }
  return 0;
}

/** What a chunk takes at most as it is kept: its mark, and what an encoding adds to bytes that it cannot make fewer. */
function keptBytesOf(chunkBytes: number): number {
  return chunkBytes + chunkBytes / 1024 + ENCODING_OVERHEAD_BYTES;
}

/** Head and trailer of a gzip member or a zstd frame, and the mark. */
const ENCODING_OVERHEAD_BYTES = 64;

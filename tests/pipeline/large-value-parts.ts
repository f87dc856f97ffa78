import type { LargeValueParts } from "../../src/patterns/keyvalue/large/large-call.ts";
import { ChunkPool } from "../../src/workers/chunk-pool.ts";

/** Chunks that are encoded and hashed where they are, at a time that stands still; ids count up. */
export function largeValueParts(wallMs: () => number = () => 0): LargeValueParts {
  let ids = 0;
  const secretBytes = (count: number): Uint8Array => {
    const bytes = Buffer.alloc(count);
    bytes.writeUInt32BE(++ids, count - 4);
    return bytes;
  };
  return { work: new ChunkPool(null), wallMs, secretBytes };
}

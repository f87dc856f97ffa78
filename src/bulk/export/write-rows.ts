import type { RowBlock } from "../row-block.ts";
import { mapAhead } from "../work/map-ahead.ts";
import type { RowEncoder } from "./row-encoder.ts";

/** Makes a file of blocks, in their order; what is written slowly is read slowly. */
export async function writeRows<Encoded>(
  blocks: AsyncIterable<RowBlock<object>>,
  encoder: RowEncoder<Encoded>,
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  let isFirst = true;
  const encoded = mapAhead(blocks, BLOCKS_AHEAD, (block) => {
    const made = encoder.encode(block, isFirst);
    isFirst = false;
    return made;
  });
  for await (const each of encoded) await write(encoder.place(each));
  const end = await encoder.end();
  if (end.length > 0) await write(end);
}

/** One is made into a part of the file while the next is read, and one more to spare. */
const BLOCKS_AHEAD = 3;

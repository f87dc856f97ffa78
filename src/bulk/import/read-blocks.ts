import { bulkFailure } from "../bulk-failure.ts";
import type { RowBlock } from "../row-block.ts";
import { mapAhead } from "../work/map-ahead.ts";
import { type Checkpoint, chainDigest } from "./checkpoint.ts";
import type { PlacedBlock } from "./row-cursor.ts";
import type { RawBlock } from "./split-records.ts";

/**
 * Reads the rows of a file, some blocks ahead. Blocks that a checkpoint says are done are read and not decoded, and must be what
 * they were.
 */
export async function* readBlocks<Fields>(
  raw: AsyncIterable<RawBlock>,
  checkpoint: Checkpoint,
  decode: (bytes: Uint8Array<ArrayBuffer>) => Promise<RowBlock<Fields>>,
): AsyncGenerator<PlacedBlock<Fields>, void, undefined> {
  yield* mapAhead(placed(raw, checkpoint), BLOCKS_AHEAD, async ({ bytes, firstLine }) => ({
    firstLine,
    block: await decode(bytes),
  }));
}

async function* placed(
  raw: AsyncIterable<RawBlock>,
  checkpoint: Checkpoint,
): AsyncGenerator<{ bytes: Uint8Array<ArrayBuffer>; firstLine: number }, void, undefined> {
  const { begun } = checkpoint;
  let digest = "";
  let blocks = 0;
  let firstLine = 1;
  for await (const { bytes, lines } of raw) {
    digest = chainDigest(digest, bytes);
    blocks++;
    const lastLine = firstLine + lines - 1;
    checkpoint.blockRead(lastLine, blocks, digest);
    if (blocks === begun.blocks && digest !== begun.digest) throw changed();
    if (blocks > begun.blocks) yield { bytes, firstLine };
    firstLine = lastLine + 1;
  }
  if (blocks < begun.blocks) throw changed();
}

function changed(): Error {
  return bulkFailure(
    "CHECKPOINT_MISMATCH",
    "what was imported of the file before is not what stands in it now; leave --resume out to begin anew",
  );
}

/** Enough for two threads to be busy while rows of a third block are sent. */
const BLOCKS_AHEAD = 3;

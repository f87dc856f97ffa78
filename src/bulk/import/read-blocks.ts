import { bulkFailure } from "../bulk-failure.ts";
import { mapAhead } from "../work/map-ahead.ts";
import type { BlockSource } from "./block-source.ts";
import { type Checkpoint, chainDigest } from "./checkpoint.ts";
import type { PlacedBlock } from "./row-cursor.ts";

/**
 * Reads the rows of a file, some blocks ahead. Blocks that a checkpoint says are done are passed over, and must be what
 * they were.
 */
export async function* readBlocks<Fields>(
  sources: AsyncIterable<BlockSource<Fields>>,
  checkpoint: Checkpoint,
): AsyncGenerator<PlacedBlock<Fields>, void, undefined> {
  yield* mapAhead(placed(sources, checkpoint), BLOCKS_AHEAD, async ({ source, firstLine }) => ({
    firstLine,
    block: await source.read(firstLine === 1),
  }));
}

async function* placed<Fields>(
  sources: AsyncIterable<BlockSource<Fields>>,
  checkpoint: Checkpoint,
): AsyncGenerator<{ source: BlockSource<Fields>; firstLine: number }, void, undefined> {
  const { begun } = checkpoint;
  let digest = "";
  let blocks = 0;
  let firstLine = 1;
  for await (const source of sources) {
    digest = chainDigest(digest, source.identity);
    blocks++;
    const lastLine = firstLine + source.lines - 1;
    checkpoint.blockRead(lastLine, blocks, digest);
    if (blocks === begun.blocks && digest !== begun.digest) throw changed();
    if (blocks > begun.blocks) yield { source, firstLine };
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

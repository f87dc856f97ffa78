import type { Gunzip } from "node:zlib";
import { LARGE_CHUNK_BYTES, MAX_ZSTD_FRAMES } from "../../common/limits.ts";

/**
 * The bytes of zstd frames, one behind the other. Node's decoder ends with the first frame, and drops without a word whatever
 * was written along with it: each frame behind that gets a decoder of its own. Throws what the decoder does, and when there
 * are more than {@link MAX_ZSTD_FRAMES} in {@link LARGE_CHUNK_BYTES}.
 */
export async function* zstdFrames(
  source: AsyncIterable<Buffer>,
  create: () => Gunzip,
): AsyncGenerator<Buffer, void, undefined> {
  // Once for each, so that whatever it fails with while it is destroyed ends no process.
  const open = (): Gunzip => create().on("error", () => undefined);
  let decoder = open();
  let frames = 1;
  /** Of the input, since `frames` was 1. */
  let bytes = 0;
  try {
    for await (const part of source) {
      bytes += part.length;
      if (bytes > LARGE_CHUNK_BYTES) frames = bytes = 1;
      for (let left = part; left.length > 0; ) {
        const before = decoder.bytesWritten;
        yield* outputOf(decoder, (done) => decoder.write(left, done));
        const taken = decoder.bytesWritten - before;
        if (taken === 0) throw new RangeError("no frame");
        left = left.subarray(taken);
        if (left.length === 0) continue;
        if (++frames > MAX_ZSTD_FRAMES) throw new RangeError("too many frames");
        decoder.destroy();
        decoder = open();
      }
    }
    // That its input is finished says nothing yet: only its end tells that the last frame was whole.
    yield* outputOf(decoder, (done) => decoder.once("end", done).end());
  } finally {
    decoder.destroy();
  }
}

/** What the decoder gives until a step of its input is done, as fast as it is taken. */
async function* outputOf(decoder: Gunzip, begin: (done: () => void) => void): AsyncGenerator<Buffer, void, undefined> {
  let isDone = false;
  let failure: Error | null = null;
  let wake: () => void = () => undefined;
  const onReadable = (): void => wake();
  const onError = (error: Error): void => {
    failure = error;
    wake();
  };
  decoder.on("readable", onReadable).on("error", onError);
  try {
    begin(() => {
      isDone = true;
      wake();
    });
    for (;;) {
      const bytes = decoder.read() as Buffer | null;
      if (bytes !== null) yield bytes;
      else if (failure !== null) throw failure;
      else if (isDone) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    decoder.off("readable", onReadable).off("error", onError);
  }
}

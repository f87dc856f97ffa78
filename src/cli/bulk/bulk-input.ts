import { open } from "node:fs/promises";
import { addAbortSignal, pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { CliContext } from "../cli-context.ts";
import { CommandError } from "../command-error.ts";

/** A file that is read from its begin to its end. */
export interface BulkInput {
  /** What is in it; of a compressed file, what was compressed. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** How much of the file has been read, from 0 to 1; undefined when its size is not known. */
  share(): number | undefined;
}

/** Opens a file, or standard input for `-`; one that begins as gzip does is decompressed. */
export async function openBulkInput(context: CliContext, file: string): Promise<BulkInput> {
  const { stream, size } = await openSource(context, file);
  let read = 0;
  async function* counted(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      read += chunk.length;
      yield chunk;
    }
  }
  return {
    chunks: readable(file, inflated(counted())),
    share: () => (size === 0 ? undefined : Math.min(1, read / size)),
  };
}

async function openSource(context: CliContext, file: string): Promise<{ stream: Readable; size: number }> {
  const { stdin, interruption } = context;
  if (file === "-") return { stream: addAbortSignal(interruption, stdin as Readable), size: 0 };
  try {
    const handle = await open(file);
    const { size } = await handle.stat();
    return { stream: addAbortSignal(interruption, handle.createReadStream({ highWaterMark: READ_BYTES })), size };
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function* inflated(chunks: AsyncGenerator<Uint8Array, void, undefined>): AsyncGenerator<Uint8Array> {
  const first = await chunks.next();
  if (first.done === true) return;
  const all = withFirst(first.value, chunks);
  if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) {
    yield* all;
    return;
  }
  const gunzip = createGunzip();
  // What goes wrong on the way ends the iteration below with it.
  pipeline(Readable.from(all), gunzip, () => undefined);
  yield* gunzip as AsyncIterable<Uint8Array>;
}

async function* withFirst(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

async function* readable(file: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): CommandError {
  return new CommandError(
    "FILE_UNREADABLE",
    `cannot read ${file === "-" ? "standard input" : file}: ${(error as Error).message}`,
  );
}

const READ_BYTES = 256 * 1024;

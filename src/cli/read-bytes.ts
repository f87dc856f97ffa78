import { open } from "node:fs/promises";
import { addAbortSignal, type Readable } from "node:stream";
import type { CliContext } from "./cli-context.ts";
import { CommandError } from "./command-error.ts";

export interface ByteBound {
  readonly maxBytes: number;
  /** Of the error that more than that is. */
  readonly reason: string;
  /** What it is compared with: "any value". */
  readonly what: string;
}

/** All of a file, or of standard input for `-`; bounded, so that what cannot be meant is not read to its end. */
export async function readBytes(context: CliContext, file: string, bound: ByteBound): Promise<Uint8Array> {
  if (file === "-") return readAll(context.stdin, context.interruption, "standard input", bound);
  try {
    const handle = await open(file);
    return await readAll(handle.createReadStream(), context.interruption, file, bound);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError("FILE_UNREADABLE", `cannot read ${file}: ${(error as Error).message}`);
  }
}

async function readAll(stream: Readable, signal: AbortSignal, name: string, bound: ByteBound): Promise<Uint8Array> {
  const { maxBytes, reason, what } = bound;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of addAbortSignal(signal, stream) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      throw new CommandError(reason, `${name} holds more than ${what} can, ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

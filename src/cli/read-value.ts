import { open } from "node:fs/promises";
import { addAbortSignal, type Readable } from "node:stream";
import { DEFAULT_MAX_FRAME_BYTES } from "../common/limits.ts";
import type { CliContext } from "./cli-context.ts";
import { CommandError } from "./command-error.ts";

/** The value to put: the argument, or a file, or standard input when the argument is absent or `-`. */
export async function readValue(
  context: CliContext,
  argument: string | undefined,
  file: string | undefined,
): Promise<Uint8Array | string> {
  if (file !== undefined) return readFile(file, context.interruption);
  if (argument !== undefined && argument !== "-") return argument;
  if (context.stdin.isTTY === true) context.stderr.post("reading the value from the terminal; end it with Ctrl-D\n");
  return readAll(context.stdin, context.interruption, "standard input");
}

async function readFile(file: string, signal: AbortSignal): Promise<Uint8Array> {
  try {
    const handle = await open(file);
    return await readAll(handle.createReadStream(), signal, file);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError("FILE_UNREADABLE", `cannot read ${file}: ${(error as Error).message}`);
  }
}

/** Bounded: what cannot be a value is not read to its end. */
async function readAll(stream: Readable, signal: AbortSignal, name: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of addAbortSignal(signal, stream) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > DEFAULT_MAX_FRAME_BYTES)
      throw new CommandError(
        "VALUE_TOO_LARGE",
        `${name} holds more than any value can, ${DEFAULT_MAX_FRAME_BYTES} bytes`,
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

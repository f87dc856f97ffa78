import { open } from "node:fs/promises";
import { addAbortSignal, type Readable } from "node:stream";
import type { CliContext } from "./cli-context.ts";
import { CommandError } from "./command-error.ts";

/** A value that is read while it is sent. */
export interface OpenedValue {
  readonly parts: AsyncIterable<Uint8Array> | readonly string[];
  /** In bytes; 0 when it is not known before it ends. */
  readonly size: number;
}

/** The value to put: the argument, or a file, or standard input when the argument is absent or `-`. */
export async function openValue(
  context: CliContext,
  argument: string | undefined,
  file: string | undefined,
): Promise<OpenedValue> {
  const { stdin, stderr, interruption } = context;
  if (file !== undefined && file !== "-") return openFile(file, interruption);
  if (file === undefined && argument !== undefined && argument !== "-") return { parts: [argument], size: 0 };
  if (stdin.isTTY === true) stderr.post("reading the value from the terminal; end it with Ctrl-D\n");
  return { parts: addAbortSignal(interruption, stdin as Readable), size: 0 };
}

async function openFile(file: string, signal: AbortSignal): Promise<OpenedValue> {
  try {
    const handle = await open(file);
    const { size } = await handle.stat();
    return { parts: readable(file, addAbortSignal(signal, handle.createReadStream())), size };
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function* readable(file: string, stream: Readable): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* stream as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): CommandError {
  return new CommandError("FILE_UNREADABLE", `cannot read ${file}: ${(error as Error).message}`);
}

import { DEFAULT_MAX_FRAME_BYTES } from "../common/limits.ts";
import type { CliContext } from "./cli-context.ts";
import { readBytes } from "./read-bytes.ts";

/** The value to put: the argument, or a file, or standard input when the argument is absent or `-`. */
export async function readValue(
  context: CliContext,
  argument: string | undefined,
  file: string | undefined,
): Promise<Uint8Array | string> {
  if (file !== undefined) return readBytes(context, file, BOUND);
  if (argument !== undefined && argument !== "-") return argument;
  if (context.stdin.isTTY === true) context.stderr.post("reading the value from the terminal; end it with Ctrl-D\n");
  return readBytes(context, "-", BOUND);
}

const BOUND = { maxBytes: DEFAULT_MAX_FRAME_BYTES, reason: "VALUE_TOO_LARGE", what: "any value" };

import { Command } from "commander";
import type { Download } from "../client/download.ts";
import type { KeyValue } from "../client/key-value.ts";
import type { CallOptions } from "../client/key-value-types.ts";
import { StoredItem } from "../client/stored-item.ts";
import { quoted } from "../common/printable.ts";
import { PrismError } from "../common/prism-error.ts";
import type { CliContext } from "./cli-context.ts";
import { CommandError } from "./command-error.ts";
import { addExamples } from "./examples.ts";
import { itemRecord, itemRow } from "./item-record.ts";
import { addKvOptions, type KvOptions } from "./kv-options.ts";
import { withKeyValue } from "./kv-session.ts";
import { renderRecord } from "./render-record.ts";
import { Table } from "./table.ts";

/** `prism kv get KEY`. */
export function kvGetCommand(context: CliContext): Command {
  const command = new Command("get")
    .description("Write the value of a key to standard output, byte for byte, whatever its size.")
    .argument("<key>", "key to read");
  addKvOptions(command, "raw").action((key: string, options: KvOptions) =>
    withKeyValue(context, options, async (kv, call) => {
      const found = await read(kv, key, call);
      if (found === null) throw notFound(key, options.namespace);
      if (found instanceof StoredItem) return printItem(context, key, found, options);
      const { size } = found;
      if (options.output !== "raw")
        throw new CommandError("VALUE_IS_LARGE", `the value has ${size} bytes; read it with -o raw`);
      await printBytes(context, found);
    }),
  );
  addExamples(command, [
    ["print a value", "prism kv get greeting"],
    ["save a value, whatever its bytes", "prism kv get greeting > greeting.txt"],
    ["its version and when it expires, too", "prism kv get greeting -o json"],
  ]);
  return command;
}

/** The item itself where its value is in one piece, as it mostly is; else the download of it. */
async function read(kv: KeyValue, key: string, call: CallOptions): Promise<StoredItem | Download | null> {
  try {
    return await kv.get(key, call);
  } catch (error) {
    if (!(error instanceof PrismError) || error.failure.reason !== "VALUE_IS_LARGE") throw error;
    return kv.getStream(key, call);
  }
}

async function printItem(context: CliContext, key: string, item: StoredItem, { output }: KvOptions): Promise<void> {
  const { stdout } = context;
  if (output === "raw") return printBytes(context, [item.value]);
  if (output === "table") return stdout.write(new Table().render([itemRow(key, item, true)]));
  await stdout.write(renderRecord({ ...itemRecord(key, item, true) }, output, ""));
}

/** Part by part: a slow reader of the output slows the reading of the value. */
async function printBytes(
  { stdout }: CliContext,
  parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  let last: number | undefined;
  for await (const bytes of parts) {
    await stdout.write(bytes);
    last = bytes.at(-1);
  }
  // On a terminal the prompt belongs on a line of its own; anywhere else a value is what it is.
  if (stdout.isTerminal && last !== NEWLINE) await stdout.write("\n");
}

const NEWLINE = 10;

function notFound(key: string, namespace: string): CommandError {
  return new CommandError("NOT_FOUND", `there is no key ${quoted(key)} in namespace ${quoted(namespace)}`);
}

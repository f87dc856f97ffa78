import { Command } from "commander";
import type { StoredItem } from "../client/stored-item.ts";
import { quoted } from "../common/printable.ts";
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
    .description("Write the value of a key to standard output, byte for byte.")
    .argument("<key>", "key to read");
  addKvOptions(command, "raw").action((key: string, options: KvOptions) =>
    withKeyValue(context, options, async (kv, call) => {
      const item = await kv.get(key, call);
      if (item === null) throw notFound(key, options.namespace);
      await print(context, key, item, options);
    }),
  );
  addExamples(command, [
    ["print a value", "prism kv get greeting"],
    ["save a value, whatever its bytes", "prism kv get greeting > greeting.txt"],
    ["its version and when it expires, too", "prism kv get greeting -o json"],
  ]);
  return command;
}

async function print({ stdout }: CliContext, key: string, item: StoredItem, { output }: KvOptions): Promise<void> {
  if (output === "table") return stdout.write(new Table().render([itemRow(key, item, true)]));
  if (output !== "raw") return stdout.write(renderRecord({ ...itemRecord(key, item, true) }, output, ""));
  await stdout.write(item.value);
  // On a terminal the prompt belongs on a line of its own; anywhere else a value is what it is.
  if (stdout.isTerminal && item.value.at(-1) !== NEWLINE) await stdout.write("\n");
}

const NEWLINE = 10;

function notFound(key: string, namespace: string): CommandError {
  return new CommandError("NOT_FOUND", `there is no key ${quoted(key)} in namespace ${quoted(namespace)}`);
}

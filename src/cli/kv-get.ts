import { Command } from "commander";
import { joined } from "../client/chunked.ts";
import type { Download } from "../client/download.ts";
import { StoredItem } from "../client/stored-item.ts";
import { MAX_VALUE_BYTES } from "../common/limits.ts";
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
    .description("Write the value of a key to standard output, byte for byte, whatever its size.")
    .argument("<key>", "key to read");
  addKvOptions(command, "raw").action((key: string, options: KvOptions) =>
    withKeyValue(context, options, async (kv, call) => {
      const download = await kv.getStream(key, call);
      if (download === null) throw notFound(key, options.namespace);
      await print(context, key, download, options);
    }),
  );
  addExamples(command, [
    ["print a value", "prism kv get greeting"],
    ["save a value, whatever its bytes", "prism kv get greeting > greeting.txt"],
    ["its version and when it expires, too", "prism kv get greeting -o json"],
  ]);
  return command;
}

async function print(context: CliContext, key: string, download: Download, { output }: KvOptions): Promise<void> {
  const { stdout } = context;
  if (output === "raw") return printBytes(context, download);
  const { version, expiresAtMs, size } = download;
  if (size > MAX_VALUE_BYTES)
    throw new CommandError("VALUE_IS_LARGE", `the value has ${size} bytes; read it with -o raw`);
  const item = new StoredItem(await wholeOf(download), version, expiresAtMs);
  if (output === "table") return stdout.write(new Table().render([itemRow(key, item, true)]));
  await stdout.write(renderRecord({ ...itemRecord(key, item, true) }, output, ""));
}

/** Part by part: a slow reader of the output slows the reading of the value. */
async function printBytes({ stdout }: CliContext, download: Download): Promise<void> {
  let last: number | undefined;
  for await (const bytes of download) {
    await stdout.write(bytes);
    last = bytes.at(-1);
  }
  // On a terminal the prompt belongs on a line of its own; anywhere else a value is what it is.
  if (stdout.isTerminal && last !== NEWLINE) await stdout.write("\n");
}

async function wholeOf(download: Download): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const bytes of download) chunks.push(bytes);
  return joined(chunks);
}

const NEWLINE = 10;

function notFound(key: string, namespace: string): CommandError {
  return new CommandError("NOT_FOUND", `there is no key ${quoted(key)} in namespace ${quoted(namespace)}`);
}

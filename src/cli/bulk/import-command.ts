import { Command, Option } from "commander";
import { type ConflictRule, ItemSender } from "../../bulk/import/item-sender.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { addKvOptions } from "../kv-options.ts";
import { withKeyValue } from "../kv-session.ts";
import { addImportOptions, type ImportFileOptions, importFile, prepareImport } from "./import-file.ts";

interface ImportOptions extends ImportFileOptions {
  readonly onConflict: ConflictRule;
}

/** `prism import FILE`. */
export function importCommand(context: CliContext): Command {
  const command = new Command("import").description(
    "Write the items of a file to a namespace, in batches. What `prism export` writes it reads. For messages: `prism stream import`.",
  );
  addImportOptions(command).addOption(
    new Option("--on-conflict <rule>", "what becomes of a row whose key has an item")
      .choices(["overwrite", "skip", "fail"])
      .default("overwrite"),
  );
  addKvOptions(command, "table").action((file: string, options: ImportOptions) => runImport(context, file, options));
  addExamples(command, [
    ["what was exported", "prism export --file items.ndjson && prism import items.ndjson -n memory"],
    ["what is not there yet, a thousand rows a second", "prism import items.ndjson --on-conflict skip --rate 1000"],
    ["what another program prints", `echo '{"key":"greeting","value":"hello"}' | prism import -`],
    ["go on after it was broken off", "prism import items.ndjson --resume"],
  ]);
  return command;
}

async function runImport(context: CliContext, file: string, options: ImportOptions): Promise<void> {
  const prepared = await prepareImport(context, file, options, options.onConflict);
  await withKeyValue(context, options, (kv, call) =>
    importFile(context, "items", prepared, new ItemSender(kv, call, options.onConflict, context.clock.wallMs)),
  );
}

import { Command } from "commander";
import { itemBlocks } from "../../bulk/export/item-blocks.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { addKvOptions } from "../kv-options.ts";
import { withKeyValue } from "../kv-session.ts";
import { addExportOptions, checkExport, type ExportFileOptions, exportFile } from "./export-file.ts";

interface ExportOptions extends ExportFileOptions {
  readonly prefix?: string;
  readonly start?: string;
  readonly end?: string;
}

/** `prism export`. */
export function exportCommand(context: CliContext): Command {
  const command = new Command("export").description(
    "Write the items of a namespace to a file, with their versions and the times when they expire. For messages: `prism stream export`.",
  );
  addExportOptions(command)
    .option("--prefix <text>", "only keys that begin with this")
    .option("--start <key>", "only keys at or after this one")
    .option("--end <key>", "only keys before this one");
  addKvOptions(command, "table").action((options: ExportOptions) => runExport(context, options));
  addExamples(command, [
    ["all items of a namespace", "prism export -n default --file items.ndjson"],
    ["as a table that DuckDB, Spark and pandas read", "prism export --file items.parquet"],
    ["those below a prefix, compressed", "prism export --prefix user/ --file users.ndjson.gz"],
    ["to another program", "prism export | head -n 1"],
  ]);
  return command;
}

async function runExport(context: CliContext, options: ExportOptions): Promise<void> {
  checkExport(options);
  const { prefix, start, end } = options;
  await withKeyValue(context, options, (kv, call) =>
    exportFile(context, "items", options, (bound, tally) =>
      itemBlocks(kv, call, { range: { prefix, start, end }, tally, bound }),
    ),
  );
}

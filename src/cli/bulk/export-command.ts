import { Command } from "commander";
import { COLUMN_BLOCK, type ExportTally, itemBlocks, TEXT_BLOCK } from "../../bulk/export/item-blocks.ts";
import { ParquetEncoder } from "../../bulk/export/parquet-encoder.ts";
import { TextEncoder } from "../../bulk/export/text-encoder.ts";
import { writeRows } from "../../bulk/export/write-rows.ts";
import type { KeyValue } from "../../client/key-value.ts";
import type { CallOptions } from "../../client/key-value-types.ts";
import { steadyMs } from "../../common/clock.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { addKvOptions, type KvOptions } from "../kv-options.ts";
import { withKeyValue } from "../kv-session.ts";
import { ProgressLine } from "../progress-line.ts";
import { renderRecord } from "../render-record.ts";
import { UsageError } from "../usage-error.ts";
import { type BulkFormat, formatOf, formatOption } from "./bulk-format.ts";
import { BulkOutput } from "./bulk-output.ts";
import { withBulkPool } from "./bulk-pool.ts";

interface ExportOptions extends KvOptions {
  readonly file: string;
  readonly format?: BulkFormat;
  readonly gzip?: true;
  readonly prefix?: string;
  readonly start?: string;
  readonly end?: string;
}

/** `prism export`. */
export function exportCommand(context: CliContext): Command {
  const command = new Command("export")
    .description("Write the items of a namespace to a file, with their versions and the times when they expire.")
    .option("--file <path>", "file to write; it is there when all of it is; - is standard output", "-")
    .addOption(formatOption())
    .option("--gzip", "compress it; so is a file whose name ends in .gz")
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
  const { file } = options;
  const format = formatOf(file, options.format);
  if (format === "parquet" && options.gzip === true)
    throw new UsageError("Parquet is compressed in itself: leave --gzip out");
  const tally: ExportTally = { items: 0, rows: 0, bytes: 0 };
  const startedMs = steadyMs();
  await withKeyValue(context, options, async (kv, call) => {
    const output = await BulkOutput.open(context, file);
    try {
      await writeItems(context, { kv, call, output, tally, options, format });
      await output.finish();
    } catch (error) {
      await output.abandon();
      throw error;
    }
    const seconds = Number(((steadyMs() - startedMs) / 1000).toFixed(3));
    const summary = renderRecord({ ...tally, fileBytes: output.bytes, seconds }, options.output, tally.items);
    // What is written to standard output must stay what it is.
    if (file === "-") context.stderr.post(summary);
    else await context.stdout.write(summary);
  });
}

interface ExportWork {
  readonly kv: KeyValue;
  readonly call: CallOptions;
  readonly output: BulkOutput;
  readonly tally: ExportTally;
  readonly options: ExportOptions;
  readonly format: BulkFormat;
}

function writeItems(context: CliContext, work: ExportWork): Promise<void> {
  const { kv, call, output, tally, options, format } = work;
  const { prefix, start, end, file } = options;
  const bound = format === "parquet" ? COLUMN_BLOCK : TEXT_BLOCK;
  const progress = new ProgressLine(context, file === "-");
  return withBulkPool(context, async (pool) => {
    const blocks = itemBlocks(kv, call, { range: { prefix, start, end }, tally, bound });
    const write = async (bytes: Uint8Array): Promise<void> => {
      await output.write(bytes);
      progress.show(tally.items, tally.bytes);
    };
    try {
      if (format === "parquet") return await writeRows(blocks, new ParquetEncoder(pool, "items"), write);
      const gzip = options.gzip === true || file.endsWith(".gz");
      await writeRows(blocks, new TextEncoder(pool, "items", { format, gzip }), write);
    } finally {
      progress.clear();
    }
  });
}

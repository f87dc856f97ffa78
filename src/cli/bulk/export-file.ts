import type { Command } from "commander";
import { type BlockBound, COLUMN_BLOCK, type ExportTally, TEXT_BLOCK } from "../../bulk/export/item-blocks.ts";
import { ParquetEncoder } from "../../bulk/export/parquet-encoder.ts";
import { TextEncoder } from "../../bulk/export/text-encoder.ts";
import { writeRows } from "../../bulk/export/write-rows.ts";
import type { RowKind } from "../../bulk/formats/shapes.ts";
import type { RowBlock } from "../../bulk/row-block.ts";
import { steadyMs } from "../../common/clock.ts";
import type { CliContext } from "../cli-context.ts";
import type { KvOptions } from "../kv-options.ts";
import { ProgressLine } from "../progress-line.ts";
import { renderRecord } from "../render-record.ts";
import { UsageError } from "../usage-error.ts";
import { type BulkFormat, formatOf, formatOption } from "./bulk-format.ts";
import { BulkOutput } from "./bulk-output.ts";
import { withBulkPool } from "./bulk-pool.ts";

export interface ExportFileOptions extends KvOptions {
  readonly file: string;
  readonly format?: BulkFormat;
  readonly gzip?: true;
}

/** The options of every command that writes rows to a file. */
export function addExportOptions(command: Command): Command {
  return command
    .option("--file <path>", "file to write; it is there when all of it is; - is standard output", "-")
    .addOption(formatOption())
    .option("--gzip", "compress it; so is a file whose name ends in .gz");
}

/** Gives the rows in blocks, and counts them. */
export type BlocksOf = (bound: BlockBound, tally: ExportTally) => AsyncIterable<RowBlock<object>>;

/** What must be right before anything is asked for: throws a UsageError. */
export function checkExport({ file, format, gzip }: ExportFileOptions): BulkFormat {
  const asked = formatOf(file, format);
  if (asked !== "parquet" || (gzip !== true && !file.endsWith(".gz"))) return asked;
  throw new UsageError("Parquet is compressed in itself: leave --gzip and .gz out");
}

/** Writes rows to the file that the options name, and a summary. */
export async function exportFile(
  context: CliContext,
  kind: RowKind,
  options: ExportFileOptions,
  blocksOf: BlocksOf,
): Promise<void> {
  const { file } = options;
  const tally: ExportTally = { items: 0, rows: 0, bytes: 0 };
  const startedMs = steadyMs();
  const output = await BulkOutput.open(context, file);
  try {
    await writeFile(context, { kind, options, blocksOf, tally, output });
    await output.finish();
  } catch (error) {
    await output.abandon();
    throw error;
  }
  const seconds = Number(((steadyMs() - startedMs) / 1000).toFixed(3));
  const { items, rows, bytes } = tally;
  const counts = kind === "items" ? { items, rows, bytes } : { messages: items, bytes };
  const summary = renderRecord({ ...counts, fileBytes: output.bytes, seconds }, options.output, items);
  // What is written to standard output must stay what it is.
  if (file === "-") context.stderr.post(summary);
  else await context.stdout.write(summary);
}

interface ExportWork {
  readonly kind: RowKind;
  readonly options: ExportFileOptions;
  readonly blocksOf: BlocksOf;
  readonly tally: ExportTally;
  readonly output: BulkOutput;
}

function writeFile(context: CliContext, { kind, options, blocksOf, tally, output }: ExportWork): Promise<void> {
  const format = checkExport(options);
  const progress = new ProgressLine(context, options.file === "-");
  const write = async (bytes: Uint8Array): Promise<void> => {
    await output.write(bytes);
    progress.show(tally.items, tally.bytes);
  };
  return withBulkPool(context, async (pool) => {
    try {
      if (format === "parquet") {
        await writeRows(blocksOf(COLUMN_BLOCK, tally), new ParquetEncoder(pool, kind), write);
        return;
      }
      const gzip = options.gzip === true || options.file.endsWith(".gz");
      await writeRows(blocksOf(TEXT_BLOCK, tally), new TextEncoder(pool, kind, { format, gzip }), write);
    } finally {
      progress.clear();
    }
  });
}

import { resolve } from "node:path";
import { type Command, Option } from "commander";
import type { RowShape } from "../../bulk/formats/row-shape.ts";
import { type RowKind, shapeOf } from "../../bulk/formats/shapes.ts";
import type { BlockSource } from "../../bulk/import/block-source.ts";
import { Checkpoint } from "../../bulk/import/checkpoint.ts";
import { BATCH_ROWS, ImportRun } from "../../bulk/import/import-run.ts";
import type { ImportTally } from "../../bulk/import/import-tally.ts";
import { Pace } from "../../bulk/import/pace.ts";
import { parquetSource } from "../../bulk/import/parquet-source.ts";
import { readBlocks } from "../../bulk/import/read-blocks.ts";
import { RowCursor } from "../../bulk/import/row-cursor.ts";
import type { RowSender } from "../../bulk/import/row-sender.ts";
import { textSource } from "../../bulk/import/text-source.ts";
import { steadyMs } from "../../common/clock.ts";
import type { Offload } from "../../offload/offload.ts";
import type { CliContext } from "../cli-context.ts";
import { ExitCode } from "../exit-code.ts";
import { type KvOptions, positiveNumber, wholeNumber } from "../kv-options.ts";
import { ProgressLine } from "../progress-line.ts";
import { renderRecord } from "../render-record.ts";
import { UsageError } from "../usage-error.ts";
import { type BulkFormat, formatOf, formatOption } from "./bulk-format.ts";
import { type BulkInput, openBulkInput } from "./bulk-input.ts";
import { withBulkPool } from "./bulk-pool.ts";
import { RejectedRows } from "./rejected-rows.ts";

export interface ImportFileOptions extends KvOptions {
  readonly format?: BulkFormat;
  readonly rate?: number;
  readonly resume?: true;
  readonly checkpoint?: string;
  readonly maxErrors: number;
  readonly rejected?: string;
}

/** The argument and options of every command that sends the rows of a file. */
export function addImportOptions(command: Command): Command {
  return command
    .argument("<file>", "file to read, which may be compressed with gzip; - is standard input")
    .addOption(formatOption())
    .addOption(new Option("--rate <count>", "at most so many rows a second").argParser(positiveNumber))
    .option("--resume", "go on where the same import was broken off")
    .option("--checkpoint <path>", "where it is written how far it is (default: the file's name and .checkpoint)")
    .addOption(
      new Option("--max-errors <count>", "end when more rows than this are rejected")
        .argParser(wholeNumber)
        .default(100),
    )
    .option("--rejected <path>", "where rejected rows go (default: the file's name and .rejected.ndjson)");
}

/** An import that can begin: its options are right, and its file is there. */
export interface PreparedImport {
  readonly file: string;
  readonly options: ImportFileOptions;
  readonly checkpoint: Checkpoint;
  readonly pace: Pace;
  readonly format: BulkFormat;
  /** Null: the file is Parquet, which is not read from its begin to its end. */
  readonly input: BulkInput | null;
}

/** `rule`: what else makes an import another one. Throws a UsageError, or why the file cannot be read. */
export async function prepareImport(
  context: CliContext,
  file: string,
  options: ImportFileOptions,
  rule: string,
): Promise<PreparedImport> {
  const format = formatOf(file, options.format);
  if (format === "parquet" && file === "-") {
    throw new UsageError("Parquet is read from its end, which standard input does not have yet: give a file");
  }
  for (const [name, path] of Object.entries({ checkpoint: options.checkpoint, rejected: options.rejected })) {
    if (path !== undefined && resolve(path) === resolve(file)) throw new UsageError(`--${name} is the file itself`);
  }
  const pace = new Pace(options.rate ?? 0);
  const name = `${format} into ${options.namespace}, ${rule}`;
  const checkpoint = openCheckpoint(file, options, name, pace.batchRows(BATCH_ROWS));
  const input = format === "parquet" ? null : await openBulkInput(context, file);
  return { file, options, checkpoint, pace, format, input };
}

function openCheckpoint(file: string, options: ImportFileOptions, name: string, batchRows: number): Checkpoint {
  const path = options.checkpoint ?? (file === "-" ? null : `${file}.checkpoint`);
  if (options.resume !== true) return Checkpoint.begin(path, name, batchRows);
  if (path === null) throw new UsageError("--resume needs to know from where: give --checkpoint, or a file to read");
  return Checkpoint.resume(path, name, batchRows);
}

function rejectedPath(file: string, { rejected }: ImportFileOptions): string | null {
  return rejected ?? (file === "-" ? null : `${file}.rejected.ndjson`);
}

/** Sends all rows, and prints a summary. */
export async function importFile<Fields extends object>(
  context: CliContext,
  kind: RowKind,
  prepared: PreparedImport,
  sender: RowSender<Fields>,
): Promise<void> {
  const { file, options, checkpoint } = prepared;
  const path = rejectedPath(file, options);
  const shape = shapeOf(kind) as RowShape<never> as RowShape<Fields>;
  const rejected = new RejectedRows<Fields>(context, path, shape, checkpoint.begun.line);
  const startedMs = steadyMs();
  try {
    const tally = await sendRows(context, kind, prepared, { sender, rejected });
    checkpoint.remove();
    const seconds = Number(((steadyMs() - startedMs) / 1000).toFixed(3));
    await context.stdout.write(renderRecord({ ...tally, seconds }, options.output, tally.written));
    if (tally.rejected > 0) context.exitCode = ExitCode.FAILED;
  } finally {
    rejected.close();
  }
}

function sendRows<Fields extends object>(
  context: CliContext,
  kind: RowKind,
  prepared: PreparedImport,
  { sender, rejected }: { sender: RowSender<Fields>; rejected: RejectedRows<Fields> },
): Promise<ImportTally> {
  const { checkpoint, pace, options, input } = prepared;
  const progress = new ProgressLine(context, false);
  return withBulkPool(context, async (pool) => {
    const blocks = readBlocks(sourceOf<Fields>(prepared, kind, pool), checkpoint);
    const run = new ImportRun({
      cursor: new RowCursor(blocks, checkpoint.begun.line),
      sender,
      checkpoint,
      pace,
      signal: context.interruption,
      maxErrors: options.maxErrors,
      onRejected: (row, why) => rejected.add(row, why),
      onProgress: ({ written, bytes }) => progress.show(written, bytes, input?.share()),
    });
    try {
      return await run.run();
    } finally {
      progress.clear();
    }
  });
}

function sourceOf<Fields extends object>(
  { file, format, input }: PreparedImport,
  kind: RowKind,
  pool: Offload,
): AsyncIterable<BlockSource<Fields>> {
  if (format === "parquet" || input === null) return parquetSource<Fields>(file, pool, kind);
  return textSource<Fields>(input.chunks, pool, { kind, format });
}

import { Command, Option } from "commander";
import { itemShape } from "../../bulk/formats/item-fields.ts";
import { Checkpoint } from "../../bulk/import/checkpoint.ts";
import { BATCH_ROWS, ImportRun } from "../../bulk/import/import-run.ts";
import type { ImportTally } from "../../bulk/import/import-tally.ts";
import { type ConflictRule, ItemSender } from "../../bulk/import/item-sender.ts";
import { Pace } from "../../bulk/import/pace.ts";
import { parquetSource } from "../../bulk/import/parquet-source.ts";
import { readBlocks } from "../../bulk/import/read-blocks.ts";
import { RowCursor } from "../../bulk/import/row-cursor.ts";
import { textSource } from "../../bulk/import/text-source.ts";
import type { ItemFields } from "../../bulk/row-block.ts";
import type { TextFormat } from "../../bulk/work/bulk-work.ts";
import type { KeyValue } from "../../client/key-value.ts";
import type { CallOptions } from "../../client/key-value-types.ts";
import { steadyMs } from "../../common/clock.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { ExitCode } from "../exit-code.ts";
import { addKvOptions, type KvOptions, positiveNumber, wholeNumber } from "../kv-options.ts";
import { withKeyValue } from "../kv-session.ts";
import { ProgressLine } from "../progress-line.ts";
import { renderRecord } from "../render-record.ts";
import { UsageError } from "../usage-error.ts";
import { type BulkFormat, formatOf, formatOption } from "./bulk-format.ts";
import { type BulkInput, openBulkInput } from "./bulk-input.ts";
import { withBulkPool } from "./bulk-pool.ts";
import { RejectedRows } from "./rejected-rows.ts";

interface ImportOptions extends KvOptions {
  readonly format?: BulkFormat;
  readonly onConflict: ConflictRule;
  readonly rate?: number;
  readonly resume?: true;
  readonly checkpoint?: string;
  readonly maxErrors: number;
  readonly rejected?: string;
}

/** `prism import FILE`. */
export function importCommand(context: CliContext): Command {
  const command = new Command("import")
    .description("Write the items of a file to a namespace, in batches. What `prism export` writes it reads.")
    .argument("<file>", "file to read, which may be compressed with gzip; - is standard input")
    .addOption(formatOption())
    .addOption(
      new Option("--on-conflict <rule>", "what becomes of a row whose key has an item")
        .choices(["overwrite", "skip", "fail"])
        .default("overwrite"),
    )
    .addOption(new Option("--rate <count>", "at most so many rows a second").argParser(positiveNumber))
    .option("--resume", "go on where the same import was broken off")
    .option("--checkpoint <path>", "where it is written how far it is (default: the file's name and .checkpoint)")
    .addOption(
      new Option("--max-errors <count>", "end when more rows than this are rejected")
        .argParser(wholeNumber)
        .default(100),
    )
    .option("--rejected <path>", "where rejected rows go (default: the file's name and .rejected.ndjson)");
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
  const format = formatOf(file, options.format);
  if (format === "parquet" && file === "-") {
    throw new UsageError("Parquet is read from its end, which standard input does not have yet: give a file");
  }
  const pace = new Pace(options.rate ?? 0);
  const checkpoint = openCheckpoint(file, options, format, pace.batchRows(BATCH_ROWS));
  const rejectedPath = options.rejected ?? (file === "-" ? null : `${file}.rejected.ndjson`);
  const rejected = new RejectedRows<ItemFields>(context, rejectedPath, itemShape, options.resume === true);
  const text = format === "parquet" ? null : { format, input: await openBulkInput(context, file) };
  const startedMs = steadyMs();
  await withKeyValue(context, options, async (kv, call) => {
    try {
      const tally = await sendItems(context, { kv, call, file, text, checkpoint, pace, rejected, options });
      checkpoint.remove();
      const seconds = Number(((steadyMs() - startedMs) / 1000).toFixed(3));
      await context.stdout.write(renderRecord({ ...tally, seconds }, options.output, tally.written));
      if (tally.rejected > 0) context.exitCode = ExitCode.FAILED;
    } finally {
      rejected.close();
    }
  });
}

function openCheckpoint(file: string, options: ImportOptions, format: BulkFormat, batchRows: number): Checkpoint {
  const path = options.checkpoint ?? (file === "-" ? null : `${file}.checkpoint`);
  const name = `${format} into ${options.namespace}, ${options.onConflict}`;
  if (options.resume !== true) return Checkpoint.begin(path, name, batchRows);
  if (path === null) throw new UsageError("--resume needs to know from where: give --checkpoint, or a file to read");
  return Checkpoint.resume(path, name, batchRows);
}

interface ImportWork {
  readonly kv: KeyValue;
  readonly call: CallOptions;
  readonly file: string;
  /** Null: the file is Parquet, which is not read from its begin to its end. */
  readonly text: { readonly input: BulkInput; readonly format: TextFormat } | null;
  readonly checkpoint: Checkpoint;
  readonly pace: Pace;
  readonly rejected: RejectedRows<ItemFields>;
  readonly options: ImportOptions;
}

function sendItems(context: CliContext, work: ImportWork): Promise<ImportTally> {
  const { kv, call, file, text, checkpoint, pace, rejected, options } = work;
  const { interruption: signal, clock } = context;
  const progress = new ProgressLine(context, false);
  return withBulkPool(context, async (pool) => {
    const source =
      text === null
        ? parquetSource<ItemFields>(file, pool, "items")
        : textSource<ItemFields>(text.input.chunks, pool, { kind: "items", format: text.format });
    const run = new ImportRun({
      cursor: new RowCursor(readBlocks(source, checkpoint), checkpoint.begun.line),
      sender: new ItemSender(kv, call, options.onConflict, clock.wallMs),
      checkpoint,
      pace,
      signal,
      maxErrors: options.maxErrors,
      onRejected: (row, why) => rejected.add(row, why),
      onProgress: ({ written, bytes }) => progress.show(written, bytes, text?.input.share()),
    });
    try {
      return await run.run();
    } finally {
      progress.clear();
    }
  });
}

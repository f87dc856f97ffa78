import { Command, Option } from "commander";
import { messageBlocks } from "../../bulk/export/message-blocks.ts";
import type { StartInput } from "../../client/stream-types.ts";
import { addExportOptions, checkExport, type ExportFileOptions, exportFile } from "../bulk/export-file.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { addKvOptions, duration } from "../kv-options.ts";
import { withStream } from "../kv-session.ts";
import { START_HELP, startArgument, USUAL_NAMESPACE } from "./stream-arguments.ts";

interface StreamExportOptions extends ExportFileOptions {
  readonly start: StartInput;
  /** Milliseconds. */
  readonly idle: number;
}

/** `prism stream export`. */
export function streamExportCommand(context: CliContext): Command {
  const command = new Command("export").description(
    "Write the messages of a stream to a file, from a place on, until no more come. No group is asked, and none moves on.",
  );
  addExportOptions(command)
    .addOption(new Option("--start <where>", START_HELP).argParser(startArgument).default("earliest"))
    .addOption(
      new Option("--idle <duration>", "nothing new for so long is the end").argParser(duration).default(1_000, "1s"),
    );
  addKvOptions(command, "table", USUAL_NAMESPACE).action((options: StreamExportOptions) => runExport(context, options));
  addExamples(command, [
    ["all messages", "prism stream export --file events.ndjson"],
    ["those of this year, as a table", "prism stream export --start time:2026-01-01 --file events.parquet"],
  ]);
  return command;
}

async function runExport(context: CliContext, options: StreamExportOptions): Promise<void> {
  checkExport(options);
  const { start, idle: idleMs } = options;
  await withStream(context, options, (stream, call) =>
    exportFile(context, "messages", options, (bound, tally) =>
      messageBlocks(stream, call, { start, idleMs, tally, bound }),
    ),
  );
}

import { Command } from "commander";
import { MessageSender } from "../../bulk/import/message-sender.ts";
import { addImportOptions, type ImportFileOptions, importFile, prepareImport } from "../bulk/import-file.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { addKvOptions } from "../kv-options.ts";
import { withStream } from "../kv-session.ts";
import { USUAL_NAMESPACE } from "./stream-arguments.ts";

/** `prism stream import FILE`. */
export function streamImportCommand(context: CliContext): Command {
  const command = new Command("import").description(
    "Publish the messages of a file, in their order, each once: the same file again publishes nothing as long as the store remembers.",
  );
  addImportOptions(command);
  addKvOptions(command, "table", USUAL_NAMESPACE).action((file: string, options: ImportFileOptions) =>
    runImport(context, file, options),
  );
  addExamples(command, [
    ["what was exported", "prism stream export --file events.ndjson && prism stream import events.ndjson"],
    ["what another program prints", `echo '{"value":"hello"}' | prism stream import -`],
    ["go on after it was broken off", "prism stream import events.ndjson --resume"],
  ]);
  return command;
}

async function runImport(context: CliContext, file: string, options: ImportFileOptions): Promise<void> {
  const prepared = await prepareImport(context, file, options, "messages");
  await withStream(context, options, (stream, call) =>
    importFile(context, "messages", prepared, new MessageSender(stream, call, () => prepared.checkpoint.fileId)),
  );
}

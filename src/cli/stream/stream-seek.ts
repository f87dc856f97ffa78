import { Command, Option } from "commander";
import type { StartInput } from "../../client/stream-types.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { addKvOptions, type KvOptions } from "../kv-options.ts";
import { withStream } from "../kv-session.ts";
import { renderRecord } from "../render-record.ts";
import { START_HELP, startArgument, USUAL_NAMESPACE } from "./stream-arguments.ts";

interface SeekOptions extends KvOptions {
  readonly to: StartInput;
}

/** `prism stream seek GROUP`. */
export function streamSeekCommand(context: CliContext): Command {
  const command = new Command("seek")
    .description("Have a group go on somewhere else. Its leases end; one that is not there yet begins there.")
    .argument("<group>", "group to move")
    .addOption(new Option("--to <place>", START_HELP).argParser(startArgument).makeOptionMandatory());
  addKvOptions(command, "table", USUAL_NAMESPACE).action((group: string, options: SeekOptions) =>
    seek(context, group, options),
  );
  addExamples(command, [
    ["everything again", "prism stream seek billing --to earliest"],
    ["what was published since noon", "prism stream seek billing --to time:2026-11-25T12:00:00Z"],
  ]);
  return command;
}

async function seek(context: CliContext, group: string, options: SeekOptions): Promise<void> {
  await withStream(context, options, async (stream, call) => {
    await stream.seek(group, options.to, call);
    const { waiting } = await stream.lag(group, call);
    await context.stdout.write(renderRecord({ group, waiting }, options.output, waiting));
  });
}

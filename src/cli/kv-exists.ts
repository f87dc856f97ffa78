import { Command } from "commander";
import type { CliContext } from "./cli-context.ts";
import { addExamples } from "./examples.ts";
import { ExitCode } from "./exit-code.ts";
import { addKvOptions, type KvOptions } from "./kv-options.ts";
import { withKeyValue } from "./kv-session.ts";
import { renderRecord } from "./render-record.ts";

/** `prism kv exists KEY`. */
export function kvExistsCommand(context: CliContext): Command {
  const command = new Command("exists")
    .description("Tell whether there is a key. Ends with status 1 when there is none.")
    .argument("<key>", "key to look for");
  addKvOptions(command, "raw").action((key: string, options: KvOptions) =>
    withKeyValue(context, options, async (kv, call) => {
      const exists = await kv.exists(key, call);
      context.exitCode = exists ? ExitCode.DONE : ExitCode.FAILED;
      await context.stdout.write(renderRecord({ key, exists }, options.output, exists));
    }),
  );
  addExamples(command, [
    ["is there such a key?", "prism kv exists greeting"],
    ["in a script", "prism kv exists greeting > /dev/null || prism kv put greeting hello"],
  ]);
  return command;
}

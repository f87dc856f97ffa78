import { Command, Option } from "commander";
import type { CliContext } from "./cli-context.ts";
import { addExamples } from "./examples.ts";
import { addKvOptions, type KvOptions, wholeNumber } from "./kv-options.ts";
import { withKeyValue } from "./kv-session.ts";
import { renderRecord } from "./render-record.ts";

interface DeleteOptions extends KvOptions {
  readonly ifVersion?: number;
  readonly idempotencyKey?: string;
}

/** `prism kv delete KEY`. */
export function kvDeleteCommand(context: CliContext): Command {
  const command = new Command("delete")
    .description("Delete a key. That there was none is told, and is no failure.")
    .argument("<key>", "key to delete")
    .addOption(new Option("--if-version <version>", "delete only if the item has this version").argParser(wholeNumber))
    .option("--idempotency-key <key>", "makes it safe to repeat: done once, however often it is sent");
  addKvOptions(command, "table").action((key: string, options: DeleteOptions) =>
    withKeyValue(context, options, async (kv, call) => {
      const { ifVersion, idempotencyKey } = options;
      const result = await kv.delete(key, { ...call, ifVersion, idempotencyKey });
      await context.stdout.write(renderRecord({ ...result }, options.output, result.deleted));
    }),
  );
  addExamples(command, [
    ["delete a key", "prism kv delete greeting"],
    ["print only whether there was one", "prism kv delete greeting -o raw"],
  ]);
  return command;
}

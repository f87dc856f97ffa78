import { Command } from "commander";
import type { CliContext } from "./cli-context.ts";
import { addExamples } from "./examples.ts";
import { kvDeleteCommand } from "./kv-delete.ts";
import { kvExistsCommand } from "./kv-exists.ts";
import { kvGetCommand } from "./kv-get.ts";
import { kvIncrementCommand } from "./kv-increment.ts";
import { kvPutCommand } from "./kv-put.ts";
import { kvScanCommand } from "./kv-scan.ts";

/** `prism kv`: values by key, in a running gateway. */
export function kvCommand(context: CliContext): Command {
  const command = new Command("kv").description("Read and write values by key in a running gateway.");
  const commands = [kvGetCommand, kvPutCommand, kvDeleteCommand, kvExistsCommand, kvScanCommand, kvIncrementCommand];
  for (const create of commands) command.addCommand(create(context));
  addExamples(command, [
    ["put a value and get it back", "prism kv put greeting hello && prism kv get greeting"],
    ["list keys", "prism kv scan --keys-only"],
  ]);
  return command;
}

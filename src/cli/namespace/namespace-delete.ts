import { createInterface } from "node:readline/promises";
import { Command } from "commander";
import { type AdminOptions, addAdminOptions, adminClient } from "../admin-session.ts";
import type { CliContext } from "../cli-context.ts";
import { CommandError } from "../command-error.ts";
import { addExamples } from "../examples.ts";
import { UsageError } from "../usage-error.ts";
import { NamespaceClient } from "./namespace-client.ts";

interface DeleteOptions extends AdminOptions {
  readonly force?: true;
  readonly yes?: true;
  readonly dryRun?: true;
}

/** `prism namespace delete`. */
export function namespaceDeleteCommand(context: CliContext): Command {
  const command = new Command("delete")
    .description("Delete namespaces that have no items, or with --force their items too.")
    .argument("<names...>", "the namespaces")
    .option("--force", "delete all their items")
    .option("--yes", "do not ask before items are deleted")
    .option("--dry-run", "say whether it could be done, and do nothing")
    .action((names: string[], options: DeleteOptions) => remove(context, names, options));
  addAdminOptions(command);
  addExamples(command, [
    ["one that is empty", "prism namespace delete orders"],
    ["one with everything in it, from a script", "prism namespace delete orders --force --yes"],
  ]);
  return command;
}

async function remove(context: CliContext, names: readonly string[], options: DeleteOptions): Promise<void> {
  const choices = { force: options.force === true, dryRun: options.dryRun === true };
  if (choices.force && !choices.dryRun && options.yes !== true) await confirm(context, names);
  const namespaces = new NamespaceClient(await adminClient(context, options));
  for (const name of names) {
    await namespaces.delete(name, choices);
    await context.stdout.write(`${name} ${choices.dryRun ? "would be deleted" : "deleted"}\n`);
  }
}

/** Asks on the terminal; where there is none, nobody can be asked. */
async function confirm(context: CliContext, names: readonly string[]): Promise<void> {
  if (context.stdin.isTTY !== true) throw new UsageError("--force deletes items; without a terminal it takes --yes");
  context.stderr.post(`Delete ${names.join(", ")} with all items? [y/N] `);
  const lines = createInterface({ input: context.stdin });
  try {
    const { value } = await lines[Symbol.asyncIterator]().next();
    if (/^(y|yes)$/i.test(String(value ?? "").trim())) return;
  } finally {
    lines.close();
  }
  throw new CommandError("NOT_CONFIRMED", "nothing was deleted", "answer y, or give --yes");
}

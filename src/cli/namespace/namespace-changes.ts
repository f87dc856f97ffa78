import { Command, Option } from "commander";
import { type AdminOptions, addAdminOptions, adminClient } from "../admin-session.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { positiveNumber } from "../kv-options.ts";
import { NamespaceClient } from "./namespace-client.ts";
import { type ListForm, listPrinter } from "./render-list.ts";

interface ChangesOptions extends AdminOptions {
  readonly count: number;
  readonly output: ListForm;
}

/** `prism namespace changes`. */
export function namespaceChangesCommand(context: CliContext): Command {
  const command = new Command("changes")
    .description(
      "Say who changed a namespace through the API, and when, the newest first; also of one that is deleted.",
    )
    .argument("<name>", "the namespace")
    .addOption(new Option("--count <number>", "at most so many").argParser(positiveNumber).default(20))
    .addOption(
      new Option("-o, --output <form>", "form of the result").choices(["json", "yaml", "table"]).default("table"),
    )
    .action((name: string, options: ChangesOptions) => changes(context, name, options));
  addAdminOptions(command);
  addExamples(command, [["who was it?", "prism namespace changes orders"]]);
  return command;
}

async function changes(context: CliContext, name: string, options: ChangesOptions): Promise<void> {
  const list = await new NamespaceClient(await adminClient(context, options)).changes(name, options.count);
  const printer = listPrinter(options.output, [
    ["time", (item) => item.time],
    ["kind", (item) => String(item.kind).toLowerCase()],
    ["revision", (item) => item.revision],
    ["principal", (item) => item.principal],
    ["door", (item) => item.door],
  ]);
  await context.stdout.write(printer.page(list) + printer.end());
}

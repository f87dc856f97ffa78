import { Command, Option } from "commander";
import { type AdminOptions, addAdminOptions, adminClient } from "../admin-session.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { NamespaceClient } from "./namespace-client.ts";
import { type ListForm, listPrinter } from "./render-list.ts";

interface ListOptions extends AdminOptions {
  readonly output: ListForm;
}

/** `prism namespace list`. */
export function namespaceListCommand(context: CliContext): Command {
  const command = new Command("list")
    .description("List the namespaces of a gateway by name: what they are, who declares them, whether they are served.")
    .addOption(
      new Option("-o, --output <form>", "form of the result").choices(["json", "yaml", "table"]).default("table"),
    )
    .action((options: ListOptions) => list(context, options));
  addAdminOptions(command);
  addExamples(command, [
    ["the namespaces of the gateway on this machine", "prism namespace list"],
    ["of another one, for programs", "prism namespace list --admin-address http://127.0.0.1:7403 -o json"],
  ]);
  return command;
}

async function list(context: CliContext, options: ListOptions): Promise<void> {
  const namespaces = new NamespaceClient(await adminClient(context, options));
  const printer = listPrinter(options.output, [
    ["name", (item) => item.name],
    ["pattern", (item) => item.pattern],
    ["backend", (item) => item.backend],
    ["origin", (item) => item.origin],
    ["state", (item) => item.state],
    ["updated", (item) => item.updateTime],
    ["by", (item) => item.updatedBy],
    ["problem", (item) => item.problem],
  ]);
  for await (const page of namespaces.pages()) await context.stdout.write(printer.page(page));
  await context.stdout.write(printer.end());
}

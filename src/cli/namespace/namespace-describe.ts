import { Command, Option } from "commander";
import { stringify } from "yaml";
import { type AdminOptions, addAdminOptions, adminClient } from "../admin-session.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { NamespaceClient } from "./namespace-client.ts";
import { type ListForm, listPrinter } from "./render-list.ts";

interface DescribeOptions extends AdminOptions {
  readonly output: ListForm;
}

/** `prism namespace describe`. */
export function namespaceDescribeCommand(context: CliContext): Command {
  const command = new Command("describe")
    .description(
      "Show a namespace: how it is declared, by whom, and whether it is served. `apply` takes what this prints.",
    )
    .argument("<name>", "the namespace")
    .addOption(
      new Option("-o, --output <form>", "form of the result").choices(["json", "yaml", "table"]).default("yaml"),
    )
    .action((name: string, options: DescribeOptions) => describe(context, name, options));
  addAdminOptions(command);
  addExamples(command, [
    ["everything about one", "prism namespace describe orders"],
    ["change it by hand", "prism namespace describe orders > orders.yaml && prism namespace apply -f orders.yaml"],
  ]);
  return command;
}

async function describe(context: CliContext, name: string, { output, ...options }: DescribeOptions): Promise<void> {
  const namespace = await new NamespaceClient(await adminClient(context, options)).get(name);
  await context.stdout.write(render(namespace, output));
}

function render(namespace: Readonly<Record<string, unknown>>, form: ListForm): string {
  if (form === "json") return `${JSON.stringify(namespace, null, 2)}\n`;
  if (form === "yaml") return stringify(namespace);
  const fields = Object.entries(namespace).map(([field, value]) => ({ field, value }));
  const printer = listPrinter("table", [
    ["field", ({ field }) => field],
    ["value", ({ value }) => (typeof value === "object" ? JSON.stringify(value) : value)],
  ]);
  return printer.page(fields);
}

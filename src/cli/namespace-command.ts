import { Command } from "commander";
import type { CliContext } from "./cli-context.ts";
import { addExamples } from "./examples.ts";
import { namespaceExplainAccessCommand } from "./namespace-explain-access.ts";

/** `prism namespace`: the namespaces of a gateway. */
export function namespaceCommand(context: CliContext): Command {
  const command = new Command("namespace").description("The namespaces of a gateway.");
  for (const create of [namespaceExplainAccessCommand]) command.addCommand(create(context));
  addExamples(command, [
    [
      "which rule decides?",
      "prism namespace explain-access -n default --principal service:order-api --operation write",
    ],
  ]);
  return command;
}

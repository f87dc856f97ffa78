import { Command } from "commander";
import type { CliContext } from "./cli-context.ts";
import { addExamples } from "./examples.ts";
import { namespaceApplyCommand } from "./namespace/namespace-apply.ts";
import { namespaceChangesCommand } from "./namespace/namespace-changes.ts";
import { namespaceDeleteCommand } from "./namespace/namespace-delete.ts";
import { namespaceDescribeCommand } from "./namespace/namespace-describe.ts";
import { namespaceDiffCommand } from "./namespace/namespace-diff.ts";
import { namespaceExplainAccessCommand } from "./namespace/namespace-explain-access.ts";
import { namespaceListCommand } from "./namespace/namespace-list.ts";

const COMMANDS = [
  namespaceListCommand,
  namespaceDescribeCommand,
  namespaceApplyCommand,
  namespaceDiffCommand,
  namespaceDeleteCommand,
  namespaceChangesCommand,
  namespaceExplainAccessCommand,
];

/** `prism namespace`: the namespaces of a gateway. */
export function namespaceCommand(context: CliContext): Command {
  const command = new Command("namespace").description("The namespaces of a gateway.");
  for (const create of COMMANDS) command.addCommand(create(context));
  addExamples(command, [
    ["what there is", "prism namespace list"],
    ["make or change what a file declares", "prism namespace apply -f namespaces.yaml"],
    [
      "which rule decides?",
      "prism namespace explain-access -n default --principal service:order-api --operation write",
    ],
  ]);
  return command;
}

import type { Command } from "commander";

/** One line of a command's examples: what it does, and the line to type. */
export type Example = readonly [purpose: string, line: string];

/** Adds examples to a command's help and returns it. The tests run every one of them against a gateway. */
export function addExamples(command: Command, examples: readonly Example[]): Command {
  const lines = examples.map(([purpose, line]) => `  # ${purpose}\n  ${line}`);
  return command.addHelpText("after", `\nExamples:\n${lines.join("\n")}`);
}

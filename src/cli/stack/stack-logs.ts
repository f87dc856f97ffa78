import { readFileSync } from "node:fs";
import { Command, Option } from "commander";
import type { CliContext } from "../cli-context.ts";
import { CommandError } from "../command-error.ts";
import { addExamples } from "../examples.ts";
import { wholeNumber } from "../kv-options.ts";
import { localStack, serverNamed } from "./stack-servers.ts";

/** `prism stack logs`. */
export function stackLogsCommand(context: CliContext): Command {
  const command = new Command("logs")
    .description("Print the end of what a server has written to its log, also one that does not run.")
    .argument("<server>", "whose log")
    .addOption(new Option("--lines <count>", "lines, at the most").argParser(wholeNumber).default(100))
    .action(async (name: string, { lines }: { lines: number }) => {
      const file = localStack(context).logFile(serverNamed(name));
      await context.stdout.write(lastLines(read(file), lines));
    });
  addExamples(command, [
    ["why it did not start", "prism stack logs kafka"],
    ["all of it", "prism stack logs postgres --lines 1000000"],
  ]);
  return command;
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new CommandError(
      "LOG_UNREADABLE",
      `there is no log to read: ${(error as Error).message}`,
      "`prism stack up` starts the servers of this folder",
    );
  }
}

function lastLines(text: string, count: number): string {
  const lines = text.split(/(?<=\n)/);
  return lines.slice(Math.max(0, lines.length - count)).join("");
}

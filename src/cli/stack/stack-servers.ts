import { join } from "node:path";
import { type Command, Option } from "commander";
import { LocalStack } from "../../stack/local-stack.ts";
import { type ServerName, serverNames } from "../../stack/server-kind.ts";
import { StackProblem } from "../../stack/stack-problem.ts";
import type { CliContext } from "../cli-context.ts";
import { CommandError } from "../command-error.ts";
import { ExitCode } from "../exit-code.ts";
import { wholeNumber } from "../kv-options.ts";
import { type ListForm, listPrinter } from "../namespace/render-list.ts";
import { reportError } from "../report-error.ts";
import { UsageError } from "../usage-error.ts";

export interface StackOptions {
  readonly output: ListForm;
}

export interface PortOptions extends StackOptions {
  readonly portOffset: number;
}

/** Adds where servers are started. Those that run are found on the ports that they were started on. */
export function addPortOffset(command: Command): Command {
  return command.addOption(portOffsetOption("added to every port, for a second stack on this machine").default(0));
}

export function portOffsetOption(description: string): Option {
  return new Option("--port-offset <number>", description).argParser(wholeNumber);
}

/** Adds which servers are meant, and the form of the result. */
export function addServers(command: Command): Command {
  return command
    .argument("[servers...]", `some of ${serverNames.join(", ")}; all of them when none is named`)
    .addOption(
      new Option("-o, --output <form>", "form of the result").choices(["json", "yaml", "table"]).default("table"),
    );
}

/** The servers that were named, each once. */
export function namedServers(names: readonly string[]): readonly ServerName[] {
  return names.length === 0 ? serverNames : [...new Set(names)].map(serverNamed);
}

export function serverNamed(name: string): ServerName {
  const found = serverNames.find((each) => each === name);
  if (found === undefined) throw new UsageError(`there is no server "${name}"; there are ${serverNames.join(", ")}`);
  return found;
}

export function localStack(context: CliContext, portOffset = 0): LocalStack {
  return new LocalStack(join(context.environment.cwd, ".prism", "stack"), portOffset);
}

/**
 * Does something with each server, all at once, and prints the results in the order of the names. What cannot be done
 * with one is said, keeps nobody from the others, and ends the command with status 1.
 */
export async function withEach(
  context: CliContext,
  { names, output }: { names: readonly ServerName[]; output: ListForm },
  act: (name: ServerName) => Promise<Readonly<Record<string, unknown>>>,
): Promise<void> {
  const results = await Promise.allSettled(names.map(act));
  const done = results.filter((result) => result.status === "fulfilled").map(({ value }) => value);
  const columns = Object.keys(done[0] ?? {});
  const printer = listPrinter(
    output,
    columns.map((name) => [name, (item) => item[name]]),
  );
  await context.stdout.write(printer.page(done) + printer.end());
  for (const result of results) {
    if (result.status === "fulfilled") continue;
    context.exitCode = ExitCode.FAILED;
    context.stderr.post(reportError(commandError(result.reason)).text);
  }
}

function commandError(error: unknown): unknown {
  if (!(error instanceof StackProblem)) return error;
  return new CommandError(error.reason, error.message, error.hint);
}

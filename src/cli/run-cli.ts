import { type Command, CommanderError } from "commander";
import type { CliContext } from "./cli-context.ts";
import { ExitCode } from "./exit-code.ts";
import { ClosedPipe } from "./output.ts";
import { createProgram } from "./program.ts";
import { reportError } from "./report-error.ts";
import { serveCommand } from "./serve-command.ts";

/** Runs one command line, without the program's own name; resolves with the exit status. */
export async function runCli(context: CliContext, argv: readonly string[]): Promise<ExitCode> {
  try {
    const program = createProgram(context, await commandsFor(context, argv[0]));
    await program.parseAsync(argv, { from: "user" });
    return context.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.DONE : ExitCode.USAGE;
    if (error instanceof ClosedPipe) return ExitCode.DONE;
    if (context.isInterrupted) return ExitCode.INTERRUPTED;
    const { text, exitCode } = reportError(error);
    context.stderr.post(text);
    return exitCode;
  }
}

/** A gateway runs for months, and keeps the code of all commands that are loaded with its own: it loads no other. */
async function commandsFor(context: CliContext, name: string | undefined): Promise<Command[]> {
  return name === "serve" ? [serveCommand()] : (await import("./commands.ts")).allCommands(context);
}

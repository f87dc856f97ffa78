import { Command } from "commander";
import type { CliContext } from "./cli-context.ts";
import { commandPath } from "./command-path.ts";
import { addExamples } from "./examples.ts";
import { readVersion } from "./version.ts";

/** The command line with these commands, in the order of the help. */
export function createProgram(context: CliContext, commands: readonly Command[]): Command {
  const program = new Command("prism")
    .description("Data access gateway: one typed API over many stores.")
    .version(readVersion(), "-V, --version", "print the version and end")
    .helpCommand("help [command]", "show the help of a command")
    // An option behind a subcommand is that subcommand's, also where its parent has one of the same name. All inherit it.
    .enablePositionalOptions()
    .exitOverride();
  addExamples(program, [
    ["what this machine lacks, if anything", "prism doctor"],
    ["put a value and get it back", "prism kv put greeting hello && prism kv get greeting"],
  ]);
  configureTexts(program, context);
  for (const command of commands) {
    program.addCommand(command);
    inherit(command, program);
  }
  return program;
}

/** A command that was made by itself behaves as those that were made from its parent. */
function inherit(command: Command, parent: Command): void {
  command.copyInheritedSettings(parent);
  command.showHelpAfterError(`hint: see \`${commandPath(command)} --help\``);
  for (const child of command.commands) inherit(child, command);
}

function configureTexts(program: Command, { stdout, stderr }: CliContext): void {
  program.showHelpAfterError("hint: see `prism --help`");
  program.configureOutput({
    writeOut: (text) => stdout.post(text),
    writeErr: (text) => stderr.post(text),
    outputError: (text, write) => write(`prism: USAGE: ${text.replace(/^error: /, "")}`),
    getOutHelpWidth: () => stdout.columns,
    getErrHelpWidth: () => stderr.columns,
    getOutHasColors: () => stdout.hasColors,
    getErrHasColors: () => stderr.hasColors,
  });
}

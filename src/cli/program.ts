import { Command } from "commander";
import { apikeyCommand } from "./apikey/apikey-command.ts";
import { auditCommand } from "./audit/audit-command.ts";
import { createBenchCommand } from "./bench/bench-command.ts";
import { exportCommand } from "./bulk/export-command.ts";
import { importCommand } from "./bulk/import-command.ts";
import { captureCommand } from "./capture/capture-command.ts";
import type { CliContext } from "./cli-context.ts";
import { commandPath } from "./command-path.ts";
import { conformCommand } from "./conform/conform-command.ts";
import { doctorCommand } from "./doctor-command.ts";
import { addExamples, type Example } from "./examples.ts";
import { healthCommand } from "./health-command.ts";
import { kvCommand } from "./kv-command.ts";
import { loginCommand } from "./login/login-command.ts";
import { logoutCommand } from "./login/logout-command.ts";
import { whoamiCommand } from "./login/whoami-command.ts";
import { namespaceCommand } from "./namespace-command.ts";
import { poolCommand } from "./pool/pool-command.ts";
import { profileCommand } from "./profile-command.ts";
import { serveCommand } from "./serve-command.ts";
import { sloCommand } from "./slo/slo-command.ts";
import { stackCommand } from "./stack/stack-command.ts";
import { streamCommand } from "./stream/stream-command.ts";
import { topCommand } from "./top/top-command.ts";
import { tuneCommand } from "./tune/tune-command.ts";
import { readVersion } from "./version.ts";
import { versionCommand } from "./version-command.ts";
import { workersCommand } from "./workers/workers-command.ts";

/** The whole command line. A command is one line in the list below. */
export function createProgram(context: CliContext): Command {
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
  const commands = [
    addExamples(serveCommand(), serveExamples),
    healthCommand(context),
    kvCommand(context),
    streamCommand(context),
    exportCommand(context),
    importCommand(context),
    namespaceCommand(context),
    workersCommand(context),
    poolCommand(context),
    loginCommand(context),
    logoutCommand(context),
    whoamiCommand(context),
    apikeyCommand(context),
    auditCommand(context),
    sloCommand(context),
    topCommand(context),
    addExamples(createBenchCommand(context), benchExamples),
    tuneCommand(context),
    profileCommand(context),
    captureCommand(context),
    stackCommand(context),
    conformCommand(context),
    doctorCommand(context),
    versionCommand(context),
  ];
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

const serveExamples: readonly Example[] = [
  ["a gateway with its data under ./.prism", "prism serve"],
  ["on other ports, with its data elsewhere", "prism serve --port 7500 --admin-port 7503 --data /var/lib/prism"],
  ["with a configuration file", "prism serve --config prism.yaml"],
];

const benchExamples: readonly Example[] = [
  ["reads from memory, for five seconds", "prism bench"],
  [
    "durable writes, sixteen in flight on each of four connections",
    "prism bench -n default --operation put -c 4 -d 16",
  ],
];

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

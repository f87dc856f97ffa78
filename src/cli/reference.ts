import { Readable, Writable } from "node:stream";
import type { Command } from "commander";
import { systemClock } from "../common/clock.ts";
import { CliContext } from "./cli-context.ts";
import { commandPath } from "./command-path.ts";
import { allCommands } from "./commands.ts";
import { Output } from "./output.ts";
import { createProgram } from "./program.ts";

/** The reference page of the command line, in Markdown: the help of every command, as it is printed. */
export function renderCliReference(): string {
  const context = silentContext();
  const sections = everyCommand(createProgram(context, allCommands(context))).map(
    (command) => `## ${commandPath(command)}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\``,
  );
  return `${[HEADING, INTRODUCTION, ...sections].join("\n\n")}\n`;
}

/** The program and all below it, in the order of their help. The help command is not one of its own. */
export function everyCommand(program: Command): Command[] {
  return [program, ...program.commands.flatMap((command) => everyCommand(command))];
}

/** All that `--help` prints, examples included. */
export function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
  });
  command.outputHelp();
  return text.trimEnd();
}

/** What commands need to be described and not run. */
function silentContext(): CliContext {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  return new CliContext({
    environment: { env: {}, cores: 1, cwd: "/" },
    stdin: Readable.from([]),
    stdout: new Output(nowhere, {}),
    stderr: new Output(nowhere, {}),
    clock: systemClock,
    onInterrupt: () => {},
  });
}

const HEADING =
  "<!-- Generated from the commands' own help by scripts/generate-cli-reference.mjs; do not edit. -->\n\n# Command line";

const INTRODUCTION = `\
\`prism\` (also installed as \`prismctl\`) starts gateways and talks to running ones. A flag goes before the environment, the
environment before the configuration file, the file before the default.

| exit status | meaning |
|---|---|
| 0 | done |
| 1 | understood, and not done: the key is not there, the gateway refuses or cannot be reached, a check failed |
| 2 | not understood: unknown command or option, missing argument, wrong configuration |
| 130 | ended by Ctrl-C |

Errors go to standard error as \`prism: REASON: message\`, followed by a line \`hint: …\` where there is more to say. The
reasons are those of the gateway's errors, and are stable. Results go to standard output, and nothing else does, so that
they can be piped; when the reader of a pipe goes away, the command ends quietly. Colours and progress show on a terminal
only; \`NO_COLOR\` turns colours off.

| variable | meaning |
|---|---|
| \`PRISM_ADDRESS\` | gateway that \`prism kv\` uses, for example \`prism://127.0.0.1:7400\` |
| \`PRISM_TOKEN\` | credentials that \`prism kv\` shows: a JWT or an API key |
| \`PRISM_TLS_CA\`, \`PRISM_TLS_CERT\`, \`PRISM_TLS_KEY\` | PEM files for gateways with TLS: authorities to trust, and the certificate to show with its key |
| \`PRISM_TLS_SERVER_NAME\` | name that the gateway's certificate must have, when it is not the address's host |
| \`PRISM_ADMIN_URL\` | admin door that \`prism health\` asks, for example \`http://127.0.0.1:7403\` |
| \`PRISM_ADMIN_ADDRESS\` | admin door that \`prism namespace\` asks, when it is another one |
| \`PRISM_CONFIG\` | configuration file of \`prism serve\` and \`prism doctor\` |
| \`NO_COLOR\` | anything but empty: no colours |

The forms of \`-o\`: \`json\` and \`yaml\` for programs, \`table\` for people, \`raw\` for scripts. A value that is no UTF-8 is base64
in JSON and YAML, and \`encoding\` says so. \`raw\` is the value itself for \`kv get\`, byte for byte; the key, a tab, the value
and a newline for each item of \`kv scan\`; the new version for \`kv put\`; and \`true\` or \`false\` for \`kv delete\` and
\`kv exists\`.`;

import { Command, Option } from "commander";
import type { CliContext } from "./cli-context.ts";
import { checkAll } from "./doctor/check-all.ts";
import type { CheckResult, CheckStatus } from "./doctor/check-result.ts";
import { addExamples } from "./examples.ts";
import { ExitCode } from "./exit-code.ts";

interface DoctorOptions {
  readonly config?: string;
  readonly output: "text" | "json";
}

/** `prism doctor`. */
export function doctorCommand(context: CliContext): Command {
  const command = new Command("doctor")
    .description(
      "Check what a gateway needs of this machine, and say what to do where it lacks. Ends with status 1 on a FAIL.",
    )
    .option("-c, --config <file>", "configuration file; else prism.yaml in this folder, if there is one")
    .addOption(new Option("-o, --output <form>", "form of the result").choices(["text", "json"]).default("text"))
    .action(async ({ config, output }: DoctorOptions) => {
      const results = await checkAll(context.environment, config);
      if (results.some((result) => result.status === "FAIL")) context.exitCode = ExitCode.FAILED;
      const text = results.map((result) => line(result, context.stdout.hasColors)).join("");
      await context.stdout.write(output === "json" ? `${JSON.stringify(results, null, 2)}\n` : text);
    });
  addExamples(command, [
    ["check this machine", "prism doctor"],
    ["for programs", "prism doctor -o json"],
  ]);
  return command;
}

function line({ check, status, found, remedy }: CheckResult, hasColors: boolean): string {
  const padded = status.padEnd(4);
  const shown = hasColors ? `\x1b[${colors[status]}m${padded}\x1b[0m` : padded;
  return `${shown}  ${check}: ${found}\n${remedy === "" ? "" : `      → ${remedy}\n`}`;
}

/** ANSI colours: green, yellow, red. */
const colors: Readonly<Record<CheckStatus, number>> = { OK: 32, WARN: 33, FAIL: 31 };

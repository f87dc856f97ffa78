import { Command, Option } from "commander";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { ExitCode } from "../exit-code.ts";
import { Table } from "../table.ts";
import { UsageError } from "../usage-error.ts";
import { type BackendUnderTest, openBackend } from "./open-backend.ts";
import { failureText, type NamedResult, summaryOf } from "./results.ts";

interface ConformOptions {
  readonly backend: string;
  readonly settings?: string;
  readonly pattern?: "keyvalue" | "stream";
  readonly only?: string;
  readonly output: "table" | "json";
}

/** `prism conform`. */
export function conformCommand(context: CliContext): Command {
  const command = new Command("conform")
    .description(
      "Try a backend plugin against the conformance suite: everything that it declares is asked of it. Ends with status 1 when a check fails. Data stay under names that begin with conform-.",
    )
    .requiredOption(
      "-b, --backend <module>",
      "the plugin: a path that begins with ./, ../ or /, or the name of a package",
    )
    .option("-s, --settings <file>", "YAML or JSON file with what the plugin is told")
    .addOption(
      new Option("-p, --pattern <pattern>", "only this pattern; else each that it has").choices(["keyvalue", "stream"]),
    )
    .option("--only <text>", "only checks that have this text in their group or name")
    .addOption(new Option("-o, --output <form>", "form of the result").choices(["table", "json"]).default("table"))
    .action(async (options: ConformOptions) => {
      const backend = await openBackend(options, context);
      const results =
        options.output === "json" ? await collect(backend, options) : await print(backend, options, context);
      if (options.output === "json" && results.length > 0)
        await context.stdout.write(`${JSON.stringify(results.map(plain), null, 2)}\n`);
      if (results.length === 0) throw new UsageError("--only: no check has this text in its group or name");
      if (results.some(({ outcome }) => outcome === "failed")) context.exitCode = ExitCode.FAILED;
    });
  addExamples(command, [
    ["try a plugin", "prism conform --backend ./my-backend.js --settings settings.yaml"],
    ["one part of it", "prism conform --backend ./my-backend.js --settings settings.yaml --only idempotency"],
  ]);
  return command;
}

async function collect(backend: BackendUnderTest, { only }: ConformOptions): Promise<NamedResult[]> {
  const results: NamedResult[] = [];
  for await (const result of backend.run(only)) results.push(result);
  return results;
}

/** Prints each result when it is there, and in the end what failed and how. */
async function print(
  backend: BackendUnderTest,
  { only }: ConformOptions,
  { stdout }: CliContext,
): Promise<NamedResult[]> {
  const table = new Table();
  const results: NamedResult[] = [];
  for await (const result of backend.run(only)) {
    results.push(result);
    const { outcome, pattern, group, name, tookMs, reason } = result;
    const check = `${group}: ${name}${reason === "" ? "" : ` (${reason})`}`;
    const took = outcome === "skipped" ? "" : `${Math.round(tookMs)} ms`;
    await stdout.write(table.render([{ result: RESULT_WORDS[outcome], took: took.padStart(8), pattern, check }]));
  }
  const failed = results.filter(({ outcome }) => outcome === "failed");
  for (const result of failed) await stdout.write(failureText(result));
  if (results.length > 0) await stdout.write(`${summaryOf(results)}\n`);
  return results;
}

const RESULT_WORDS = { passed: "pass", failed: "FAIL", skipped: "skip" } as const;

function plain({ error, ...result }: NamedResult): Record<string, unknown> {
  return error === null ? result : { ...result, error: error instanceof Error ? error.message : String(error) };
}

import { Command, InvalidArgumentError, Option } from "commander";
import { compareResults } from "../../bench/compare/compare-results.ts";
import { renderHtmlReport } from "../../bench/report/html-report.ts";
import { type ReadScenario, readScenarioFile } from "../../bench/scenario/read-scenario.ts";
import { runSuite, type SuiteOptions } from "../../bench/suite/run-suite.ts";
import type { SuiteResult } from "../../bench/suite/suite-result.ts";
import { ConfigError } from "../../config/config-error.ts";
import { loadConfig } from "../../config/load-config.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { ExitCode } from "../exit-code.ts";
import { UsageError } from "../usage-error.ts";
import { concludeComparison, SMALLEST } from "./bench-compare.ts";
import { directStores } from "./direct-stores.ts";
import { addTargetOptions, gatewayTarget, type TargetFlags } from "./gateway-target.ts";
import { readResultFiles } from "./read-result-files.ts";
import { renderSuite } from "./render-suite.ts";
import { checkWritable, type WrittenFile, writeNamedFile } from "./write-file.ts";

interface RunFlags extends TargetFlags {
  readonly direct?: true;
  readonly config?: string;
  readonly scale: number;
  readonly rounds?: number;
  readonly seed?: number;
  readonly form: "text" | "json";
  readonly output?: string;
  readonly html?: string;
  readonly compare?: string;
}

/** `prism bench run`: runs scenarios and judges their targets. Exits 1 when one is missed or a run is void. */
export function benchRunCommand(context: CliContext): Command {
  const command = addTargetOptions(new Command("run"))
    .description(
      "Run load suites, each declared in a file, against a gateway. Ends with status 1 when a target is missed or, with --compare, something is worse, and with 2 when a file is wrong.",
    )
    .argument("<scenario...>", "files of scenarios, for example perf/scenarios/*.yaml")
    .option("--direct", "ask the stores of the namespaces without a gateway: Redis, PostgreSQL, SQLite")
    .option("--config <file>", "with --direct: the configuration that says which stores they are (default: as serve)")
    .option("--scale <factor>", "multiply all durations, for example by 0.1", factor, 1)
    .option("--rounds <count>", "rounds of each (default: as the scenario says)", count)
    .option("--seed <number>", "seed of each (default: as the scenario says)", count)
    .addOption(new Option("-o, --form <form>", "form of the result").choices(["text", "json"]).default("text"))
    .option("--output <file>", "also write the results to this file: JSON, a line for each scenario")
    .option("--html <file>", "also make a report of the results, complete in this one file")
    .option(
      "--compare <old>",
      "say at the end what changed since the results in this file, as prism bench compare does",
    )
    .action((files: string[], flags: RunFlags) => runScenarios(context, files, flags));
  return addExamples(command, [
    ["all of them, shortened", "prism bench run perf/scenarios/*.yaml --scale 0.1 --rounds 1"],
    ["one, as it is written, for a report", "prism bench run perf/scenarios/read-heavy.yaml --output read-heavy.json"],
    [
      "a page to look at, and what is worse than it was",
      "prism bench run perf/scenarios/read-heavy.yaml --rounds 10 --html new.html --compare old.json",
    ],
  ]);
}

async function runScenarios(context: CliContext, files: readonly string[], flags: RunFlags): Promise<void> {
  const suites = readAll(files, context.environment.cwd).map((read) => ({
    read,
    options: optionsOf(context, read, flags),
  }));
  const { cwd } = context.environment;
  const older = flags.compare === undefined ? null : readResultFiles([flags.compare], cwd);
  const results: SuiteResult[] = [];
  checkFiles(flags, cwd);
  for (const { read, options } of suites) {
    const result = await runSuite(read, options);
    results.push(result);
    await context.stdout.write(flags.form === "json" ? `${JSON.stringify(result)}\n` : renderSuite(result));
    if (result.verdict !== "met") context.exitCode = ExitCode.FAILED;
    writeFiles(results, flags, cwd);
  }
  if (older === null) return;
  const report = compareResults(older, results, { smallest: SMALLEST, seed: 1 });
  await concludeComparison(context, report, { smallest: SMALLEST, output: flags.form });
}

/** Nothing runs where a file is wrong; all of them are looked at. */
function readAll(files: readonly string[], cwd: string): ReadScenario[] {
  const read: ReadScenario[] = [];
  const problems: ConfigError["problems"][number][] = [];
  for (const file of files) {
    try {
      read.push(readScenarioFile(file, cwd));
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new UsageError(new ConfigError(problems).message);
  return read;
}

function optionsOf(context: CliContext, read: ReadScenario, flags: RunFlags): SuiteOptions {
  return {
    ...(flags.direct === true ? directTarget(context, read, flags) : gatewayTarget(context, flags)),
    scale: flags.scale,
    rounds: flags.rounds ?? null,
    seed: flags.seed ?? null,
    say: (line) => context.stderr.post(`${line}\n`),
  };
}

type Target = Pick<SuiteOptions, "target" | "serverPid">;

function directTarget(context: CliContext, read: ReadScenario, flags: RunFlags): Target {
  const config = loadConfig({ ...context.environment, ...(flags.config === undefined ? {} : { file: flags.config }) });
  return { target: { kind: "direct", stores: directStores(read, config) }, serverPid: null };
}

/** A file that cannot be written is known before minutes of load, and one that is there is kept until there is a result. */
function checkFiles({ output, html }: RunFlags, cwd: string): void {
  if (output !== undefined) checkWritable({ file: output, cwd }, resultsFile);
  if (html !== undefined) checkWritable({ file: html, cwd }, reportFile);
}

/** After each scenario, so that nothing is lost of a run that is ended. */
function writeFiles(results: readonly SuiteResult[], { output, html }: RunFlags, cwd: string): void {
  if (output !== undefined) {
    const lines = results.map((result) => `${JSON.stringify(result)}\n`).join("");
    writeNamedFile({ file: output, cwd }, lines, resultsFile);
  }
  if (html !== undefined) {
    writeNamedFile({ file: html, cwd }, renderHtmlReport(results), reportFile);
  }
}

const resultsFile: WrittenFile = { what: "the results", option: "--output" };
const reportFile: WrittenFile = { what: "the report", option: "--html" };

function count(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("It must be a whole number from 1.");
  return Number(text);
}

function factor(text: string): number {
  const value = Number(text);
  if (!(value >= MIN_SCALE && value <= MAX_SCALE)) {
    throw new InvalidArgumentError(`It must be a number from ${MIN_SCALE} to ${MAX_SCALE}.`);
  }
  return value;
}

const MIN_SCALE = 0.001;
const MAX_SCALE = 1_000;

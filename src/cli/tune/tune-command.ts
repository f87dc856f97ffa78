import { tmpdir } from "node:os";
import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { type ReadScenario, readScenarioFile } from "../../bench/scenario/read-scenario.ts";
import { describeEnvironment } from "../../bench/suite/environment.ts";
import type { Measure } from "../../bench/tune/run-figures.ts";
import type { TunableSettings } from "../../bench/tune/tunable-settings.ts";
import { TUNE_REPORT_FORMAT, type TuneReport } from "../../bench/tune/tune-report.ts";
import { measureFor, TuneError, tune } from "../../bench/tune/tune-run.ts";
import { scaleFor } from "../../bench/tune/tuned-gateway.ts";
import { ConfigError } from "../../config/config-error.ts";
import { addAdminOptions } from "../admin-session.ts";
import type { CliContext } from "../cli-context.ts";
import { CommandError } from "../command-error.ts";
import { addExamples } from "../examples.ts";
import { ExitCode } from "../exit-code.ts";
import { duration } from "../kv-options.ts";
import { UsageError } from "../usage-error.ts";
import { openTuning } from "./open-tuning.ts";
import { renderTuning } from "./render-tuning.ts";
import type { TuneFlags } from "./tune-flags.ts";

/** `prism tune`: which settings a scenario goes better with. */
export function tuneCommand(context: CliContext): Command {
  const command = new Command("tune")
    .description(
      "Find settings that a load suite goes better with: tries one setting after the other on a gateway of its own that it starts for each run, confirms what is ahead, and prints what to put into the configuration, or that it is noise.",
    )
    .requiredOption("--scenario <file>", "the load suite, for example perf/scenarios/read-heavy.yaml")
    .option("-c, --config <file>", "the configuration that is tuned (default: as serve)")
    .addOption(
      new Option(
        "--for <measure>",
        "what is to become better (default: throughput in a closed loop, p99 in an open one)",
      ).choices(["throughput", "p99", "cpu"]),
    )
    .option(
      "--only <settings>",
      "try these alone, with commas between them, for example workers,limits.ringBytes",
      list,
    )
    .option("--max-runs <count>", "the most runs", runs, 60)
    .option("--seconds <seconds>", "the most time for all of them", wholeSeconds, 600)
    .addOption(
      new Option("--run <duration>", "how long the load of a run lasts").argParser(duration).default(4_000, "4s"),
    )
    .option("--smallest <percent>", "the smallest change that counts", share, 0.05)
    .option("--seed <number>", "seed of the order of runs and of the bootstrap", seedNumber, 1)
    .option(
      "--data <folder>",
      "where embedded stores keep their data meanwhile (default: the system's temporary folder)",
    )
    .option("--url <address>", "tune this running gateway, by what can be changed while it runs: workers and pools")
    .addOption(new Option("-o, --output <form>", "form of the result").choices(["text", "json"]).default("text"));
  addAdminOptions(command).action((flags: TuneFlags) => runTuning(context, flags));
  return addExamples(command, [
    ["settings for many reads", "prism tune --scenario perf/scenarios/read-heavy.yaml"],
    [
      "what a request costs, for no longer than two minutes",
      "prism tune --scenario perf/scenarios/ycsb-b.yaml --for cpu --seconds 120 --run 2s",
    ],
  ]);
}

async function runTuning(context: CliContext, flags: TuneFlags): Promise<void> {
  const read = readOne(flags.scenario, context.environment.cwd);
  const { interruption: signal } = context;
  const place = {
    dataFolder: flags.data === undefined ? tmpdir() : resolve(context.environment.cwd, flags.data),
    scale: scaleFor(read, flags.run),
    signal,
  };
  const { gateway, settings, notes } = await openTuning(context, flags, read, place);
  let report: TuneReport;
  try {
    const findings = await tune(gateway, {
      settings: only(settings, flags.only ?? null),
      measure: flags.for ?? (measureFor(read.scenario) satisfies Measure),
      ...{ smallest: flags.smallest, seed: flags.seed, maxRuns: flags.maxRuns, maxMs: flags.seconds * 1_000, signal },
      say: (line) => context.stderr.post(`${line}\n`),
    });
    const about = { format: TUNE_REPORT_FORMAT, scenario: read.source, environment: describeEnvironment() } as const;
    report = { ...about, ...findings, notes: [...notes, ...findings.notes] };
  } catch (error) {
    if (!(error instanceof TuneError)) throw error;
    throw new CommandError(
      "TUNE_FAILED",
      error.message,
      "see that prism bench run takes the scenario, and that serve starts",
    );
  } finally {
    await gateway.close();
  }
  await context.stdout.write(flags.output === "json" ? `${JSON.stringify(report)}\n` : renderTuning(report));
  if (report.endedEarly === "interrupted") context.exitCode = ExitCode.INTERRUPTED;
}

function readOne(file: string, cwd: string): ReadScenario {
  try {
    return readScenarioFile(file, cwd);
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(error.message);
    throw error;
  }
}

/** Throws a UsageError for a setting that cannot be tried, with those that can, or why not. */
function only(settings: TunableSettings, wanted: readonly string[] | null): TunableSettings {
  if (wanted === null) return settings;
  for (const path of wanted) {
    if (settings.swept.some((setting) => setting.path === path)) continue;
    const why = settings.leftOut.find((setting) => setting.path === path)?.why;
    const can = settings.swept.map((setting) => setting.path).join(", ");
    const there = can === "" ? "there is none that can" : `these can: ${can}`;
    throw new UsageError(`--only: ${path} cannot be tried${why === undefined ? "" : `: ${why}`}; ${there}`);
  }
  const swept = settings.swept.filter(({ path }) => wanted.includes(path));
  const others = settings.swept.filter(({ path }) => !wanted.includes(path));
  return { swept, leftOut: [...settings.leftOut, ...others.map(({ path }) => ({ path, why: "not named by --only" }))] };
}

function list(text: string): string[] {
  return text.split(",").map((name) => name.trim());
}

function runs(text: string): number {
  return bounded(text, MIN_RUNS, MAX_RUNS);
}

function wholeSeconds(text: string): number {
  return bounded(text, 1, MAX_SECONDS);
}

function seedNumber(text: string): number {
  return bounded(text, 1, 999_999_999);
}

function bounded(text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < min || value > max) {
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  }
  return value;
}

function share(text: string): number {
  const value = Number(text);
  if (!(value >= 0.1 && value <= 1_000)) throw new InvalidArgumentError("It must be a number from 0.1 to 1000.");
  return value / 100;
}

/** The configuration as it is, and one other. */
const MIN_RUNS = 2;
const MAX_RUNS = 10_000;
/** A day. */
const MAX_SECONDS = 86_400;

import { Command, InvalidArgumentError, Option } from "commander";
import { Generator } from "../../bench/generator.ts";
import { defaultPlan, faultOfPlan, KEY_DIGITS, type LoadPlan, type LoadTarget } from "../../bench/load-plan.ts";
import type { LoadResult } from "../../bench/load-result.ts";
import { readEnvironment } from "../../config/environment.ts";
import { parseDuration } from "../../config/units.ts";
import type { CliContext } from "../cli-context.ts";
import { benchCompareCommand } from "./bench-compare.ts";
import { benchReplayCommand } from "./bench-replay.ts";
import { benchReportCommand } from "./bench-report.ts";
import { benchRunCommand } from "./bench-run.ts";

/** What commander gives for the options below. */
interface BenchFlags {
  readonly host: string;
  readonly port: number;
  readonly namespace: string;
  readonly operation: "get" | "put" | "mixed";
  readonly connections: number;
  readonly depth: number;
  readonly keys: number;
  readonly valueBytes: number;
  readonly warmUp: number;
  readonly duration: number;
  readonly token?: string;
  readonly output: "text" | "json";
}

/** `prism bench`: puts load on a running gateway of this machine and prints rate and latencies. Exits 1 on any error. */
export function createBenchCommand(context: CliContext): Command {
  const { connections, depth, keys, valueBytes } = defaultPlan;
  return new Command("bench")
    .description(`Load a running gateway of this machine. Writes and keeps keys that begin with "${KEY_PREFIX}".`)
    .option("--host <host>", "loopback address of the gateway", "127.0.0.1")
    .option("--port <port>", "its port for TCP frames", wholeNumber, 7400)
    .option("-n, --namespace <name>", "keyvalue namespace", "memory")
    .option("--token <token>", "token or API key to come in with; others see arguments (env: PRISM_TOKEN)")
    .addOption(new Option("--operation <what>", "what to ask").choices(["get", "put", "mixed"]).default("get"))
    .option("-c, --connections <count>", "connections", wholeNumber, connections)
    .option("-d, --depth <count>", "requests in flight on each", wholeNumber, depth)
    .option("--keys <count>", "keys, chosen uniformly", wholeNumber, keys)
    .option("--value-bytes <bytes>", "size of a value", wholeNumber, valueBytes)
    .option("--warm-up <seconds>", "time under load before measuring", seconds, 1)
    .option("--duration <seconds>", "time measured", seconds, 5)
    .addOption(new Option("-o, --output <form>", "form of the result").choices(["text", "json"]).default("text"))
    .action(async (flags: BenchFlags, command: Command) => {
      const plan = planOf(flags);
      const fault = faultOfPlan(plan);
      if (fault !== null) command.error(`error: ${fault}`, { exitCode: 2 });
      const result = await runBench(plan);
      console.log(flags.output === "json" ? JSON.stringify(result) : describe(result));
      process.exitCode = result.valid ? 0 : 1;
    })
    .addCommand(benchRunCommand(context))
    .addCommand(benchReplayCommand(context))
    .addCommand(benchReportCommand(context))
    .addCommand(benchCompareCommand(context));
}

/** No application's keys are touched. */
const KEY_PREFIX = "prism-bench:";

/** Puts every key once, then runs the plan; the result of the first that fails. */
async function runBench(plan: LoadPlan): Promise<LoadResult> {
  const loaded = await generate({ ...plan, operation: "load", connections: 1, depth: LOAD_DEPTH });
  return loaded.valid ? generate(plan) : loaded;
}

/** The process ends with this one, for the channel between them closes. */
function generate(plan: LoadPlan): Promise<LoadResult> {
  return new Generator(plan).result;
}

function planOf(flags: BenchFlags): LoadPlan {
  const target: LoadTarget = { host: flags.host, port: flags.port };
  const { operation, connections, depth, keys, valueBytes } = flags;
  const token = flags.token ?? readEnvironment().env.PRISM_TOKEN ?? "";
  return {
    ...defaultPlan,
    ...{ target, operation, connections, depth, keys, valueBytes },
    namespaces: [flags.namespace],
    authorizations: token === "" ? [] : [`Bearer ${token}`],
    keyPrefix: KEY_PREFIX,
    keyBytes: KEY_PREFIX.length + KEY_DIGITS,
    warmUpMs: Math.round(flags.warmUp * 1000),
    durationMs: Math.round(flags.duration * 1000),
  };
}

function describe(result: LoadResult): string {
  const { p50, p90, p99, p999, max } = result.latencyUs;
  const cpu = result.cpu.userSeconds + result.cpu.systemSeconds;
  const lines = [
    `${Math.round(result.opsPerSecond).toLocaleString("en")} requests a second (${result.answers} in ${result.seconds.toFixed(2)} s)`,
    `latency in µs: p50 ${p50}, p90 ${p90}, p99 ${p99}, p99.9 ${p999}, max ${max}`,
    `${result.errors} errors; ${result.compared} answers compared; the generator used ${cpu.toFixed(2)} s of processor time`,
  ];
  return result.valid ? lines.join("\n") : `the run is void: ${result.faults.join("; ")}\n${lines.join("\n")}`;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

/** Seconds, or a duration as every other command takes it. */
function seconds(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const ms = parseDuration(text);
  if (ms === null) throw new InvalidArgumentError("Give seconds, or a duration such as 500ms or 2m.");
  return ms / 1000;
}

const LOAD_DEPTH = 256;

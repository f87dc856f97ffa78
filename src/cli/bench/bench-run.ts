import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { type ReadScenario, readScenarioFile } from "../../bench/scenario/read-scenario.ts";
import { runSuite, type SuiteOptions } from "../../bench/suite/run-suite.ts";
import { pidListeningAt } from "../../bench/suite/server-watch.ts";
import type { SuiteResult } from "../../bench/suite/suite-result.ts";
import { parseAddress } from "../../client/address.ts";
import { ConfigError } from "../../config/config-error.ts";
import { loadConfig } from "../../config/load-config.ts";
import type { CliContext } from "../cli-context.ts";
import { CommandError } from "../command-error.ts";
import { addExamples } from "../examples.ts";
import { ExitCode } from "../exit-code.ts";
import { UsageError } from "../usage-error.ts";
import { directStores } from "./direct-stores.ts";
import { renderSuite } from "./render-suite.ts";

interface RunFlags {
  readonly url: string;
  readonly grpcPort?: number;
  readonly httpPort?: number;
  readonly token?: string;
  readonly direct?: true;
  readonly config?: string;
  readonly scale: number;
  readonly rounds?: number;
  readonly seed?: number;
  readonly form: "text" | "json";
  readonly output?: string;
}

/** `prism bench run`: runs scenarios and judges their targets. Exits 1 when one is missed or a run is void. */
export function benchRunCommand(context: CliContext): Command {
  const command = new Command("run")
    .description(
      "Run load suites, each declared in a file, against a gateway. Ends with status 1 when a target is missed, and with 2 when a file is wrong.",
    )
    .argument("<scenario...>", "files of scenarios, for example perf/scenarios/*.yaml")
    .option("--url <address>", "the gateway's door for TCP frames", "prism://127.0.0.1:7400")
    .option("--grpc-port <port>", "its port for gRPC (default: the one behind that of --url)", port)
    .option("--http-port <port>", "its port for HTTP and WebSocket (default: the second behind that of --url)", port)
    .option("--token <token>", "token or API key to come in with; others see arguments (env: PRISM_TOKEN)")
    .option("--direct", "ask the stores of the namespaces without a gateway: Redis, PostgreSQL, SQLite")
    .option("--config <file>", "with --direct: the configuration that says which stores they are (default: as serve)")
    .option("--scale <factor>", "multiply all durations, for example by 0.1", factor, 1)
    .option("--rounds <count>", "rounds of each (default: as the scenario says)", count)
    .option("--seed <number>", "seed of each (default: as the scenario says)", count)
    .addOption(new Option("-o, --form <form>", "form of the result").choices(["text", "json"]).default("text"))
    .option("--output <file>", "also write the results to this file: JSON, a line for each scenario")
    .action((files: string[], flags: RunFlags) => runScenarios(context, files, flags));
  return addExamples(command, [
    ["all of them, shortened", "prism bench run perf/scenarios/*.yaml --scale 0.1 --rounds 1"],
    ["one, as it is written, for a report", "prism bench run perf/scenarios/read-heavy.yaml --output read-heavy.json"],
  ]);
}

async function runScenarios(context: CliContext, files: readonly string[], flags: RunFlags): Promise<void> {
  const suites = readAll(files, context.environment.cwd).map((read) => ({
    read,
    options: optionsOf(context, read, flags),
  }));
  const results: SuiteResult[] = [];
  for (const { read, options } of suites) {
    const result = await runSuite(read, options);
    results.push(result);
    await context.stdout.write(flags.form === "json" ? `${JSON.stringify(result)}\n` : renderSuite(result));
    if (result.verdict !== "met") context.exitCode = ExitCode.FAILED;
    if (flags.output !== undefined) writeResults(resolve(context.environment.cwd, flags.output), results);
  }
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

function gatewayTarget(context: CliContext, flags: RunFlags): Target {
  const { host, port, isSecure, protocol } = parseAddress(flags.url);
  if (protocol !== "frames" || isSecure) {
    throw new UsageError(`--url names the door for TCP frames without TLS, such as prism://${host}:7400`);
  }
  const token = flags.token ?? context.environment.env.PRISM_TOKEN ?? "";
  const http = flags.httpPort ?? port + 2;
  const ports = { tcp: port, grpc: flags.grpcPort ?? port + 1, http, websocket: http };
  const isHere = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
  return {
    target: { kind: "gateway", host, ports, authorization: token === "" ? "" : `Bearer ${token}` },
    serverPid: isHere ? pidListeningAt(port) : null,
  };
}

function writeResults(file: string, results: readonly SuiteResult[]): void {
  try {
    writeFileSync(file, results.map((result) => `${JSON.stringify(result)}\n`).join(""));
  } catch (error) {
    const { message } = error as Error;
    throw new CommandError(
      "OUTPUT_FAILED",
      `the results cannot be written: ${message}`,
      "name another file with --output",
    );
  }
}

function port(text: string): number {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value < 1 || value > 65_535)
    throw new InvalidArgumentError("It must be a port, 1 to 65535.");
  return value;
}

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

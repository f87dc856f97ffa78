import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { type ReplayReport, replayRecording } from "../../bench/replay/replay-recording.ts";
import type { GeneratorTarget } from "../../bench/suite/engine/flow-plan.ts";
import type { SuiteDoor } from "../../bench/suite/suite-result.ts";
import { type ReadCapture, readCapture } from "../../capture/read-capture.ts";
import { loadConfig } from "../../config/load-config.ts";
import type { CliContext } from "../cli-context.ts";
import { CommandError } from "../command-error.ts";
import { addExamples } from "../examples.ts";
import { ExitCode } from "../exit-code.ts";
import { UsageError } from "../usage-error.ts";
import { storesOf } from "./direct-stores.ts";
import { addTargetOptions, gatewayTarget, type TargetFlags } from "./gateway-target.ts";
import { renderReplay } from "./render-replay.ts";

interface ReplayFlags extends TargetFlags {
  readonly door: SuiteDoor | "recorded";
  readonly direct?: true;
  readonly config?: string;
  readonly speed: number | "max";
  readonly namespace: readonly string[];
  readonly loops: number;
  readonly preload?: true;
  readonly maxDifferences: number;
  readonly examples: number;
  readonly output: "text" | "json";
}

/** `prism bench replay`: plays a recording of traffic. Exits 1 when too many answers differ. */
export function benchReplayCommand(context: CliContext): Command {
  const command = addTargetOptions(new Command("replay"))
    .description(
      "Play recordings of `prism capture` against a gateway, or a store alone, with their spacing and connections, and compare times and answers. Ends with status 1 when more answers differ than may. Writes to the namespace that it plays to.",
    )
    .argument("<recording...>", "folders of recordings, or segments of one")
    .addOption(
      new Option("--door <door>", "door to play it through; recorded = each call through the one that it came by")
        .choices(["tcp", "websocket", "grpc", "http", "recorded"])
        .default("tcp"),
    )
    .option("--direct", "play it to the stores of the namespaces without a gateway: Redis, PostgreSQL, SQLite")
    .option("--config <file>", "with --direct: the configuration that says which stores they are (default: as serve)")
    .addOption(
      new Option("--speed <factor>", "1 as it was, 2 twice as fast, max as fast as answers come")
        .argParser(speed)
        .default(1, "1"),
    )
    .option(
      "-n, --namespace <map>",
      "namespace to play to: one for all, or recorded=other for each (default: as recorded)",
      collect,
      [],
    )
    .option("--loops <count>", "times to play it; answers of the first are compared", count, 1)
    .option("--preload", "first put what the recording found there, and delete what it did not find")
    .option("--max-differences <percent>", "answers that may differ, of those compared", percent, 1)
    .option("--examples <count>", "differences to show", count, 10)
    .addOption(new Option("-o, --output <form>", "form of the result").choices(["text", "json"]).default("text"))
    .action((paths: string[], flags: ReplayFlags) => replay(context, paths, flags));
  return addExamples(command, [
    [
      "against another gateway, filled as the recording found its own",
      "prism bench replay .prism/captures/1790000000000-orders-5f3a91c2 --url prism://10.0.0.7:7400 --preload",
    ],
    [
      "through the door that each call came by, by TLS",
      "prism bench replay .prism/captures/1790000000000-orders-5f3a91c2 --url prisms://prism.example:7400 --door recorded",
    ],
    [
      "four times as fast, to a namespace of its own",
      "prism bench replay .prism/captures/1790000000000-orders-5f3a91c2 --speed 4 -n rehearsal",
    ],
  ]);
}

async function replay(context: CliContext, paths: readonly string[], flags: ReplayFlags): Promise<void> {
  const capture = read(paths.map((path) => resolve(context.environment.cwd, path)));
  const report = await play(capture, context, flags);
  await context.stdout.write(
    flags.output === "json" ? `${JSON.stringify(report)}\n` : renderReplay(report, flags.maxDifferences),
  );
  const { compared, differences } = report.answers;
  const isOver = differences > (compared * flags.maxDifferences) / 100;
  if (isOver || report.notes.some((note) => note.startsWith("a connection"))) context.exitCode = ExitCode.FAILED;
}

async function play(capture: ReadCapture, context: CliContext, flags: ReplayFlags): Promise<ReplayReport> {
  const { speed, loops, preload, examples, door } = flags;
  const namespaceOf = mapOf(flags.namespace);
  const target =
    flags.direct === true
      ? directTarget(capture, context, { config: flags.config, namespaceOf })
      : gatewayTarget(context, flags).target;
  try {
    return await replayRecording(capture, {
      target: { ...target, door },
      ...{ namespaceOf, loops, maxExamples: examples, preloads: preload === true },
      speed: speed === "max" ? null : speed,
      signal: context.interruption,
    });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      "REPLAY_FAILED",
      `the recording cannot be played: ${problem}`,
      flags.direct === true ? "look at --config and --namespace" : "look at --url, --door, --namespace and --token",
    );
  }
}

interface DirectChoice {
  readonly config: string | undefined;
  readonly namespaceOf: (recorded: string) => string;
}

function directTarget(
  { records }: ReadCapture,
  { environment }: CliContext,
  { config: file, namespaceOf }: DirectChoice,
): GeneratorTarget {
  const config = loadConfig({ ...environment, ...(file === undefined ? {} : { file }) });
  const namespaces = new Set(records.map(({ header }) => namespaceOf(header.namespace)));
  const refuse = (why: string): never => {
    throw new UsageError(`the recording cannot be played with --direct: ${why}`);
  };
  return { kind: "direct", stores: storesOf(namespaces, config, refuse) };
}

function read(paths: readonly string[]): ReadCapture {
  let capture: ReadCapture;
  try {
    capture = readCapture(paths);
  } catch (error) {
    throw new CommandError("RECORDING_UNREADABLE", `the recording cannot be read: ${(error as Error).message}`);
  }
  if (capture.records.length > 0) return capture;
  const [damaged] = capture.damaged;
  const why = damaged === undefined ? "it has no request" : `${damaged.path}: ${damaged.problem}`;
  throw new CommandError("RECORDING_UNREADABLE", `there is nothing to play: ${why}`, "see prism capture list");
}

/** `other`, for all; or `recorded=other`, once for each. */
function mapOf(given: readonly string[]): (recorded: string) => string {
  const pairs = given.map((text) => text.split("=", 2));
  const others = new Map(pairs.filter(({ length }) => length === 2) as [string, string][]);
  const forAll = pairs.find(({ length }) => length === 1)?.[0];
  return (recorded) => others.get(recorded) ?? forAll ?? recorded;
}

function collect(text: string, before: readonly string[]): readonly string[] {
  if (!/^[^=]+(=[^=]+)?$/.test(text)) throw new InvalidArgumentError("Give a namespace, or recorded=other.");
  return [...before, text];
}

function speed(text: string): number | "max" {
  if (text === "max") return text;
  const value = Number(text.replace(/x$/, ""));
  if (value >= 0.01 && value <= 1_000) return value;
  throw new InvalidArgumentError("Give a number from 0.01 to 1000, or max.");
}

function count(text: string): number {
  if (!/^\d{1,6}$/.test(text) || Number(text) === 0) throw new InvalidArgumentError("Give a whole number from 1.");
  return Number(text);
}

function percent(text: string): number {
  const value = Number(text.replace(/%$/, ""));
  if (/^\d+(\.\d+)?%?$/.test(text) && value <= 100) return value;
  throw new InvalidArgumentError("Give a share in per cent, from 0 to 100.");
}

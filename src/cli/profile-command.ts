import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command, InvalidArgumentError, Option } from "commander";
import { MAX_PROFILE_BYTES, MAX_PROFILE_SECONDS } from "../control/admin-limits.ts";
import { drawFlameGraph } from "../flame-graph/draw-flame-graph.ts";
import { createLocator } from "../flame-graph/frame-locator.ts";
import { readProfile } from "../flame-graph/read-profile.ts";
import { sharesByKind, topSelfTimes } from "../flame-graph/self-times.ts";
import type { StackTree } from "../flame-graph/stack-tree.ts";
import { FILE_ENDINGS, PROFILE_KINDS, type ProfileKind } from "../profiling/profile-order.ts";
import { type AdminOptions, addAdminOptions, adminClient } from "./admin-session.ts";
import type { CliContext } from "./cli-context.ts";
import { CommandError } from "./command-error.ts";
import { addExamples } from "./examples.ts";
import { plainText } from "./plain-text.ts";
import { UsageError } from "./usage-error.ts";

interface ProfileOptions extends AdminOptions {
  readonly thread: string;
  readonly kind: ProfileKind;
  readonly seconds?: number;
  readonly out?: string;
}

/** `prism profile`. */
export function profileCommand(context: CliContext): Command {
  const command = new Command("profile")
    .description("Profile one thread of a running gateway, and say where most was spent. For administrators.")
    .requiredOption("--thread <name>", "thread to look at: acceptor, acceptor-1, grpc-door, worker-0, worker-1 …")
    .addOption(
      new Option(
        "--seconds <number>",
        `how long to look, up to ${MAX_PROFILE_SECONDS} (default: ${DEFAULT_SECONDS})`,
      ).argParser(seconds),
    )
    .addOption(
      new Option("--kind <kind>", "where it spends time, what its heap holds, where it allocates")
        .choices(PROFILE_KINDS)
        .default("cpu"),
    )
    .option(
      "--out <file>",
      "file to write: a flame graph when it ends in .svg, else the profile, for Chrome, VS Code or speedscope (default: <thread>.cpuprofile, .heapsnapshot or .heapprofile)",
    );
  addAdminOptions(command).action((options: ProfileOptions) => profile(context, options));
  addExamples(command, [
    ["where a worker spends two seconds", "prism profile --thread worker-0 --seconds 2"],
    ["the same as a flame graph", "prism profile --thread worker-0 --seconds 1 --out worker-0.svg"],
    ["where the acceptor allocates", "prism profile --thread acceptor --kind allocation --seconds 1"],
  ]);
  return command;
}

const DEFAULT_SECONDS = 10;

async function profile(context: CliContext, options: ProfileOptions): Promise<void> {
  const { thread, kind, out } = options;
  const isPicture = out?.endsWith(".svg") === true;
  if (kind === "heap" && options.seconds !== undefined) {
    throw new UsageError("a heap is taken as it is now: leave --seconds out");
  }
  if (kind === "heap" && isPicture) {
    throw new UsageError("a heap is no flame graph: give --out a name that ends in .heapsnapshot");
  }
  const admin = await adminClient(context, options);
  const length = options.seconds ?? DEFAULT_SECONDS;
  const text = await admin.download("POST", `/v1/threads/${encodeURIComponent(thread)}/profile`, {
    query: { kind, ...(kind === "heap" ? {} : { seconds: String(length) }) },
    workMs: kind === "heap" ? HEAP_MS : length * 1_000,
    maxCharacters: MAX_PROFILE_BYTES,
  });
  const file = resolve(context.environment.cwd, out ?? `${thread}.${FILE_ENDINGS[kind]}`);
  const lines: string[] = [];
  let written = text;
  if (kind !== "heap") {
    const tree = readTree(text);
    const texts = { title: `${thread}, ${kind}, ${length} s`, subtitle: summaryOf(tree) };
    if (isPicture) written = drawFlameGraph(tree, texts);
    lines.push(`${thread}: ${texts.subtitle}`, ...selfTimeLines(tree));
  }
  write(file, written);
  await context.stdout.write(`${[...lines, `written to ${file}`].join("\n")}\n`);
}

/** A heap is written down while its thread stands still. */
const HEAP_MS = 60_000;

function seconds(text: string): number {
  const value = Number(text);
  if (/^\d{1,2}(\.\d{1,3})?$/.test(text) && value > 0 && value <= MAX_PROFILE_SECONDS) return value;
  throw new InvalidArgumentError(`Give a number over 0, up to ${MAX_PROFILE_SECONDS}.`);
}

/** The maps of sources are beside what runs, if the gateway runs on this machine. */
function readTree(text: string): StackTree {
  const locate = createLocator((url) => {
    try {
      return readFileSync(fileURLToPath(url), "utf8");
    } catch {
      return null;
    }
  });
  try {
    return readProfile(text, locate);
  } catch (error) {
    throw new CommandError("MALFORMED_PROFILE", `the profile cannot be read: ${(error as Error).message}`);
  }
}

function summaryOf(tree: StackTree): string {
  const { root, idle, unit } = tree;
  if (unit === "bytes") return `${Math.round(root.total / 1_024)} KiB allocated, by samples`;
  const whole = root.total + idle;
  const busy = whole === 0 ? 0 : (root.total / whole) * 100;
  return `busy ${busy.toFixed(1)} % of ${(whole / 1e6).toFixed(2)} s`;
}

function selfTimeLines(tree: StackTree): string[] {
  const percent = (share: number): string => `${(share * 100).toFixed(1).padStart(5)} %`;
  const kinds = sharesByKind(tree).map(([kind, share]) => `${kind} ${percent(share).trim()}`);
  return [
    `by what it belongs to: ${kinds.join(", ")}`,
    ...topSelfTimes(tree, TOP_FUNCTIONS).map(({ name, place, share }) =>
      plainText(`${percent(share)}  ${name}${place === "" ? "" : `  ${place}`}`, MAX_LINE),
    ),
  ];
}

const TOP_FUNCTIONS = 12;
const MAX_LINE = 160;

/** Private: a heap has whatever the thread has. */
function write(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600 });
  } catch (error) {
    throw new CommandError("OUTPUT_FAILED", `${file} cannot be written: ${(error as Error).message}`);
  }
}

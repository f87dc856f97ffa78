import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { systemClock } from "../src/common/clock.ts";
import { drawFlameGraph } from "../src/flame-graph/draw-flame-graph.ts";
import { sharesByKind, topSelfTimes } from "../src/flame-graph/self-times.ts";
import { Children } from "./children.ts";
import { renderNote, type ThreadView } from "./flame/flame-note.ts";
import { profileThread, threadsOf } from "./flame/profile-thread.ts";
import { type FlameScenario, type FlameStage, flameScenarios } from "./flame/scenarios.ts";
import { Lab } from "./lab.ts";
import { describeMachine } from "./machine.ts";

/** `npm run flame`: a gateway under load, a flame graph of each of its threads that has something to do, and a note of figures. */

const usage = `npm run flame -- <scenario> [options]
  --seconds N   how long to look at each thread, 1 to 60 (default: 10)
  --out FOLDER  where to write (default: flamegraphs)
  --help        this text

Scenarios:
${flameScenarios.map(({ name, describes }) => `  ${name.padEnd(12)}  ${describes}`).join("\n")}`;
const root = fileURLToPath(new URL("../../", import.meta.url));

const WARM_UP_MS = 1_500;
/** What the generator's process takes to start. */
const START_MS = 400;
/** So that the profile ends before the load does. */
const MARGIN_SECONDS = 0.6;
/** A thread that slept more than this had nothing to do, but for timers. */
const LEAST_BUSY = 0.05;
const TOP_FUNCTIONS = 15;
const SHOWN_FUNCTIONS = 8;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  let options: FlameOptions | "help";
  try {
    options = parseOptions(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  if (options === "help") {
    console.log(usage);
    return 0;
  }
  const { scenario, seconds, out } = options;
  const pace = { rounds: 1, warmUpMs: WARM_UP_MS, durationMs: Math.round(seconds * 1_000) };
  const lab = new Lab(pace, new Children(), (line) => console.log(line));
  const machine = describeMachine(root);
  const date = new Date(systemClock.wallMs()).toISOString().slice(0, 10);
  const stem = `${date}-${(machine.commit ?? "unknown").replace("+", "")}-${scenario.name}`;
  mkdirSync(out, { recursive: true });
  let threads: readonly ThreadView[];
  try {
    threads = await scenario.open(lab, async (stage) => {
      const views: ThreadView[] = [];
      for (const thread of await threadsOf(stage.gateway.adminPort)) {
        views.push(await look(stage, thread, { seconds, stem, out }));
      }
      return views;
    });
  } catch (error) {
    console.error(`flame: ${(error as Error).message}`);
    return 1;
  }
  const note = { scenario: scenario.name, describes: scenario.describes, date, seconds, machine, threads };
  writeFileSync(join(out, `${stem}.md`), renderNote(note));
  console.log(`written to ${join(out, `${stem}.md`)}`);
  return 0;
}

interface FlameOptions {
  readonly scenario: FlameScenario;
  readonly seconds: number;
  readonly out: string;
}

/** Throws an Error with one sentence for a person. */
function parseOptions(args: readonly string[]): FlameOptions | "help" {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seconds: { type: "string", default: "10" },
      out: { type: "string", default: join(root, "flamegraphs") },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return "help";
  const [name = "", ...rest] = positionals;
  const scenario = flameScenarios.find((known) => known.name === name);
  if (scenario === undefined || rest.length > 0) {
    const names = flameScenarios.map((known) => known.name).join(", ");
    throw new Error(
      name === ""
        ? `name one scenario of ${names}`
        : `there is no scenario "${positionals.join(" ")}"; there are ${names}`,
    );
  }
  const seconds = Number(values.seconds);
  if (!(seconds >= 1 && seconds <= 60)) throw new Error(`--seconds takes 1 to 60, not "${values.seconds}"`);
  return { scenario, seconds, out: values.out };
}

/** One round of load, with a profile of the thread while it is measured. */
async function look(
  { gateway, load }: FlameStage,
  thread: string,
  { seconds, stem, out }: Omit<FlameOptions, "scenario"> & { readonly stem: string },
): Promise<ThreadView> {
  const loading = load();
  const profiling = pause(START_MS + WARM_UP_MS).then(() =>
    profileThread(gateway.adminPort, thread, Math.max(0.5, seconds - MARGIN_SECONDS)),
  );
  const [figure, tree] = await Promise.all([loading, profiling]);
  const whole = tree.root.total + tree.idle;
  const busy = whole === 0 ? 0 : tree.root.total / whole;
  const file = busy < LEAST_BUSY ? null : `${stem}-${thread}.svg`;
  const rate = `${Math.round(figure.opsPerSecond).toLocaleString("en")}/s`;
  const cpu = `${figure.serverCpuUs?.toFixed(2)} µs CPU a request`;
  const top = topSelfTimes(tree, TOP_FUNCTIONS);
  const subtitle = `busy ${(busy * 100).toFixed(0)} % of ${(whole / 1e6).toFixed(1)} s; the gateway meanwhile: ${rate}, ${cpu}`;
  if (file !== null) writeFileSync(join(out, file), drawFlameGraph(tree, { title: `${stem}: ${thread}`, subtitle }));
  console.log(`${thread}: ${subtitle}`);
  for (const { name, place, share } of top.slice(0, SHOWN_FUNCTIONS)) {
    console.log(`  ${(share * 100).toFixed(1).padStart(5)} %  ${name}  ${place}`);
  }
  return { thread, file, busy, kinds: sharesByKind(tree), top, figure };
}

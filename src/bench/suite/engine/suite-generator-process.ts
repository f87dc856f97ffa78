import { steadyMs } from "../../../common/clock.ts";
import type { FromGenerator, GeneratorPlan, ToGenerator } from "./flow-plan.ts";
import type { StageReport } from "./flow-report.ts";
import type { FlowDriver } from "./lane-flow.ts";
import { makeFlow, preloadKeys } from "./make-flow.ts";
import { durationMsOf, type Stage } from "./stage.ts";

/** The process that makes a share of a scenario's load. It does what it is told, and ends when the one does that tells it. */
let plan: GeneratorPlan | null = null;
let flows: FlowDriver[] = [];
const nowUs = (): number => steadyMs() * 1_000;

process.on("message", (message: ToGenerator) => {
  if ("plan" in message) {
    void prepare(message.plan).then(() => say({ ready: true }));
  } else if ("preload" in message) {
    void preloadAll().then((faults) => say({ preloaded: faults }));
  } else {
    void run(message.stage, message.drainMs).then((finished) => say({ finished }));
  }
});
process.on("disconnect", () => process.exit(0));
// The one that tells it may have ended before this was loaded.
if (!process.connected) process.exit(0);

async function prepare(wanted: GeneratorPlan): Promise<void> {
  plan = wanted;
  flows = await Promise.all(wanted.flows.map((_, index) => makeFlow(wanted, index, nowUs)));
}

/** Returns what went wrong. */
async function preloadAll(): Promise<string[]> {
  const faults: string[] = [];
  for (const index of plan?.flows.keys() ?? []) {
    await preloadKeys(plan as GeneratorPlan, index).catch((error: Error) => faults.push(error.message));
  }
  return faults;
}

async function run(stage: Stage, drainMs: number): Promise<StageReport> {
  const beganUs = nowUs();
  const cpuBefore = process.cpuUsage();
  for (const flow of flows) flow.begin(stage, beganUs);
  await new Promise((resolve) => setTimeout(resolve, durationMsOf(stage)));
  const cpu = process.cpuUsage(cpuBefore);
  const seconds = (nowUs() - beganUs) / 1e6;
  await Promise.all(flows.map((flow) => flow.end(drainMs)));
  return {
    flows: flows.map((flow, index) => flow.tally.report(plan?.flows[index]?.name ?? "")),
    faults: flows.flatMap((flow) => flow.tally.faults),
    cpuSeconds: (cpu.user + cpu.system) / 1e6,
    seconds,
  };
}

function say(message: FromGenerator): void {
  process.send?.(message);
}

import { steadyMs } from "../../../common/clock.ts";
import { createPrng } from "../../../common/prng.ts";
import { OperationScript } from "../../scenario/operation-script.ts";
import type { ScenarioFlow } from "../../scenario/scenario-schema.ts";
import { FlowTally } from "./flow-tally.ts";
import type { Lane, LaneContext } from "./lane.ts";

/** Whether the keys of a flow are put before the load. */
export function isPreloaded(flow: ScenarioFlow): boolean {
  return flow.keys.preload && !flow.mix.some(({ operation }) => operation === "publish" || operation === "consume");
}

/** The same flow as one that inserts its keys in their order, from number 0 on. */
export function preloadFlow(flow: ScenarioFlow): ScenarioFlow {
  return {
    ...flow,
    door: flow.door === "http" ? "tcp" : flow.door,
    connections: 1,
    mix: [{ operation: "insert", weight: 1 }],
  };
}

/** A script whose inserts begin at number 0, each with the value that its key must have. */
export function preloadScript(flow: ScenarioFlow, seed: number): OperationScript {
  const share = { seed, round: 1, process: 0, processes: 1 };
  return new OperationScript({ ...flow, keys: { ...flow.keys, distribution: "uniform" } }, share, 0);
}

/** Puts `count` keys over one lane; throws when one of them could not be put. */
export async function preload(flow: ScenarioFlow, makeLane: (context: LaneContext) => Lane): Promise<void> {
  const tally = new FlowTally(["insert"], false);
  const nowUs = (): number => steadyMs() * 1_000;
  tally.beginStage(
    { phases: [{ name: "preload", kind: "steady", durationMs: MAX_PRELOAD_MS, fromShare: 1, toShare: 1 }] },
    nowUs(),
  );
  let left = flow.keys.count;
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("the keys could not be put in time")), MAX_PRELOAD_MS);
    const ask = (lane: Lane): void => {
      const failed = tally.failures()[0] ?? tally.faults[0];
      const isDone = left === 0 && lane.inFlight === 0;
      if (failed !== undefined || isDone) {
        clearTimeout(late);
        lane.close();
        if (failed !== undefined) reject(new Error(`the keys of ${flow.name} cannot be put: ${failed}`));
        else resolve();
        return;
      }
      for (let i = Math.min(left, lane.room); i > 0; i--, left--) lane.take(nowUs());
      lane.flush(nowUs());
    };
    ask(makeLane({ tally, nowUs, onRoom: ask }));
  });
}

/** Ten minutes. */
const MAX_PRELOAD_MS = 600_000;

/** A number for what two flows of one scenario must not share, from its seed. */
export function seedOf(seed: number, flow: number): number {
  return createPrng(seed * 1_000 + flow + 1).below(0x7fff_ffff) + 1;
}

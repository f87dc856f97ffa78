import type { Lab, RoundFigure } from "../lab.ts";
import { withTraceSink } from "../servers/echo.ts";
import { type RunningGateway, withGateway } from "../servers/gateway.ts";
import { compareCpu } from "./comparison.ts";
import type { Measure } from "./measure.ts";
import { planFor, preload } from "./plans.ts";

/**
 * What it costs to watch over service levels and to trace, by processor time: gets in memory, 50 connections, 16 deep.
 * The gateways compared differ in nothing else. What access, TLS and audit cost their own measures say.
 */
export const featuresMeasure: Measure = {
  name: "features",
  run: (lab) =>
    withTraceSink(lab.children, async (sink) => {
      const rounds: FeatureRounds = { plain: [], levels: [], tracing: [] };
      for (let generation = 1; generation <= GENERATIONS; generation++) {
        lab.progress(`gateways ${generation} of ${GENERATIONS}`);
        const figures = await compareOnce(lab, `http://127.0.0.1:${sink.port}`);
        for (const name of NAMES) rounds[name].push(...figures[name]);
      }
      const atMost = (bound: number) => ({ kind: "at most", bound, unit: "× without" }) as const;
      return [
        compareCpu("CPU of a get with five service levels, 50 × 16", rounds.levels, rounds.plain, atMost(1.03)),
        compareCpu("CPU of a get with tracing of 1 %, 50 × 16", rounds.tracing, rounds.plain, atMost(1.02)),
      ];
    }),
};

const NAMES = ["plain", "levels", "tracing"] as const;
type FeatureRounds = Record<(typeof NAMES)[number], RoundFigure[]>;

/** Two processes of the same build differ by some percent as long as they live, whatever the rounds: others are started. */
const GENERATIONS = 4;

function compareOnce(lab: Lab, endpoint: string): Promise<FeatureRounds> {
  const setup = { workers: "auto", memory: ["memory"], sqlite: [] } as const;
  const traced = { ...setup, tracing: { mode: "on", endpoint, sampleRatio: 0.01 } };
  return withGateway(lab.children, setup, (plain) =>
    withGateway(lab.children, { ...setup, needs: LEVELS }, (levels) =>
      withGateway(lab.children, traced, async (tracing) => {
        for (const { port } of [plain, levels, tracing]) await preload(lab, port, {});
        const load = (gateway: RunningGateway) => (): Promise<RoundFigure> =>
          lab.load(planFor(lab, gateway.port, { depth: 16 }), gateway.pid);
        return lab.compare({ plain: load(plain), levels: load(levels), tracing: load(tracing) });
      }),
    ),
  );
}

/** None is missed under this load: a level that is costs its warning in each answer besides. */
const LEVELS = { readP50Ms: 1_000, readP99Ms: 5_000, writeP99Ms: 5_000, readRps: 1_000, errorRatio: 0.01 };

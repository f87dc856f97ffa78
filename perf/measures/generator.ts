import { bootstrapRatio } from "../../src/bench/compare/bootstrap-interval.ts";
import type { LatencySummary } from "../../src/bench/load-result.ts";
import { type Finding, leftOut, type Target } from "../finding.ts";
import { grpcPlanFor } from "../grpc/get-plans.ts";
import { grpcLoad } from "../grpc/grpc-load.ts";
import type { Lab, RoundFigure } from "../lab.ts";
import { compilerVersion, type References, withReferences } from "../reference/compile.ts";
import { runOpenLoop } from "../reference/open-loop.ts";
import { withResponder } from "../reference/responder.ts";
import { type RunningGateway, withGateway } from "../servers/gateway.ts";
import { median, ratiosByRound } from "../statistics.ts";
import { suiteLoad } from "../suite-load.ts";
import { showRate } from "./comparison.ts";
import type { Measure } from "./measure.ts";
import { planFor, preload } from "./plans.ts";

/**
 * Whether the load generator can be believed: it reaches more than a gateway serves, and its percentiles are those of
 * another program.
 */
export const generatorMeasure: Measure = {
  name: "generator",
  run: (lab) => {
    if (compilerVersion() === null) {
      return Promise.resolve([
        leftOut("generator alone, to what the gateway serves", reachTarget, "needs cc"),
        leftOut("percentiles, to a client in C", agreementTarget, "needs cc"),
      ]);
    }
    return withReferences(lab.children, (references) =>
      withGateway(lab.children, { workers: "auto", memory: ["memory"], sqlite: [] }, async (gateway) => {
        await preload(lab, gateway.port, {});
        await preload(lab, gateway.port, { keyPrefix: KEY_PREFIX, keyBytes: KEY_BYTES, keys: KEYS });
        return [...(await reach(lab, references, gateway)), ...(await agreements(lab, references, gateway))];
      }),
    );
  },
};

/** What each generator reaches against a server that does nothing, by what it gets out of the gateway. */
function reach(lab: Lab, { responder }: References, gateway: RunningGateway): Promise<Finding[]> {
  return withResponder(lab.children, responder, ["frames"], (frames) =>
    withResponder(lab.children, responder, ["grpc"], async (calls) => {
      const deep = { connections: 50, depth: 16 };
      const wide = { connections: 8, depth: 32 };
      const rounds = await lab.compare({
        "frames alone": () => lab.load({ ...planFor(lab, frames.port, deep), answers: "constant" }, frames.pid),
        "frames gateway": () => lab.load(planFor(lab, gateway.port, deep), gateway.pid),
        "gRPC alone": () => grpcLoad(lab, grpcPlanFor(lab, calls.port), calls.pid),
        "gRPC gateway": () => grpcLoad(lab, grpcPlanFor(lab, gateway.grpcPort), gateway.pid),
        "suite frames alone": () => suiteLoad(lab, { ...deep, door: "tcp", port: frames.port }),
        "suite frames gateway": () => suiteLoad(lab, { ...deep, door: "tcp", port: gateway.port }),
        "suite gRPC alone": () => suiteLoad(lab, { ...wide, door: "grpc", port: calls.port }),
        "suite gRPC gateway": () => suiteLoad(lab, { ...wide, door: "grpc", port: gateway.grpcPort }),
      });
      return [
        reached("prism bench, frames 50 × 16", rounds["frames alone"], rounds["frames gateway"]),
        reached("bench of gRPC, 8 × 32", rounds["gRPC alone"], rounds["gRPC gateway"]),
        reached("load suites, frames 50 × 16", rounds["suite frames alone"], rounds["suite frames gateway"]),
        reached("load suites, gRPC 8 × 32", rounds["suite gRPC alone"], rounds["suite gRPC gateway"]),
      ];
    }),
  );
}

function reached(name: string, alone: readonly RoundFigure[], gateway: readonly RoundFigure[]): Finding {
  const [own, served] = [alone.map(rateOf), gateway.map(rateOf)];
  const ratios = ratiosByRound(own, served);
  return {
    name: `generator alone, to what the gateway serves: ${name}`,
    figure: showRate(median(own)),
    baseline: showRate(median(served)),
    measured: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    target: reachTarget,
    note: "against a responder in C, which answers everything alike",
  };
}

/** The same load from our open loop and from one in C, in turn: on a server that waits as a store does, and on the gateway. */
async function agreements(lab: Lab, references: References, gateway: RunningGateway): Promise<Finding[]> {
  const slow = await withResponder(lab.children, references.responder, ["frames", String(STORE_US)], (responder) =>
    agreement(lab, references, { name: `a server that waits ${STORE_US / 1e3} ms (median)`, port: responder.port }),
  );
  return [...slow, ...(await agreement(lab, references, { name: "a gateway", port: gateway.port }))];
}

async function agreement(
  lab: Lab,
  { openLoop }: References,
  server: { readonly name: string; readonly port: number },
): Promise<Finding[]> {
  const durationMs = lab.pace.durationMs * OPEN_TIMES;
  const load = { connections: 16, depth: 16, port: server.port, ratePerSecond: RATE, durationMs };
  const rounds = await lab.compare({
    "in C": async (): Promise<RoundFigure> => {
      const { warmUpMs } = lab.pace;
      const plan = { ...load, warmUpMs, namespace: "memory", keyPrefix: KEY_PREFIX, keys: KEYS, keyBytes: KEY_BYTES };
      const latencyUs = await runOpenLoop(lab.children, openLoop, plan);
      return { opsPerSecond: (latencyUs.answers * 1e3) / durationMs, latencyUs, serverCpuUs: null };
    },
    ours: () => suiteLoad(lab, { ...load, door: "tcp" }),
  });
  return percentiles.map((key) => agreed(`${key} of ${server.name}`, key, rounds.ours, rounds["in C"]));
}

function agreed(
  name: string,
  key: keyof LatencySummary,
  ours: readonly RoundFigure[],
  reference: readonly RoundFigure[],
): Finding {
  const at = (figures: readonly RoundFigure[]): number[] =>
    figures.map(({ latencyUs }) => (latencyUs as LatencySummary)[key]);
  const [own, other] = [at(ours), at(reference)];
  const { ratio, low, high } = bootstrapRatio(other, own, true, { alpha: 0.05, seed: 1 });
  const percent = (factor: number): number => Math.abs(factor - 1) * 100;
  return {
    name: `percentiles, to a client in C: ${name}`,
    figure: `${Math.round(median(own))} µs`,
    baseline: `${Math.round(median(other))} µs`,
    measured: percent(median(ratiosByRound(own, other))),
    spread: [low <= 1 && high >= 1 ? 0 : Math.min(percent(low), percent(high)), Math.max(percent(low), percent(high))],
    target: agreementTarget,
    note: `ratio ${ratio.toFixed(3)}, 95 % between ${low.toFixed(3)} and ${high.toFixed(3)}; ${RATE} a second`,
  };
}

function rateOf({ opsPerSecond }: RoundFigure): number {
  return opsPerSecond;
}

const percentiles = ["p50", "p90", "p99", "p999"] as const;
const reachTarget: Target = { kind: "at least", bound: 1.5, unit: "× gateway" };
const agreementTarget: Target = { kind: "at most", bound: 2, unit: "% apart" };
/** As long as those that the load suites make: both clients ask with as many bytes. */
const KEY_PREFIX = "bench:reference:".slice(0, 15);
const KEY_BYTES = 24;
const KEYS = 10_000;
/** A store on the network with a little work to do. */
const STORE_US = 2_000;
const RATE = 4_000;
/** Percentiles of a tail want more requests than a rate does. */
const OPEN_TIMES = 3;

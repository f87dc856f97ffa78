import { bootstrapRatio, type RatioInterval } from "../src/bench/compare/bootstrap-interval.ts";
import { type GateBound, gateBounds } from "./gate-bounds.ts";
import type { Lab, Pace, RoundFigure } from "./lab.ts";
import { echoPlanFor, planFor, preload } from "./measures/plans.ts";
import { withEcho } from "./servers/echo.ts";
import { withGateway } from "./servers/gateway.ts";

/** Short rounds and many: the machine is noisy, and what it does for a while it does to both of a round. */
export const gatePace: Pace = { rounds: 10, warmUpMs: 200, durationMs: 500 };

export interface GateFinding extends RatioInterval {
  readonly bound: GateBound;
  readonly isPassed: boolean;
}

/** Runs the gateway and the bare echo in turn and judges its processor time for a request by the echo's. */
export async function runGate(lab: Lab): Promise<GateFinding[]> {
  const setup = { workers: "auto", memory: [MEMORY], sqlite: [SQLITE] } as const;
  return withGateway(lab.children, setup, async (gateway) => {
    const deep = { connections: 4, depth: 16, keys: KEYS };
    const at = (namespace: string, operation: "get" | "put") => ({ ...deep, namespaces: [namespace], operation });
    await preload(lab, gateway.port, at(MEMORY, "get"));
    await preload(lab, gateway.port, at(SQLITE, "get"));
    const ask = (namespace: string, operation: "get" | "put") => (): Promise<RoundFigure> =>
      lab.load(planFor(lab, gateway.port, at(namespace, operation)), gateway.pid);
    return withEcho(lab.children, async (echo) => {
      const rounds = await lab.compare({
        echo: () => lab.load(echoPlanFor(lab, echo.port, at(MEMORY, "get")), echo.pid),
        "memory get": ask(MEMORY, "get"),
        "memory put": ask(MEMORY, "put"),
        "sqlite get": ask(SQLITE, "get"),
      });
      return judgeGate(rounds.echo.map(cpuOf), (name) => rounds[name].map(cpuOf), gateBounds);
    });
  });
}

/** It fails by size and not by luck: only when the interval has nothing at or below the bound. */
export function judgeGate(
  echo: readonly number[],
  cpuOfContestant: (name: GateBound["name"]) => readonly number[],
  bounds: readonly GateBound[],
): GateFinding[] {
  const alpha = ERROR_RATE / bounds.length;
  return bounds.map((bound) => {
    const interval = bootstrapRatio(echo, cpuOfContestant(bound.name), true, { alpha, seed: SEED });
    return { ...interval, bound, isPassed: interval.low <= bound.most };
  });
}

export function renderGate(findings: readonly GateFinding[]): string {
  const lines = findings.map(({ bound, ratio, low, high, isPassed }) => {
    const figures = `${ratio.toFixed(2)} × echo (${low.toFixed(2)} to ${high.toFixed(2)}), at most ${bound.most}, usually ${bound.usual}`;
    return `${isPassed ? "passed" : "FAILED"} ${bound.name}: processor time of a request ${figures}`;
  });
  const failed = findings.filter(({ isPassed }) => !isPassed).length;
  return `${lines.join("\n")}\ngate: ${findings.length - failed} passed, ${failed} failed`;
}

function cpuOf({ serverCpuUs }: RoundFigure): number {
  if (serverCpuUs === null || !(serverCpuUs > 0)) throw new Error("the processor time of a server was not measured");
  return serverCpuUs;
}

const MEMORY = "memory";
const SQLITE = "disk";
/** They fit the caches, so that a round is about the code and not about the memory of a shared machine. */
const KEYS = 1_000;
const SEED = 1;
/** Of all verdicts together. */
const ERROR_RATE = 0.05;

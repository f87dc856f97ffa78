import { type Finding, leftOut, type Target } from "../finding.ts";
import type { Lab } from "../lab.ts";
import { maxOpenFiles } from "../proc.ts";
import { withEcho } from "../servers/echo.ts";
import { type RunningGateway, withGateway } from "../servers/gateway.ts";
import { median, ratiosByRound } from "../statistics.ts";
import { compareRates, showRate } from "./comparison.ts";
import type { Measure } from "./measure.ts";
import { echoPlanFor, planFor, preload } from "./plans.ts";

/** Throughput when there are many of something. */
export const steadinessMeasure: Measure = {
  name: "steadiness",
  run: async (lab) => [await manyNamespaces(lab), ...(await manyConnections(lab))],
};

/** Not over a tenth may be lost. */
const target = (unit: string): Target => ({ kind: "at least", bound: 0.9, unit });
const manyNames = Array.from({ length: 1_000 }, (_, i) => `ns${String(i).padStart(4, "0")}`);
/** Names of the same length, so that the frames are. */
const oneName = manyNames.slice(0, 1);

/** Two gateways, one with a single namespace and one with 1,000, under the same load, its keys spread over all of them. */
function manyNamespaces(lab: Lab): Promise<Finding> {
  const gateway = <T>(memory: readonly string[], work: (gateway: RunningGateway) => Promise<T>): Promise<T> =>
    withGateway(lab.children, { workers: "auto", memory, sqlite: [] }, work);
  return gateway(oneName, (one) =>
    gateway(manyNames, async (many) => {
      await preload(lab, one.port, { namespaces: oneName });
      await preload(lab, many.port, { namespaces: manyNames });
      const rounds = await lab.compare({
        "1 namespace": () => lab.load(planFor(lab, one.port, { namespaces: oneName, depth: 16 }), one.pid),
        "1,000": () => lab.load(planFor(lab, many.port, { namespaces: manyNames, depth: 16 }), many.pid),
      });
      return compareRates(
        "1,000 namespaces to 1, 50 × 16",
        rounds["1,000"],
        rounds["1 namespace"],
        target("× 1 namespace"),
      );
    }),
  );
}

/**
 * From 50 connections to 5,000, in two senses. `5,000 × 1` has as many requests in flight as `50 × 100`, but each now
 * comes by itself: a system call to read it and one to answer it, of any server. What is Prism's own is therefore how its
 * fall compares with the echo's; the fall itself is shown beside it. `4,950 idle` keeps the busy ones as they are.
 */
async function manyConnections(lab: Lab): Promise<Finding[]> {
  if (maxOpenFiles() < MANY + OTHER_FILES) {
    return [
      leftOut("5,000 connections", target("× 50"), `the limit on open files is ${maxOpenFiles()}: raise ulimit -n`),
    ];
  }
  return withGateway(lab.children, { workers: "auto", memory: ["memory"], sqlite: [] }, async (gateway) => {
    await preload(lab, gateway.port, {});
    return [...(await asManyInFlight(lab, gateway)), await idleBeside(lab, gateway)];
  });
}

const FEW = 50;
const MANY = 5_000;
const OTHER_FILES = 200;

async function asManyInFlight(lab: Lab, gateway: RunningGateway): Promise<Finding[]> {
  const few = { connections: FEW, depth: MANY / FEW };
  const many = { connections: MANY, depth: 1 };
  const rounds = await withEcho(lab.children, (echo) =>
    lab.compare({
      "echo 50 × 100": () => lab.load(echoPlanFor(lab, echo.port, few), echo.pid),
      "echo 5,000 × 1": () => lab.load(echoPlanFor(lab, echo.port, many), echo.pid),
      "get 50 × 100": () => lab.load(planFor(lab, gateway.port, few), gateway.pid),
      "get 5,000 × 1": () => lab.load(planFor(lab, gateway.port, many), gateway.pid),
    }),
  );
  const fell = compareRates(
    "5,000 × 1 to 50 × 100",
    rounds["get 5,000 × 1"],
    rounds["get 50 × 100"],
    target("× 50 connections"),
  );
  const echoFell = compareRates("", rounds["echo 5,000 × 1"], rounds["echo 50 × 100"], fell.target);
  const rates = (name: keyof typeof rounds): number[] => rounds[name].map((figure) => figure.opsPerSecond);
  const falls = ratiosByRound(
    ratiosByRound(rates("get 5,000 × 1"), rates("get 50 × 100")),
    ratiosByRound(rates("echo 5,000 × 1"), rates("echo 50 × 100")),
  );
  return [
    { ...fell, note: `the echo: ${echoFell.figure} to ${echoFell.baseline}; ${fell.note}` },
    {
      name: "the same, to the echo's own fall",
      figure: (fell.measured as number).toFixed(3),
      baseline: (echoFell.measured as number).toFixed(3),
      measured: median(falls),
      spread: [Math.min(...falls), Math.max(...falls)],
      target: target("× the echo's"),
      note: `echo ${showRate(median(rates("echo 5,000 × 1")))} with 5,000 × 1`,
    },
  ];
}

async function idleBeside(lab: Lab, gateway: RunningGateway): Promise<Finding> {
  const idle = planFor(lab, gateway.port, { connections: MANY - FEW, requests: MANY - FEW });
  const busy = planFor(lab, gateway.port, { connections: FEW, depth: 16 });
  const rounds = await lab.compare({
    "50 × 16": () => lab.load(busy, gateway.pid),
    "beside 4,950 idle": () => lab.whileHolding(idle, () => lab.load(busy, gateway.pid)),
  });
  const name = "50 × 16 busy beside 4,950 idle, to 50 × 16";
  return compareRates(name, rounds["beside 4,950 idle"], rounds["50 × 16"], target("× without them"));
}

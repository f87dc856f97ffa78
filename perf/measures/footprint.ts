import { setTimeout as pause } from "node:timers/promises";
import { type Finding, leftOut, type Target } from "../finding.ts";
import type { Lab } from "../lab.ts";
import { maxOpenFiles, residentBytesOf } from "../proc.ts";
import { type RunningGateway, withGateway } from "../servers/gateway.ts";
import type { Measure } from "./measure.ts";
import { planFor, preload } from "./plans.ts";

/** Resident memory: of an idle gateway, and of what each idle connection adds. */
export const footprintMeasure: Measure = {
  name: "footprint",
  run: async (lab) => {
    if (process.platform !== "linux") {
      const why = "resident memory is read from /proc, which only Linux has";
      return [leftOut(IDLE, idleTarget, why), leftOut(HELD, heldTarget, why)];
    }
    return withGateway(lab.children, { workers: 2, memory: ["memory"], sqlite: ["default"] }, async (gateway) => {
      await pause(SETTLE_MS);
      return [idleFinding(residentBytesOf(gateway.pid)), await heldFinding(lab, gateway)];
    });
  },
};

const IDLE = "idle memory, 2 workers";
const HELD = "memory of an idle connection, 10,000 held";
const idleTarget: Target = { kind: "at most", bound: 130, unit: "MB" };
const heldTarget: Target = { kind: "at most", bound: 12, unit: "KiB" };
const CONNECTIONS = 10_000;
/** Files that a process has open besides its connections. */
const OTHER_FILES = 200;
/** Until a fresh process, or one that has just taken connections, has done its chores. */
const SETTLE_MS = 3_000;

function idleFinding(bytes: number): Finding {
  const megabytes = bytes / 1e6;
  return {
    name: IDLE,
    figure: `${megabytes.toFixed(1)} MB`,
    baseline: "–",
    measured: megabytes,
    spread: null,
    target: idleTarget,
    note: "",
  };
}

/** The gateway has carried a load before, so that only the connections are new. Each is used once, then idle. */
async function heldFinding(lab: Lab, gateway: RunningGateway): Promise<Finding> {
  const connections = Math.min(CONNECTIONS, maxOpenFiles() - OTHER_FILES);
  if (connections < CONNECTIONS)
    return leftOut(HELD, heldTarget, `the limit on open files is ${maxOpenFiles()}: raise ulimit -n`);
  await preload(lab, gateway.port, {});
  await pause(SETTLE_MS);
  const before = residentBytesOf(gateway.pid);
  const plan = planFor(lab, gateway.port, { connections, requests: connections });
  const after = await lab.whileHolding(plan, async () => {
    await pause(SETTLE_MS);
    return residentBytesOf(gateway.pid);
  });
  const kibEach = (after - before) / 1024 / connections;
  return {
    name: HELD,
    figure: `${kibEach.toFixed(1)} KiB`,
    baseline: "–",
    measured: kibEach,
    spread: null,
    target: heldTarget,
    note: `${(before / 1e6).toFixed(0)} MB before, ${(after / 1e6).toFixed(0)} MB with them; the kernel's socket buffers are not in it`,
  };
}

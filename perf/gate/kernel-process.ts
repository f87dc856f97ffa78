import type { KeyValueStore } from "../../src/backends/contract.ts";
import { createMemoryStore } from "../../src/backends/memory/memory-store.ts";
import { openSqliteStore } from "../../src/backends/sqlite/sqlite-store.ts";
import { FrameScript } from "../../src/bench/frame-script.ts";
import { defaultPlan, type LoadOperation } from "../../src/bench/load-plan.ts";
import { inlineMore } from "../../src/cli/inline-more.ts";
import { systemClock } from "../../src/common/clock.ts";
import { median } from "../statistics.ts";
import { BareKernel } from "./bare-kernel.ts";
import { BATCH_FRAMES, type Kernel, RUN_FRAMES } from "./kernel.ts";
import type { KernelFigures } from "./kernel-rounds.ts";
import { WorkerKernel } from "./worker-kernel.ts";

/** Whole batches of them are put; they fit a processor's cache. */
const KEYS = 1024;
/** So many batches are a sample, of some ten milliseconds; a sample of each kind is a turn. */
const BATCHES = 100;
const TURNS = 20;
/** Until V8 has compiled what is run. */
const WARM_UP_TURNS = 10;

/** Measures what a request costs a worker, all kinds in turn, says so to its parent, and ends. Its argument is a folder for SQLite. */
process.on("disconnect", () => process.exit(0));
// As a gateway does.
inlineMore();

const memory = createMemoryStore({ maxBytes: 2 ** 28, clock: systemClock });
const disk = openSqliteStore({ path: process.argv[2] as string });
const { keyBytes, valueBytes } = defaultPlan;
const kernels: Record<keyof KernelFigures, Kernel> = {
  bare: new BareKernel(scriptOf("get"), keyBytes, valueBytes),
  "worker memory get": filled(memory, "get"),
  "worker memory put": filled(memory, "put"),
  "worker sqlite get": filled(disk, "get"),
};
const names = Object.keys(kernels) as (keyof KernelFigures)[];
const samples: Record<keyof KernelFigures, number[]> = {
  bare: [],
  "worker memory get": [],
  "worker memory put": [],
  "worker sqlite get": [],
};
for (let turn = -WARM_UP_TURNS; turn < TURNS; turn++) {
  for (const name of names) {
    const us = sample(kernels[name]);
    if (turn >= 0) samples[name].push(us);
  }
}
memory.close();
disk.close();
process.send?.(Object.fromEntries(names.map((name) => [name, median(samples[name])])));
process.disconnect();

function scriptOf(operation: LoadOperation): FrameScript {
  return new FrameScript({ ...defaultPlan, target: { path: "" }, keys: KEYS, depth: RUN_FRAMES, operation });
}

/** A worker on a store in which every key was put once. */
function filled(store: KeyValueStore, operation: LoadOperation): WorkerKernel {
  const [namespace] = defaultPlan.namespaces as readonly [string];
  const loading = new WorkerKernel(scriptOf("load"), namespace, store);
  for (let put = 0; put < KEYS; put += BATCH_FRAMES) loading.runBatch();
  return new WorkerKernel(scriptOf(operation), namespace, store);
}

/** Microseconds of processor time for a request: of this process, which has no other thread at work once all is compiled. */
function sample(kernel: Kernel): number {
  const before = process.cpuUsage();
  for (let batch = 0; batch < BATCHES; batch++) kernel.runBatch();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / (BATCHES * BATCH_FRAMES);
}

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { getHeapSpaceStatistics } from "node:v8";
import { Worker } from "node:worker_threads";
import { compactHeap } from "../../src/profiling/compact-heap.ts";

const module = new URL("../../src/profiling/compact-heap.js", import.meta.url).href;

describe("a heap that is compacted", () => {
  it("has given back the young generation that loading has filled", async () => {
    fillYoungGeneration();
    const before = youngBytes();
    assert.ok(before > 8 * MIB, `${before} bytes are not worth the trouble`);
    await compactHeap();
    assert.ok(youngBytes() <= 2 * MIB, `${before} bytes before, ${youngBytes()} after`);
  });

  it("is each thread's own, and keeps no thread from its end", { timeout: 300_000 }, async () => {
    const work = `const { parentPort } = require("node:worker_threads");
      import(${JSON.stringify(module)}).then(async ({ compactHeap }) => {
        await Promise.all([compactHeap(), compactHeap()]);
        parentPort.postMessage("done");
      });`;
    const thread = new Worker(work, { eval: true });
    const heard: unknown[] = [];
    thread.on("message", (message) => heard.push(message));
    const code = await new Promise((resolve) => thread.on("exit", resolve));
    assert.deepEqual({ heard, code }, { heard: ["done"], code: 0 });
  });
});

const MIB = 1024 * 1024;

/** The young generation grows while what is made lives through collections. */
function fillYoungGeneration(): void {
  for (let round = 0; round < 8; round++) {
    const kept: object[] = [];
    for (let i = 0; i < 400_000; i++) kept.push({ i });
  }
}

function youngBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")?.physical_space_size ?? 0;
}

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MessageChannel, Worker } from "node:worker_threads";
import { createDoorbellMemory, type WakeUp } from "../../src/ring/doorbell.ts";
import { createRingMemory } from "../../src/ring/layout.ts";

/**
 * Two real threads, a ring each way with both ends blocking and ringing as the gateway does: the echo thread sends every
 * record back, with its checksum verified on both sides.
 */
async function stress(wakeUp: WakeUp, records: number, startAt: number): Promise<Record<string, number>> {
  const there = createRingMemory(64 * 1024, startAt);
  const back = createRingMemory(64 * 1024, startAt);
  const bells = [createDoorbellMemory(), createDoorbellMemory()];
  const wakes = [new MessageChannel(), new MessageChannel()];
  const payloads = new MessageChannel();
  const threads = [0, 1].map((side) => {
    const mine = wakes[side]?.port1;
    const theirs = wakes[1 - side]?.port2;
    const payloadPort = side === 0 ? payloads.port1 : payloads.port2;
    return new Worker(new URL("./two-threads-worker.js", import.meta.url), {
      workerData: {
        side,
        wakeUp,
        records,
        out: side === 0 ? there : back,
        in: side === 0 ? back : there,
        myBell: bells[side],
        theirBell: bells[1 - side],
        myWakePort: mine,
        theirWakePort: theirs,
        payloadPort,
      },
      transferList: [mine, theirs, payloadPort].filter((port) => port !== undefined),
    });
  });
  const results = await Promise.all(
    threads.map(
      (thread) =>
        new Promise<Record<string, number>>((resolve, reject) => {
          thread.once("message", resolve);
          thread.once("error", reject);
          thread.once("exit", (code) => reject(new Error(`exited with ${code} before it was done`)));
        }),
    ),
  );
  await Promise.all(threads.map((thread) => thread.terminate()));
  return results[0] as Record<string, number>;
}

describe("two threads over a pair of rings", () => {
  it("carry 10 million checksummed records there and back, woken by messages", async () => {
    const result = await stress("message-port", 10_000_000, 0);
    assert.equal(result.received, 10_000_000);
    assert.equal(result.corrupt, 0);
    assert.ok((result.oversized as number) > 0, "some records were oversized");
    assert.ok((result.full as number) > 0, "the ring was full at times");
  });

  it("carry a million over the wrap of the positions, woken by waitAsync", async () => {
    const result = await stress("wait-async", 1_000_000, 0x7fff_0000);
    assert.equal(result.received, 1_000_000);
    assert.equal(result.corrupt, 0);
    assert.ok((result.slept as number) > 0, "the thread slept at times");
  });
});

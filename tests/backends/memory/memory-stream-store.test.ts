import assert from "node:assert/strict";
import { test } from "node:test";
import { Outcome } from "../../../src/backends/contract.ts";
import { createMemoryStreamStore } from "../../../src/backends/memory/memory-stream-store.ts";
import type { StreamStore } from "../../../src/backends/stream-contract.ts";
import { message, publish, settle, spec, streamCases } from "../embedded-stream/stream-cases.ts";

function open(maxBytes = 64 * 1024 * 1024): { store: StreamStore; clock: { nowMs: number } } {
  const clock = { nowMs: 1_800_000_000_000 };
  const store = createMemoryStreamStore({ maxBytes, clock: { monotonicUs: () => 0, wallMs: () => clock.nowMs } });
  return { store, clock };
}

for (const { name, run } of streamCases) {
  test(`memory: ${name}`, async (t) => {
    const fixture = open();
    t.after(() => fixture.store.close());
    await run(fixture, t);
  });
}

test("refuses a message for which there is no room, and takes it once the stream has let go of some", async () => {
  const { store, clock } = open(10_000);
  const ns = store.openStream(spec("events", { retentionMs: 1_000 }));
  const messages = Array.from({ length: 30 }, (_, i) => message(ns, `${i}`.padEnd(372)));
  await store.appendMany(messages);
  const done = messages.filter(({ outcome }) => outcome === Outcome.DONE);
  assert.equal(done.length, 20);
  assert.equal(messages[20]?.failure?.reason, "STORE_FULL");
  assert.equal(messages[20]?.failure?.retryAfterMs, 1_000);
  assert.equal(store.stats().bytes, 10_000);
  clock.nowMs += 1_001;
  await store.sweep(clock.nowMs, 1_000);
  assert.equal(store.stats().bytes, 0);
  await publish(store, ns, "again");
});

test("counts dead letters and idempotency keys, and gives everything back with the stream", async () => {
  const { store, clock } = open();
  const ns = store.openStream(spec("events"));
  await store.appendMany([message(ns, "a", { idempotencyKey: "once", rememberUntilMs: clock.nowMs + 10 })]);
  const before = store.stats().bytes;
  const group = await store.openGroup(ns, "g", { at: "earliest" }, () => undefined);
  const [a] = await group.take("c", { maxItems: 1, maxBytes: 1 }, 1_000);
  await settle(group, a?.lease ?? "", 3);
  assert.equal(store.stats().bytes, before + 129);
  clock.nowMs += 10;
  await store.sweep(clock.nowMs, 100);
  assert.ok(store.stats().bytes < before + 129);
  await store.dropStream(await store.storeIdOf(ns));
  assert.equal(store.stats().bytes, 0);
});

import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { ReadySignal } from "../../../src/backends/redis/stream/ready-signal.ts";

function signalOf(t: TestContext): { signal: ReadySignal; calls: () => number } {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let calls = 0;
  return { signal: new ReadySignal(() => void calls++), calls: () => calls };
}

test("goes off once when something comes after a take that found nothing", (t) => {
  const { signal, calls } = signalOf(t);
  signal.tell();
  signal.begin();
  signal.end(0);
  assert.equal(calls(), 0);
  signal.tell();
  signal.tell();
  assert.equal(calls(), 1);
});

test("stays silent when the take found something", (t) => {
  const { signal, calls } = signalOf(t);
  signal.begin();
  signal.tell();
  signal.end(3, 10);
  t.mock.timers.tick(100_000);
  assert.equal(calls(), 0);
});

test("goes off for what came while the take was under way", async (t) => {
  const { signal, calls } = signalOf(t);
  signal.begin();
  signal.tell();
  signal.end(0);
  await turn();
  assert.equal(calls(), 1);
});

test("goes off when a lease or delay ends, at the latest after half a minute, and not when stopped", (t) => {
  const { signal, calls } = signalOf(t);
  signal.begin();
  signal.end(0, 500);
  t.mock.timers.tick(499);
  assert.equal(calls(), 0);
  t.mock.timers.tick(1);
  assert.equal(calls(), 1);
  signal.begin();
  signal.end(0);
  signal.setDue(200);
  t.mock.timers.tick(200);
  assert.equal(calls(), 2);
  signal.begin();
  signal.end(0);
  t.mock.timers.tick(30_000);
  assert.equal(calls(), 3);
  signal.begin();
  signal.end(0, 10);
  signal.stop();
  t.mock.timers.tick(100_000);
  assert.equal(calls(), 3);
});

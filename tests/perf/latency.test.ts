import assert from "node:assert/strict";
import { test } from "node:test";
import { checkEcho } from "../../src/bench/answer-check.ts";
import { FrameScript } from "../../src/bench/frame-script.ts";
import { LoadConnection, type LoadShared } from "../../src/bench/load-connection.ts";
import { Tally } from "../../src/bench/tally.ts";
import { countedEcho } from "./fixtures/scripted-server.ts";

/** A connection whose socket and clock are the test's. */
function rig(
  depth: number,
  budget: number,
): { load: LoadConnection; tally: Tally; written: Buffer[]; at: { us: number } } {
  const at = { us: 0 };
  const written: Buffer[] = [];
  const tally = new Tally();
  const shared: LoadShared = {
    script: new FrameScript(countedEcho({ path: "unused" }, { depth })),
    tally,
    clock: { monotonicUs: () => at.us, wallMs: () => 0 },
    check: checkEcho,
    budget,
    onFault: () => undefined,
    onIdle: () => undefined,
  };
  return { load: new LoadConnection(shared, 0, depth, (bytes) => written.push(bytes)), tally, written, at };
}

test("a request's latency runs from its own sending to its own answer", () => {
  const { load, tally, written, at } = rig(2, 3);
  at.us = 1_000;
  load.send(2, at.us);
  const batch = written[0] as Buffer;
  const frameBytes = batch.length / 2;
  at.us = 1_100;
  load.receive(batch.subarray(frameBytes));
  at.us = 1_250;
  load.receive(written[1] as Buffer);
  at.us = 2_000;
  load.receive(batch.subarray(0, frameBytes));
  assert.deepEqual(tally.faults, []);
  assert.equal(tally.answers, 3);
  // 100 µs, 150 µs (sent at 1,100), and 1,000 µs for the one that was overtaken.
  const { p50, max } = tally.latencyUs();
  assert.equal(p50, 150);
  assert.equal(max, 1_000);
});

test("a latency is right where the clock wraps", () => {
  const { load, tally, written, at } = rig(1, 1);
  at.us = 0x7fff_fff0;
  load.send(1, at.us);
  at.us = -0x7fff_fff0;
  load.receive(written[0] as Buffer);
  assert.equal(tally.latencyUs().max, 32);
});

test("percentiles are those of all answers, also when many come together", () => {
  const tally = new Tally();
  tally.record(10, 900);
  tally.record(200, 90);
  tally.record(3_000, 10);
  // The highest value that the histogram holds equal to 3,000 is 3,001.
  assert.deepEqual(tally.latencyUs(), { p50: 10, p90: 10, p99: 200, p999: 3_001, max: 3_000 });
  tally.beginMeasuring();
  assert.equal(tally.answers, 0);
  assert.equal(tally.totalAnswers, 1_000);
  assert.equal(tally.latencyUs().max, 0);
});

test("as many requests are sent in one write as answers came in one chunk", () => {
  const { load, written, at } = rig(16, 100);
  load.send(16, at.us);
  const batch = written[0] as Buffer;
  load.receive(batch.subarray(0, (batch.length / 16) * 5));
  assert.equal(written.length, 2);
  assert.equal((written[1] as Buffer).length, (batch.length / 16) * 5);
  assert.equal(load.inFlight, 16);
});

test("an answer in the very microsecond in which the wrapping clock shows 0 counts as 0 µs", () => {
  const { load, tally, written, at } = rig(1, 1);
  at.us = 0;
  load.send(1, at.us);
  load.receive(written[0] as Buffer);
  assert.equal(tally.answers, 1);
  assert.equal(tally.latencyUs().max, 0);
});

test("requests sent at different times that are answered in one chunk keep their own latencies", () => {
  const { load, tally, written, at } = rig(2, 3);
  at.us = 1_000;
  load.send(2, at.us);
  const first = written[0] as Buffer;
  at.us = 1_400;
  load.receive(first.subarray(0, first.length / 2));
  at.us = 2_000;
  load.receive(Buffer.concat([first.subarray(first.length / 2), written[1] as Buffer]));
  // 400 µs, 1,000 µs, and 600 µs for the one that was sent at 1,400.
  assert.equal(tally.latencyUs().p50, 600);
  assert.equal(tally.latencyUs().max, 1_000);
});

test("an answer that comes twice while an earlier request is still in flight is found", () => {
  const { load, tally, written, at } = rig(3, 3);
  load.send(3, at.us);
  const batch = written[0] as Buffer;
  const second = batch.subarray(batch.length / 3, (batch.length * 2) / 3);
  load.receive(second);
  assert.deepEqual(tally.faults, []);
  load.receive(second);
  assert.match(tally.faults[0] ?? "", /not in flight/);
});

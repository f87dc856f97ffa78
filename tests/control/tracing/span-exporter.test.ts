import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { createPrng } from "../../../src/common/prng.ts";
import { SpanExporter } from "../../../src/control/tracing/span-exporter.ts";
import type { SendOutcome, SpanSender } from "../../../src/control/tracing/span-sender.ts";
import { protobufEncoding } from "../../../src/tracing/otlp-protobuf.ts";

const taken: SendOutcome = { kind: "taken", rejected: 0 };
const away: SendOutcome = { kind: "again", problem: "connect ECONNREFUSED", afterMs: 0 };

/** Takes exports as it is told to. */
class FakeSender implements SpanSender {
  outcome: SendOutcome = taken;
  /** Sizes of the exports, whatever became of them. */
  readonly sizes: number[] = [];
  readonly atMs: number[] = [];
  isClosed = false;

  send(request: Uint8Array): Promise<SendOutcome> {
    this.sizes.push(request.length);
    this.atMs.push(Date.now());
    return Promise.resolve(this.outcome);
  }

  close(): void {
    this.isClosed = true;
  }
}

function open(t: TestContext, maxQueueBytes = 1e6) {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const sender = new FakeSender();
  const logs: string[] = [];
  const exporter = new SpanExporter({
    encoding: protobufEncoding,
    origin: { resource: [], scope: "prism", version: "1" },
    sender,
    intervalMs: 1000,
    timeoutMs: 500,
    maxQueueBytes,
    prng: createPrng(1),
    log: (_level, message) => logs.push(message),
  });
  const add = (spans: number, bytes = 100): void =>
    exporter.add({ bytes: new Uint8Array(bytes), spans, invalid: 0, overRate: 0 });
  const pass = async (ms: number): Promise<void> => {
    for (let i = 0; i < ms; i += 100) {
      t.mock.timers.tick(100);
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { exporter, sender, logs, add, pass };
}

describe("an exporter of spans", () => {
  it("sends what came together as one export, when it has waited for others", async (t) => {
    const { exporter, sender, add, pass } = open(t);
    add(3);
    add(4);
    await pass(900);
    assert.deepEqual(sender.sizes, []);
    await pass(200);
    assert.equal(sender.sizes.length, 1);
    assert.ok(Number(sender.sizes.at(0)) > 200);
    const { made, exported, queued, queuedBytes, exports, failures } = exporter.figures;
    assert.deepEqual([made, exported, queued, queuedBytes, exports, failures], [7, 7, 0, 0, 1, 0]);
    await pass(5000);
    assert.equal(sender.sizes.length, 1);
  });

  it("keeps what it cannot send for a minute, asks less and less often, and sends all of it when the collector is back", async (t) => {
    const { exporter, sender, logs, add, pass } = open(t);
    sender.outcome = away;
    for (let second = 0; second < 60; second++) {
      add(2);
      await pass(1000);
    }
    const attempts = sender.atMs.length;
    assert.ok(attempts >= 5 && attempts <= 14, `${attempts} attempts in a minute`);
    const pauses = sender.atMs.slice(1).map((atMs, i) => atMs - (sender.atMs[i] as number));
    assert.ok(Math.max(...pauses) >= 4 * Math.min(...pauses), pauses.join());
    assert.deepEqual([exporter.figures.exported, exporter.figures.queued], [0, 120]);
    sender.outcome = taken;
    await pass(31_000);
    const { exported, queued, dropped } = exporter.figures;
    assert.deepEqual([exported, queued], [120, 0]);
    assert.deepEqual(dropped, { rate: 0, queue: 0, refused: 0, shutdown: 0 });
    assert.deepEqual(logs, ["spans cannot be exported", "spans are exported again"]);
  });

  it("drops what is over the bound of its queue, counts it, and has room again when it has sent", async (t) => {
    const { exporter, sender, add, pass } = open(t, 1000);
    sender.outcome = away;
    for (let i = 0; i < 25; i++) add(1);
    assert.deepEqual([exporter.figures.queuedBytes, exporter.figures.dropped.queue], [1000, 15]);
    await pass(1100);
    add(1);
    // What is under way, and comes back, has its room all the time.
    assert.deepEqual([exporter.figures.queuedBytes, exporter.figures.dropped.queue], [1000, 16]);
    sender.outcome = taken;
    await pass(2000);
    add(1);
    assert.deepEqual([exporter.figures.exported, exporter.figures.queuedBytes], [10, 100]);
  });

  it("waits as long as the collector asks, and never sends again what it has refused", async (t) => {
    const { exporter, sender, logs, add, pass } = open(t);
    sender.outcome = { ...away, afterMs: 20_000 };
    add(1);
    await pass(1100);
    await pass(19_000);
    assert.equal(sender.sizes.length, 1);
    sender.outcome = { kind: "refused", problem: "the collector answered 400" };
    await pass(2000);
    assert.equal(sender.sizes.length, 2);
    await pass(60_000);
    assert.equal(sender.sizes.length, 2);
    assert.deepEqual([exporter.figures.dropped.refused, exporter.figures.queuedBytes], [1, 0]);
    assert.deepEqual(logs, ["spans cannot be exported"]);
  });

  it("counts what a collector refuses of an export that it takes", async (t) => {
    const { exporter, sender, logs, add, pass } = open(t);
    sender.outcome = { kind: "taken", rejected: 2 };
    add(5);
    await pass(1100);
    assert.deepEqual([exporter.figures.exported, exporter.figures.dropped.refused], [3, 2]);
    assert.deepEqual(logs, ["the collector refused spans"]);
  });

  it("sends large queues as several exports, without pauses between them", async (t) => {
    const { exporter, sender, add, pass } = open(t, 10e6);
    for (let i = 0; i < 50; i++) add(1, 100_000);
    await pass(3000);
    assert.equal(exporter.figures.exported, 50);
    assert.equal(sender.sizes.length, 5);
    assert.ok(Math.max(...sender.sizes) <= 1_050_000);
  });

  it("sends what it has when it is closed", async (t) => {
    const { exporter, sender, add } = open(t);
    add(3);
    await exporter.close(1000);
    assert.deepEqual([exporter.figures.exported, exporter.figures.dropped.shutdown, sender.isClosed], [3, 0, true]);
  });

  it("is closed within its time when the collector is away, and says how much is lost", async (t) => {
    const { exporter, sender, logs, add } = open(t);
    sender.outcome = away;
    add(3);
    await exporter.close(1000);
    assert.deepEqual([exporter.figures.dropped.shutdown, sender.isClosed], [3, true]);
    assert.equal(logs.at(-1), "spans were not exported before the shutdown");
  });

  it("is closed within its time when the collector does not answer", async (t) => {
    const { exporter, sender, add, pass } = open(t);
    sender.send = () => new Promise(() => undefined);
    add(3);
    let isClosed = false;
    const closing = exporter.close(1000).then(() => {
      isClosed = true;
    });
    await pass(900);
    assert.ok(!isClosed);
    await pass(200);
    await closing;
    assert.ok(sender.isClosed);
  });
});

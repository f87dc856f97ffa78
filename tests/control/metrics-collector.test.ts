import assert from "node:assert/strict";
import { beforeEach, describe, it, mock, type TestContext } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { AcceptorCounters } from "../../src/acceptor/counters.ts";
import { WORKER_REPORT_TIMEOUT_MS } from "../../src/control/admin-limits.ts";
import { MetricsCollector, type ReportingWorker } from "../../src/control/metrics-collector.ts";
import { EventLoopGauge } from "../../src/metrics/event-loop-gauge.ts";
import { RequestRecorder } from "../../src/metrics/request-recorder.ts";
import type { WorkerReport } from "../../src/metrics/worker-report.ts";
import { readExposition } from "../metrics/read-exposition.ts";
import { specsOf } from "../support/snapshots.ts";
import { reportOf } from "./metrics-sources.ts";

const GET = 16;

/** A worker that answers when the test says so. */
class FakeWorker implements ReportingWorker {
  readonly index: number;
  isUp = true;
  restarts = 0;
  wakes = 0;
  /** Answers at once with it, if there is one. */
  ready: WorkerReport | null = null;
  private readonly waiting: PromiseWithResolvers<WorkerReport | null>[] = [];
  asked = 0;

  constructor(index: number) {
    this.index = index;
  }

  report(): Promise<WorkerReport | null> {
    this.asked++;
    if (this.ready !== null) return Promise.resolve(this.ready);
    const answer = promiseWithResolvers<WorkerReport | null>();
    this.waiting.push(answer);
    return answer.promise;
  }

  answer(report: WorkerReport | null): void {
    this.waiting.shift()?.resolve(report);
  }

  die(): void {
    this.waiting.shift()?.reject(new Error("the thread has ended"));
  }
}

interface PromiseWithResolvers<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

/** Node 20 has no `Promise.withResolvers`. */
function promiseWithResolvers<T>(): PromiseWithResolvers<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}

function seriesOf(count: number): WorkerReport["series"] {
  const recorder = new RequestRecorder();
  for (let i = 0; i < count; i++) recorder.record(0, GET, 0, 70, 10, 20);
  return recorder.takeSeries();
}

function collectorOf(t: TestContext, workers: readonly ReportingWorker[]): MetricsCollector {
  const acceptorLoop = new EventLoopGauge();
  t.after(() => acceptorLoop.close());
  return new MetricsCollector({
    version: "1.2.3",
    clock: { monotonicUs: () => 0, wallMs: () => 1e12 },
    acceptors: {
      counters: new AcceptorCounters(),
      inFlight: 0,
      outboxTotals: { writes: 0, bytesOut: 0 },
      report: async () => undefined,
      eventLoops: [],
    },
    acceptorLoop,
    credentials: () => null,
    tls: null,
    audit: () => null,
    snapshot: () => ({ generation: 1, namespaces: specsOf(["orders"]) }),
    workers: () => workers,
    reloads: () => null,
    tracing: () => null,
  });
}

function sampleOf(page: Buffer, name: string, labels: Record<string, string>): number | undefined {
  const samples = readExposition(page.toString()).get(name)?.samples ?? [];
  return samples.find((sample) => Object.entries(labels).every(([key, value]) => sample.labels[key] === value))?.value;
}

/** Collects while time stands still until those who can answer have, then lets the wait for the others end. */
async function collectPastTimeout(t: TestContext, collector: MetricsCollector): Promise<Buffer> {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const page = collector.collect();
  await nextTurn();
  t.mock.timers.tick(WORKER_REPORT_TIMEOUT_MS);
  const text = await page;
  t.mock.timers.reset();
  return text;
}

describe("metrics collector", () => {
  beforeEach(() => mock.reset());

  it("asks every worker that is up and adds up what they say", async (t) => {
    const workers = [new FakeWorker(0), new FakeWorker(1), new FakeWorker(2)] as const;
    workers[0].ready = reportOf({ series: seriesOf(2), batches: 1, records: 2 });
    workers[1].ready = reportOf({ series: seriesOf(3), batches: 1, records: 3 });
    workers[2].isUp = false;
    const collector = collectorOf(t, workers);
    const page = await collector.collect();
    assert.deepEqual(
      workers.map((worker) => worker.asked),
      [1, 1, 0],
    );
    assert.equal(sampleOf(page, "prism_requests_total", { namespace: "orders" }), 5);
    assert.equal(sampleOf(page, "prism_worker_requests_total", { worker: "1" }), 3);
    assert.equal(sampleOf(page, "prism_worker_reported", { worker: "1" }), 1);
    assert.equal(sampleOf(page, "prism_worker_reported", { worker: "2" }), 0);
  });

  it("answers with what there is when a worker does not, and counts its report when it comes", async (t) => {
    const [fast, stuck] = [new FakeWorker(0), new FakeWorker(1)];
    fast.ready = reportOf({ series: seriesOf(2) });
    const collector = collectorOf(t, [fast, stuck]);
    const first = await collectPastTimeout(t, collector);
    assert.equal(sampleOf(first, "prism_requests_total", { namespace: "orders" }), 2);
    assert.equal(sampleOf(first, "prism_worker_reported", { worker: "1" }), 0);
    assert.equal(sampleOf(first, "prism_worker_up", { worker: "1" }), 1);

    fast.ready = reportOf();
    const second = await collectPastTimeout(t, collector);
    assert.equal(stuck.asked, 1, "it is not asked again before it has answered");
    assert.equal(sampleOf(second, "prism_worker_reported", { worker: "1" }), 0);

    stuck.answer(reportOf({ series: seriesOf(4), records: 4 }));
    await nextTurn();
    const third = await collectPastTimeout(t, collector);
    assert.equal(stuck.asked, 2);
    assert.equal(sampleOf(third, "prism_worker_reported", { worker: "1" }), 0, "what it said was of an earlier time");
    assert.equal(sampleOf(third, "prism_requests_total", { namespace: "orders" }), 6);
    assert.equal(sampleOf(third, "prism_worker_requests_total", { worker: "1" }), 4);
  });

  it("has counters that keep growing when a worker's thread is replaced", async (t) => {
    const worker = new FakeWorker(0);
    const collector = collectorOf(t, [worker]);
    const requests: (number | undefined)[] = [];
    const wakes: (number | undefined)[] = [];
    const look = async (): Promise<void> => {
      const page = await collector.collect();
      requests.push(sampleOf(page, "prism_worker_requests_total", { worker: "0" }));
      wakes.push(sampleOf(page, "prism_wakes_total", { to: "worker-0" }));
    };
    worker.ready = reportOf({ records: 100 });
    worker.wakes = 10;
    await look();
    worker.isUp = false;
    await look();
    Object.assign(worker, { isUp: true, restarts: 1, wakes: 1, ready: reportOf({ records: 5 }) });
    await look();
    assert.deepEqual(requests, [100, 100, 105]);
    assert.deepEqual(wakes, [10, 10, 11]);
  });

  it("does not wait for a thread that dies while it is asked, and asks the next one", async (t) => {
    const worker = new FakeWorker(0);
    const collector = collectorOf(t, [worker]);
    const page = collector.collect();
    worker.die();
    assert.equal(sampleOf(await page, "prism_worker_reported", { worker: "0" }), 0);
    Object.assign(worker, { restarts: 1, ready: reportOf({ records: 5 }) });
    assert.equal(sampleOf(await collector.collect(), "prism_worker_requests_total", { worker: "0" }), 5);
  });

  it("asks the new thread even if the old one never answered", async (t) => {
    const worker = new FakeWorker(0);
    const collector = collectorOf(t, [worker]);
    await collectPastTimeout(t, collector);
    Object.assign(worker, { restarts: 1, ready: reportOf({ records: 5 }) });
    assert.equal(sampleOf(await collector.collect(), "prism_worker_requests_total", { worker: "0" }), 5);
    worker.answer(reportOf({ series: seriesOf(2), records: 900 }));
    await nextTurn();
    const page = await collector.collect();
    assert.equal(
      sampleOf(page, "prism_worker_requests_total", { worker: "0" }),
      5,
      "the late report is of an older thread",
    );
    assert.equal(sampleOf(page, "prism_requests_total", { namespace: "orders" }), 2, "but its requests were served");
  });

  it("does not ask the new thread twice because the old one answers late", async (t) => {
    const worker = new FakeWorker(0);
    const collector = collectorOf(t, [worker]);
    await collectPastTimeout(t, collector);
    worker.restarts = 1;
    await collectPastTimeout(t, collector);
    worker.answer(reportOf());
    await nextTurn();
    await collectPastTimeout(t, collector);
    assert.equal(worker.asked, 2);
  });

  it("forgets the stores and the event loop of a thread that is gone", async (t) => {
    const worker = new FakeWorker(0);
    const collector = collectorOf(t, [worker]);
    const store = { backend: "ram", items: 1, bytes: 2, maxBytes: 3, problem: "", guard: null };
    worker.ready = reportOf({ stores: [store] });
    assert.equal(sampleOf(await collector.collect(), "prism_store_bytes", { worker: "0" }), 2);
    worker.isUp = false;
    assert.equal(sampleOf(await collector.collect(), "prism_store_bytes", { worker: "0" }), undefined);
  });

  it("lets the event loop turn while it merges many series", async (t) => {
    const worker = new FakeWorker(0);
    const recorder = new RequestRecorder();
    for (let operation = 0; operation < 200; operation++) recorder.record(0, operation, 0, 70, 10, 20);
    worker.ready = reportOf({ series: recorder.takeSeries() });
    const collector = collectorOf(t, [worker]);
    let turns = 0;
    let isOver = false;
    const count = (): void => {
      turns++;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await collector.gather();
    isOver = true;
    assert.ok(turns >= 3, `${turns} turns`);
    assert.equal([...collector.requests.all()].length, 200);
  });
});

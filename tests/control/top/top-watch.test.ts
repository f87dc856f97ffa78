import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AcceptorCounters } from "../../../src/acceptor/counters.ts";
import { WorkerHistory } from "../../../src/control/metrics-worker.ts";
import { inOrder } from "../../../src/control/top/top-report.ts";
import { TopWatch } from "../../../src/control/top/top-watch.ts";
import { RequestRecorder } from "../../../src/metrics/request-recorder.ts";
import { COUNT_SCALE } from "../../../src/metrics/size-histogram.ts";
import type { GuardReport, WorkerReport } from "../../../src/metrics/worker-report.ts";
import { reportOf, sizesOf } from "../metrics-sources.ts";

const GET = 16;
const SET = 17;
const guard: GuardReport = {
  isOpen: true,
  opens: 1,
  retries: 10,
  timeouts: 0,
  hedges: 0,
  refusedBusy: 0,
  refusedOpen: 0,
  calls: 7,
  attempts: 2,
  connections: 4,
};

/** A gateway with one worker, whose reports the test makes; time goes on when somebody pauses. */
class FakeGateway {
  nowMs = 1_000;
  cpuSeconds = 1;
  gathers = 0;
  readonly counters = new AcceptorCounters();
  readonly recorder = new RequestRecorder();
  readonly history = new WorkerHistory(0);
  during: () => void = () => undefined;
  more: Partial<WorkerReport> = {};
  records = 0;
  readonly watch = new TopWatch({
    version: "1.2.3",
    nowMs: () => this.nowMs,
    wallMs: () => this.nowMs,
    gather: async () => {
      this.gathers++;
      this.history.observe(true, 0, 0);
      this.report();
      return [this.history];
    },
    totals: () => ({
      process: { residentBytes: 5, cpuSeconds: this.cpuSeconds, startedMs: 0, nodeVersion: "v20" },
      acceptor: {
        counters: this.counters,
        inFlight: 2,
        outboxTotals: { writes: 0, bytesOut: 0 },
      },
    }),
    levels: () => [],
    pause: async (ms) => {
      this.nowMs += ms;
      this.during();
    },
  });

  record(operation: number, code: number, us: number, times: number): void {
    for (let i = 0; i < times; i++) this.recorder.record(0, operation, code, us, 1, 2);
    this.records += times;
  }

  /** What a scrape brings about too. */
  report(): void {
    const report = reportOf({ series: this.recorder.takeSeries(), records: this.records, ...this.more });
    this.history.accept(report, 0);
    this.watch.onReport(report, ["orders"]);
  }
}

describe("the interval that /top shows", () => {
  it("has what the pools did in it by kind, and what is under way at its end", async () => {
    const gateway = new FakeGateway();
    const seal = { task: "sealChunk", underWay: 0, done: 100, failed: 1, refused: 0, cancelled: 0 };
    const pool = { threads: 2, busy: 0, waiting: 0 };
    gateway.more = { offload: { ...pool, tasks: [{ ...seal, waitMs: 500, runMs: 900 }] } };
    gateway.during = () => {
      const now = { ...seal, underWay: 5, done: 120, refused: 8, waitMs: 600, runMs: 1_400 };
      const scrub = { ...seal, task: "scrubBlock", done: 0, failed: 0, waitMs: 0, runMs: 0 };
      gateway.more = { offload: { threads: 2, busy: 2, waiting: 3, tasks: [now, scrub] } };
    };
    const { offload } = await gateway.watch.look();
    assert.deepEqual([offload.threads, offload.busy, offload.waiting], [2, 2, 3]);
    assert.deepEqual(offload.kinds, [
      {
        ...{ task: "sealChunk", underWay: 5, perSecond: 20, failedPerSecond: 0, refusedPerSecond: 8 },
        ...{ cancelledPerSecond: 0, waitUs: 5_000, runUs: 25_000, threads: 0.5 },
      },
      {
        ...{ task: "scrubBlock", underWay: 0, perSecond: 0, failedPerSecond: 0, refusedPerSecond: 0 },
        ...{ cancelledPerSecond: 0, waitUs: null, runUs: null, threads: 0 },
      },
    ]);
  });

  it("has what came in it, whoever asked the workers meanwhile, and nothing of before", async () => {
    const gateway = new FakeGateway();
    gateway.record(GET, 0, 70, 1_000);
    gateway.during = () => {
      gateway.record(GET, 0, 100, 98);
      gateway.report();
      gateway.record(GET, 5, 900, 2);
      gateway.record(SET, 0, 5_000, 10);
      gateway.counters.bytesIn += 4_096;
      Object.assign(gateway.counters.connections, {
        tcp: { open: 2 },
        websocket: { open: 3 },
        grpc: { open: 1 },
        http: { open: 0 },
      });
      gateway.cpuSeconds += 0.5;
      gateway.more = {
        sizes: { batch: sizesOf(COUNT_SCALE, 4, 4, 60), ring: sizesOf(COUNT_SCALE), stores: [] },
        stores: [{ backend: "pg", items: -1, bytes: 0, maxBytes: 0, problem: "", guard }],
      };
    };
    const report = await gateway.watch.look();
    assert.equal(report.intervalMs, 1_000);
    assert.deepEqual([report.requests.perSecond, report.requests.failedPerSecond], [110, 2]);
    const rows = inOrder(report.operations, "p99").map(({ namespace, operation, perSecond, failedPerSecond }) => ({
      namespace,
      operation,
      perSecond,
      failedPerSecond,
    }));
    assert.deepEqual(
      rows.map(({ perSecond, failedPerSecond }) => [perSecond, failedPerSecond]),
      [
        [10, 0],
        [100, 2],
      ],
    );
    assert.ok(rows.every(({ namespace }) => namespace === "orders"));
    const slowest = inOrder(report.operations, "p99")[0];
    assert.ok(Math.abs((slowest?.p99Us ?? 0) - 5_000) < 60, `${slowest?.p99Us}`);
    assert.deepEqual(report.process, { cpuCores: 0.5, cpuUsPerRequest: 4_545.5, residentBytes: 5 });
    assert.equal(report.doors.bytesInPerSecond, 4_096);
    assert.equal(report.doors.connections, 6);
    const [worker] = report.workers;
    assert.deepEqual([worker?.requestsPerSecond, worker?.batchP50, worker?.batchP99], [110, 4, 64]);
    assert.deepEqual(report.stores[0]?.pool, {
      breakersOpen: 1,
      connections: 4,
      calls: 7,
      batches: 2,
      retriesPerSecond: 10,
      timeoutsPerSecond: 0,
      refusedPerSecond: 0,
    });
  });

  it("is shared by those who look within half a second, and follows the one before without a gap", async () => {
    const gateway = new FakeGateway();
    const [first, same] = await Promise.all([gateway.watch.look(), gateway.watch.look()]);
    assert.equal(first, same);
    const asked = gateway.gathers;
    gateway.nowMs += 499;
    assert.equal(await gateway.watch.look(), first);
    assert.equal(gateway.gathers, asked);
    gateway.record(GET, 0, 70, 30);
    gateway.nowMs += 1_501;
    const next = await gateway.watch.look();
    assert.deepEqual([next.intervalMs, next.requests.perSecond], [2_000, 15]);
  });

  it("begins anew when nobody has looked for long, and nothing is kept meanwhile", async () => {
    const gateway = new FakeGateway();
    await gateway.watch.look();
    gateway.nowMs += 15_001;
    gateway.record(GET, 0, 70, 1_000);
    gateway.report();
    const report = await gateway.watch.look();
    assert.deepEqual([report.intervalMs, report.requests.perSecond], [1_000, 0]);
  });
});

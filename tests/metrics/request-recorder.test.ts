import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Code } from "../../src/common/codes.ts";
import { LatencyHistogram } from "../../src/metrics/latency-histogram.ts";
import { RequestRecorder } from "../../src/metrics/request-recorder.ts";
import type { RequestSeries } from "../../src/metrics/request-series.ts";

const GET = 16;
const PUT = 17;

type Call = [
  namespaceIndex: number,
  operation: number,
  code: number,
  totalUs: number,
  queueUs: number,
  backendUs: number,
];

/** Few values, so that runs happen. */
const call: fc.Arbitrary<Call> = fc.tuple(
  fc.constantFrom(-1, 0, 1, 999),
  fc.constantFrom(GET, PUT),
  fc.constantFrom<number>(Code.OK, Code.NOT_FOUND, Code.UNAUTHENTICATED),
  fc.constantFrom(80, 90, 5_000),
  fc.constantFrom(1, 2),
  fc.constantFrom(0, 300),
);

function recorded(calls: readonly Call[]): RequestRecorder {
  const recorder = new RequestRecorder();
  for (const each of calls) recorder.record(...each);
  return recorder;
}

/** Every call by itself into histograms of its series: no runs, no cache. */
function oneByOne(calls: readonly Call[]): RequestSeries[] {
  const series = new Map<string, Call[]>();
  for (const each of calls) {
    const key = each.slice(0, 3).join();
    series.set(key, [...(series.get(key) ?? []), each]);
  }
  return [...series.values()].map((group) => {
    const [total, queue, backend] = [new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram()];
    const [gateway, wait] = [new LatencyHistogram(), new LatencyHistogram()];
    for (const [, , , totalUs, queueUs, backendUs] of group) {
      total.record(totalUs, 1);
      queue.record(queueUs, 1);
      backend.record(backendUs, 1);
      gateway.record(Math.max(0, totalUs - backendUs), 1);
      wait.record(Math.max(0, totalUs - queueUs - backendUs), 1);
    }
    const [namespaceIndex, operation, code] = group[0] as Call;
    const [totalSumUs, queueSumUs, backendSumUs] = [total.sumUs, queue.sumUs, backend.sumUs];
    return {
      namespaceIndex,
      operation,
      code,
      count: group.length,
      exemplars: [],
      totalSumUs,
      queueSumUs,
      backendSumUs,
      gatewaySumUs: gateway.sumUs,
      waitSumUs: wait.sumUs,
      totalUs: total.takePairs(),
      queueUs: queue.takePairs(),
      backendUs: backend.takePairs(),
      gatewayUs: gateway.takePairs(),
      waitUs: wait.takePairs(),
    };
  });
}

/** In which order series are taken is left open. */
function inOrder(series: readonly RequestSeries[]): RequestSeries[] {
  const name = ({ namespaceIndex, operation, code }: RequestSeries) => [namespaceIndex, operation, code].join();
  return [...series].sort((a, b) => (name(a) < name(b) ? -1 : 1));
}

describe("request recorder", () => {
  it("records runs as if they were recorded one by one", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(call, fc.integer({ min: 1, max: 5 }))), (runs) => {
        const calls = runs.flatMap(([each, times]) => new Array<Call>(times).fill(each));
        assert.deepEqual(inOrder(recorded(calls).takeSeries()), inOrder(oneByOne(calls)));
      }),
    );
  });

  it("records more than its log holds at once, in one series and in a thousand", () => {
    for (const namespaces of [1, 1000]) {
      const calls: Call[] = [];
      for (let i = 0; i < 30_000; i++) calls.push([(i * 7919) % namespaces, GET, Code.OK, i % 700, i % 13, i % 31]);
      assert.deepEqual(inOrder(recorded(calls).takeSeries()), inOrder(oneByOne(calls)));
    }
  });

  it("includes a run that has not ended in what is taken, once", () => {
    const recorder = recorded([
      [0, GET, Code.OK, 80, 10, 50],
      [0, GET, Code.OK, 80, 10, 50],
    ]);
    const [series] = recorder.takeSeries();
    assert.deepEqual([...(series as RequestSeries).totalUs], [80, 2]);
    assert.deepEqual(recorder.takeSeries(), []);
    recorder.record(0, GET, Code.OK, 80, 10, 50);
    assert.equal(recorder.takeSeries()[0]?.count, 1);
  });

  it("counts a first record of no time at all", () => {
    assert.equal(recorded([[0, GET, Code.OK, 0, 0, 0]]).takeSeries()[0]?.count, 1);
  });

  it("keeps runs of several series apart when they alternate", () => {
    const alternating: Call[] = [];
    for (let i = 0; i < 6; i++) alternating.push([0, i % 2 === 0 ? GET : PUT, Code.OK, 80, 10, 50]);
    assert.deepEqual(
      recorded(alternating)
        .takeSeries()
        .map(({ operation, count }) => [operation, count]),
      [
        [GET, 3],
        [PUT, 3],
      ],
    );
  });

  it("forgets a series that had nothing since the last time, and makes it anew when it is needed", () => {
    const recorder = recorded([
      [0, GET, Code.OK, 80, 10, 50],
      [1, GET, Code.OK, 80, 10, 50],
    ]);
    recorder.takeSeries();
    recorder.record(1, GET, Code.OK, 70, 10, 50);
    assert.deepEqual(
      recorder.takeSeries().map((series) => series.namespaceIndex),
      [1],
    );
    recorder.record(0, GET, Code.OK, 70, 10, 50);
    assert.deepEqual(
      recorder.takeSeries().map((series) => [series.namespaceIndex, series.count]),
      [[0, 1]],
    );
  });

  it("does not throw at times that a clock gone wrong might give", () => {
    const [series] = recorded([[0, GET, Code.OK, -5, 2 ** 40, Number.NaN]]).takeSeries();
    assert.deepEqual([...(series as RequestSeries).totalUs], [0, 1]);
    assert.deepEqual([...(series as RequestSeries).queueUs], [0x7fff_ffff, 1]);
    assert.deepEqual([...(series as RequestSeries).backendUs], [0, 1]);
  });

  it("counts calls that no gateway knows as one operation, so that a client cannot make series without bound", () => {
    const recorder = new RequestRecorder();
    for (let operation = 256; operation < 2000; operation++) {
      recorder.record(-1, operation, Code.UNIMPLEMENTED, 80, 10, 0);
    }
    recorder.record(-1, 0xffff_ffff, Code.UNIMPLEMENTED, 80, 10, 0);
    assert.deepEqual(
      recorder.takeSeries().map((series) => [series.operation, series.count]),
      [[0, 1745]],
    );
  });

  it("gives series that survive being posted to another thread", () => {
    const taken = recorded([[0, GET, Code.OK, 80, 10, 50]]).takeSeries();
    assert.deepEqual(structuredClone(taken), taken);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createPrng } from "../../src/common/prng.ts";
import { protobufEncoding } from "../../src/tracing/otlp-protobuf.ts";
import type { RequestTrace } from "../../src/tracing/request-trace.ts";
import { formatTraceparent } from "../../src/tracing/traceparent.ts";
import { SPANS_PER_REQUEST, type SpanBatch, Tracer, type TracerParts } from "../../src/tracing/tracer.ts";
import { WallTime } from "../../src/tracing/wall-time.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

class Bench {
  us = 1_000;
  readonly batches: SpanBatch[] = [];
  readonly tracer: Tracer;

  constructor(parts: Partial<TracerParts> = {}) {
    this.tracer = new Tracer({
      clock: { monotonicUs: () => this.us | 0, wallMs: () => 1e12 + Math.floor(this.us / 1e3) },
      prng: createPrng(5),
      ratio: 0,
      parent: "honour",
      maxSpansPerSecond: 1e6,
      encoding: protobufEncoding,
      storeOf: () => null,
      send: (batch) => this.batches.push(batch),
      ...parts,
    });
  }

  sample(traceparent: string): RequestTrace | null {
    const bytes = Buffer.from(`xx${traceparent}`);
    return this.tracer.sample(bytes, 2, bytes.length, this.us | 0);
  }
}

describe("which requests are traced", () => {
  it("says the caller's flag", () => {
    const bench = new Bench();
    const trace = bench.sample(formatTraceparent(TRACE, SPAN, true));
    assert.deepEqual([trace?.traceId, trace?.parentId], [TRACE, SPAN]);
    assert.equal(new Set([SPAN, trace?.spanId, trace?.storeSpanId]).size, 3);
    assert.equal(bench.sample(formatTraceparent(TRACE, SPAN, false)), null);
    assert.equal(bench.sample(""), null);
  });

  it("says the ratio where the caller's flag does not count, by the trace's id", () => {
    const bench = new Bench({ parent: "ratio", ratio: 0.5 });
    const low = `${TRACE.slice(0, 18)}7fffffffffffff`;
    const high = `${TRACE.slice(0, 18)}80000000000000`;
    assert.equal(bench.sample(formatTraceparent(low, SPAN, true)), null);
    const trace = bench.sample(formatTraceparent(high, SPAN, false));
    assert.deepEqual([trace?.traceId, trace?.traceState], [high, "ot=th:8"]);
  });

  it("says the ratio when the traceparent is none, and that is counted", () => {
    const bench = new Bench({ ratio: 1 });
    const trace = bench.sample(`00-${"0".repeat(32)}-${SPAN}-01`);
    assert.equal(trace?.parentId, "");
    assert.match(trace?.traceId ?? "", /[1-9a-f]/);
    bench.tracer.flush();
    assert.deepEqual(
      bench.batches.map(({ spans, invalid }) => [spans, invalid]),
      [[0, 1]],
    );
    bench.tracer.flush();
    assert.equal(bench.batches.length, 1);
  });

  it("is charged to the bound once, and not at all when the caller says no", () => {
    const yes = Buffer.from(formatTraceparent(TRACE, SPAN, true));
    const no = Buffer.from(formatTraceparent(TRACE, SPAN, false));
    for (const [traceparent, traced, overRate] of [
      [yes, 10, 90 * SPANS_PER_REQUEST],
      [no, 0, 0],
    ] as const) {
      const bench = new Bench({ ratio: 1, maxSpansPerSecond: 10 * SPANS_PER_REQUEST });
      const { tracer, us } = bench;
      const span = [0, traceparent.length] as const;
      // As the pipeline does: what is chosen is begun before the caller's word is read.
      const follow = () => tracer.follow(traceparent, span, us, tracer.begin(us) ?? undefined);
      assert.equal(Array.from({ length: 100 }, follow).filter((trace) => trace !== null).length, traced);
      tracer.flush();
      assert.deepEqual(
        bench.batches.map((batch) => batch.overRate),
        overRate === 0 ? [] : [overRate],
      );
      const other = new Bench({ ratio: 1, maxSpansPerSecond: 10 * SPANS_PER_REQUEST });
      for (let i = 0; i < 100; i++) other.sample(traceparent.toString());
      other.tracer.flush();
      assert.deepEqual(
        other.batches.map((batch) => batch.overRate),
        overRate === 0 ? [] : [overRate],
      );
    }
  });

  it("says the bound when a client samples everything; what is over it is counted", () => {
    const bench = new Bench({ maxSpansPerSecond: 10 * SPANS_PER_REQUEST });
    const taken = (requests: number): number =>
      Array.from({ length: requests }, () => bench.sample(formatTraceparent(TRACE, SPAN, true))).filter(
        (trace) => trace !== null,
      ).length;
    assert.equal(taken(100), 10);
    bench.us += 500_000;
    assert.equal(taken(100), 5);
    // A clock that has wrapped is no reason to trace nothing for half an hour.
    bench.us += 2 ** 31;
    assert.equal(taken(100), 10);
    bench.tracer.flush();
    assert.equal(bench.batches[0]?.overRate, (90 + 95 + 90) * SPANS_PER_REQUEST);
  });
});

describe("the time of a span", () => {
  it("keeps what is between two milliseconds of the wall clock, and follows its steps", () => {
    let us = 2 ** 31 - 500_000;
    let wallMs = 1e12;
    const time = new WallTime({ monotonicUs: () => us | 0, wallMs: () => wallMs });
    const startUs = time.at(us | 0);
    us += 1_234_567;
    wallMs += 1_234;
    time.refresh();
    assert.equal(time.at(us | 0) - startUs, 1_234_567);
    wallMs += 60_000;
    time.refresh();
    assert.equal(time.at(us | 0), wallMs * 1000);
    assert.equal(time.at((us - 100) | 0), wallMs * 1000 - 100);
  });
});

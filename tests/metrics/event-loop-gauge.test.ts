import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { EVENT_LOOP_RESOLUTION_MS, EventLoopGauge, type EventLoopProbe } from "../../src/metrics/event-loop-gauge.ts";

const TICK_NS = EVENT_LOOP_RESOLUTION_MS * 1e6;

/** A thread whose delays and busy time the test sets. */
class FakeProbe implements EventLoopProbe {
  delaysNs: number[] = [];
  idle = 0;
  active = 0;
  isEnabled = false;

  readonly delays = {
    enable: () => {
      this.isEnabled = true;
      return true;
    },
    disable: () => {
      this.isEnabled = false;
      return true;
    },
    reset: () => {
      this.delaysNs = [];
    },
    percentile: (percentile: number) => this.at(percentile / 100),
    max: 0,
  };

  readonly utilization: EventLoopProbe["utilization"] = (now, from) => {
    const idle = (now?.idle ?? this.idle) - (from?.idle ?? 0);
    const active = (now?.active ?? this.active) - (from?.active ?? 0);
    return { idle, active, utilization: active / (idle + active) };
  };

  observe(...delaysNs: number[]): void {
    this.delaysNs = delaysNs;
    this.delays.max = Math.max(0, ...delaysNs);
  }

  private at(quantile: number): number {
    const sorted = [...this.delaysNs].sort((a, b) => a - b);
    return sorted[Math.ceil(sorted.length * quantile) - 1] ?? 0;
  }
}

describe("event loop gauge", () => {
  it("subtracts the interval of the timer from what Node measured", () => {
    const probe = new FakeProbe();
    const gauge = new EventLoopGauge(probe);
    assert.ok(probe.isEnabled);
    probe.observe(TICK_NS + 500_000, TICK_NS + 500_000, TICK_NS + 80_000_000);
    const { lagP50Us, lagP99Us, lagMaxUs } = gauge.take();
    assert.deepEqual([lagP50Us, lagP99Us, lagMaxUs], [500, 80_000, 80_000]);
  });

  it("has no negative lag when timers run early or not at all", () => {
    const probe = new FakeProbe();
    const gauge = new EventLoopGauge(probe);
    for (const delays of [[TICK_NS - 900_000], []]) {
      probe.observe(...delays);
      const { lagP50Us, lagP99Us, lagMaxUs } = gauge.take();
      assert.deepEqual([lagP50Us, lagP99Us, lagMaxUs], [0, 0, 0]);
    }
  });

  it("looks at the time since it was last asked", () => {
    const probe = new FakeProbe();
    const gauge = new EventLoopGauge(probe);
    Object.assign(probe, { idle: 75, active: 25 });
    assert.equal(gauge.take().utilization, 0.25);
    Object.assign(probe, { idle: 75, active: 35 });
    probe.observe(TICK_NS * 3);
    assert.equal(gauge.take().utilization, 1);
    assert.deepEqual(probe.delaysNs, []);
    assert.equal(gauge.take().utilization, 0);
  });

  it("stops the timer when it is closed", () => {
    const probe = new FakeProbe();
    new EventLoopGauge(probe).close();
    assert.ok(!probe.isEnabled);
  });

  it("reads the thread that it runs in", () => {
    const gauge = new EventLoopGauge();
    const report = gauge.take();
    gauge.close();
    for (const value of Object.values(report)) assert.ok(Number.isFinite(value) && value >= 0);
    assert.ok(report.utilization <= 1);
  });
});

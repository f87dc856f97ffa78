import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Budget } from "../../src/resilience/budget.ts";
import { Bulkhead } from "../../src/resilience/bulkhead.ts";
import { OutcomeWindow } from "../../src/resilience/outcome-window.ts";
import { pauseMs } from "../../src/resilience/pause.ts";
import { RecentLatencies } from "../../src/resilience/recent-latencies.ts";
import { Silence } from "../../src/resilience/silence.ts";

describe("a budget", () => {
  it("starts full, and is earned by what goes well, up to its bound", () => {
    const budget = new Budget(10, 2);
    assert.deepEqual([budget.spend(), budget.spend(), budget.spend()], [true, true, false]);
    for (let i = 0; i < 9; i++) budget.earn();
    assert.equal(budget.spend(), false);
    budget.earn();
    assert.equal(budget.left, 1);
    assert.equal(budget.spend(), true);
    for (let i = 0; i < 1_000; i++) budget.earn();
    assert.equal(budget.left, 2);
  });

  it("of 0 % is never there", () => {
    const budget = new Budget(0, 20);
    budget.earn();
    assert.equal(budget.spend(), false);
  });
});

describe("a bulkhead", () => {
  it("bounds calls, and is open again as they leave", () => {
    const bulkhead = new Bulkhead({ maxCalls: 2, maxBytes: 1_000 });
    assert.deepEqual([bulkhead.tryEnter(1), bulkhead.tryEnter(1), bulkhead.tryEnter(1)], [true, true, false]);
    bulkhead.leave(1);
    assert.equal(bulkhead.tryEnter(1), true);
    assert.equal(bulkhead.refused, 1);
  });

  it("bounds bytes, but lets one call in however large it is", () => {
    const bulkhead = new Bulkhead({ maxCalls: 10, maxBytes: 100 });
    assert.equal(bulkhead.tryEnter(5_000), true);
    assert.equal(bulkhead.tryEnter(1), false);
    bulkhead.leave(5_000);
    assert.deepEqual([bulkhead.tryEnter(60), bulkhead.tryEnter(41), bulkhead.tryEnter(40)], [true, false, true]);
    assert.deepEqual([bulkhead.calls, bulkhead.bytes], [2, 100]);
  });
});

describe("a pause", () => {
  it("doubles up to its bound, half of it by chance", () => {
    const bounds = { minMs: 10, maxMs: 50 };
    const of = (random: number): number[] => [1, 2, 3, 4, 99].map((times) => pauseMs(times, bounds, () => random));
    assert.deepEqual(of(0), [5, 10, 20, 25, 25]);
    assert.deepEqual(of(1), [10, 20, 40, 50, 50]);
  });
});

describe("the window of outcomes", () => {
  it("counts what is in it, tenth by tenth", () => {
    const window = new OutcomeWindow(10_000);
    assert.equal(window.failedPercent(0), 0);
    window.add(true, 0);
    window.add(false, 500);
    window.add(false, 1_000);
    assert.equal(window.count(9_999), 3);
    assert.equal(Math.round(window.failedPercent(9_999)), 67);
    assert.equal(window.count(10_000), 1);
    assert.equal(window.count(11_000), 0);
  });

  it("forgets everything in a long quiet time, and when it is cleared", () => {
    const window = new OutcomeWindow(10_000);
    for (let ms = 0; ms < 10_000; ms += 500) window.add(false, ms);
    assert.equal(window.count(1e9), 0);
    window.add(false, 1e9);
    window.clear();
    assert.equal(window.count(1e9), 0);
  });
});

describe("recent latencies", () => {
  it("say nothing before there are enough of them", () => {
    const latencies = new RecentLatencies();
    for (let i = 0; i < 31; i++) latencies.add(5);
    assert.equal(latencies.p95Ms, null);
    latencies.add(5);
    assert.equal(latencies.p95Ms, 5);
  });

  it("have 95 % of the last ones below, and forget older ones", () => {
    const latencies = new RecentLatencies();
    for (let i = 0; i < 1_024; i++) latencies.add(1_000);
    for (let i = 1; i <= 128; i++) latencies.add(i);
    assert.equal(latencies.p95Ms, 122);
  });
});

describe("a silence", () => {
  it("begins with the first attempt that has no answer, and goes on over attempts that end without one", () => {
    const silence = new Silence(1_000);
    silence.began(100);
    silence.ended(200);
    silence.began(300);
    assert.equal(silence.lastsMs(700), 600);
  });

  it("is broken by an answer, and begins anew with what is still under way", () => {
    const silence = new Silence(1_000);
    silence.began(0);
    silence.began(10);
    silence.ended(50);
    silence.broken(50);
    assert.equal(silence.lastsMs(80), 30);
    silence.ended(90);
    silence.broken(90);
    assert.equal(silence.lastsMs(1e6), 0);
  });

  it("is none when nobody has asked for a while", () => {
    const silence = new Silence(1_000);
    silence.began(0);
    silence.ended(10);
    silence.began(5_000);
    assert.equal(silence.lastsMs(5_001), 1);
  });
});

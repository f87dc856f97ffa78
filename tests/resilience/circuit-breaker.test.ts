import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type AttemptOutcome, CircuitBreaker, REFUSED } from "../../src/resilience/circuit-breaker.ts";
import { settings } from "./guard-settings.ts";

const rules = settings.breaker;

describe("the circuit breaker", () => {
  const create = (random = 1): CircuitBreaker => new CircuitBreaker(rules, () => random);
  const times = (breaker: CircuitBreaker, count: number, outcome: AttemptOutcome, nowMs = 0): void => {
    for (let i = 0; i < count; i++) breaker.settle(breaker.pass(), outcome, nowMs);
  };
  const opened = (): CircuitBreaker => {
    const breaker = create();
    times(breaker, 5, "failed");
    return breaker;
  };
  const halfOpen = (): CircuitBreaker => {
    const breaker = opened();
    breaker.probeSucceeded();
    return breaker;
  };

  it("stays closed while failures in a row are fewer than the bound", () => {
    const breaker = create();
    times(breaker, 4, "failed");
    times(breaker, 1, "answered");
    times(breaker, 4, "failed");
    assert.equal(breaker.state, "closed");
    assert.notEqual(breaker.pass(), REFUSED);
  });

  it("opens with the last of so many failures in a row, and refuses until a probe", () => {
    const breaker = opened();
    assert.equal(breaker.state, "open");
    assert.equal(breaker.opens, 1);
    assert.equal(breaker.pass(), REFUSED);
    assert.equal(breaker.probeAtMs, 400);
    assert.equal(breaker.retryAfterMs(0), 400);
    assert.equal(breaker.retryAfterMs(399.5), 1);
    assert.ok(breaker.retryAfterMs(400) >= 1);
  });

  it("opens when half of the attempts in the window fail, though never many in a row", () => {
    const breaker = create();
    for (let i = 0; i < 9; i++) {
      times(breaker, 1, "answered");
      times(breaker, 1, "failed");
    }
    times(breaker, 1, "answered");
    assert.equal(breaker.state, "closed", "nineteen attempts are too few");
    times(breaker, 1, "failed");
    assert.equal(breaker.state, "open");
  });

  it("forgets attempts that the window has passed", () => {
    const breaker = create();
    for (let i = 0; i < 9; i++) {
      times(breaker, 1, "failed", 0);
      times(breaker, 1, "answered", 0);
    }
    times(breaker, 12, "answered", 10_000);
    times(breaker, 4, "failed", 10_000);
    assert.equal(breaker.state, "closed");
  });

  it("takes no notice of outcomes that say nothing", () => {
    const breaker = create();
    times(breaker, 4, "failed");
    times(breaker, 100, "unknown");
    assert.equal(breaker.state, "closed");
    times(breaker, 1, "failed");
    assert.equal(breaker.state, "open");
  });

  it("takes no notice of attempts that began before it opened", () => {
    const breaker = create();
    const early = breaker.pass();
    times(breaker, 5, "failed");
    breaker.probeSucceeded();
    breaker.settle(early, "failed", 0);
    breaker.settle(early, "answered", 0);
    assert.equal(breaker.state, "half-open");
    times(breaker, 2, "answered");
    assert.equal(breaker.state, "closed");
  });

  it("lets one trial through at a time, and closes after so many that went well", () => {
    const breaker = halfOpen();
    const first = breaker.pass();
    assert.notEqual(first, REFUSED);
    assert.equal(breaker.pass(), REFUSED);
    breaker.settle(first, "answered", 0);
    const second = breaker.pass();
    assert.notEqual(second, REFUSED);
    breaker.settle(second, "answered", 0);
    assert.equal(breaker.state, "closed");
  });

  it("has another trial when one says nothing", () => {
    const breaker = halfOpen();
    times(breaker, 10, "unknown");
    assert.equal(breaker.state, "half-open");
    times(breaker, 2, "answered");
    assert.equal(breaker.state, "closed");
  });

  it("opens again with the first trial that fails, for longer each time, up to the bound", () => {
    const breaker = opened();
    const pauses: number[] = [];
    for (let i = 0; i < 4; i++) {
      breaker.probeSucceeded();
      times(breaker, 1, "answered");
      times(breaker, 1, "failed", 0);
      pauses.push(breaker.probeAtMs);
    }
    assert.deepEqual(pauses, [800, 1_600, 1_600, 1_600]);
    assert.equal(breaker.opens, 5);
  });

  it("waits longer with each probe that fails, and starts anew once it was closed", () => {
    const breaker = opened();
    breaker.probeFailed(1_000);
    assert.equal(breaker.probeAtMs, 1_800);
    assert.equal(breaker.opens, 1);
    breaker.probeSucceeded();
    times(breaker, 2, "answered");
    times(breaker, 5, "failed", 10_000);
    assert.equal(breaker.probeAtMs, 10_400);
  });

  it("leaves half of each pause to chance", () => {
    for (const [random, pause] of [
      [0, 200],
      [0.5, 300],
    ] as const) {
      const breaker = create(random);
      times(breaker, 5, "failed");
      assert.equal(breaker.probeAtMs, pause);
    }
  });

  it("opens at once with a probe that fails, whatever its state", () => {
    const closed = create();
    closed.probeFailed(0);
    assert.equal(closed.state, "open");
    const trying = halfOpen();
    trying.probeFailed(0);
    assert.equal(trying.state, "open");
  });
});

import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Code } from "../../src/common/codes.ts";
import { Failure } from "../../src/common/failure.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import type { GuardedCall } from "../../src/resilience/guarded-call.ts";
import { settled } from "./fake-guard-time.ts";
import { away, GuardFixture, watch } from "./guard-fixture.ts";
import { settings } from "./guard-settings.ts";

describe("the guard of a store, breaking off", () => {
  let on: GuardFixture;
  beforeEach(() => {
    on = new GuardFixture();
  });

  it("refuses at once while it is open, with the on.time of the next probe and the reason", async () => {
    const guard = await on.opened();
    const count = on.attempts.length;
    await assert.rejects(guard.run(on.call("read")), (error: PrismError) => {
      const { code, reason, retryAfterMs, metadata, message } = error.failure;
      assert.deepEqual([code, reason, metadata], [Code.UNAVAILABLE, "STORE_CIRCUIT_OPEN", { backend: "pg" }]);
      assert.ok(retryAfterMs > 390 && retryAfterMs <= 400, `${retryAfterMs} ms`);
      assert.match(message, /STORE_UNAVAILABLE: away/);
      assert.equal(error.retry, "safe");
      return true;
    });
    assert.equal(guard.tryEnter(1)?.reason, "STORE_CIRCUIT_OPEN");
    assert.equal(on.attempts.length, count);
    assert.equal(guard.snapshot().refusedOpen, 2);
    assert.match(guard.snapshot().problem, /away/);
  });

  it("probes when the pause is over, tries one at a time, and lets everybody through again", async () => {
    const guard = await on.opened();
    await on.time.advance(401);
    assert.equal(on.probes.length, 1);
    on.probes[0]?.answer();
    await settled();
    assert.equal(guard.snapshot().state, "half-open");
    assert.equal(guard.lanes(8), 1);
    const first = watch(guard.run(on.call("read")));
    await settled();
    const second = watch(guard.run(on.call("read")));
    await settled();
    assert.equal(second.outcome, "STORE_CIRCUIT_OPEN");
    on.last().answer("ok");
    await settled();
    assert.equal(first.outcome, "ok");
    watch(guard.run(on.call("read")));
    await settled();
    on.last().answer("ok");
    await settled();
    assert.equal(guard.snapshot().state, "closed");
    assert.equal(guard.snapshot().problem, "");
    assert.equal(guard.lanes(8), 8);
    assert.deepEqual(on.changes, ["open", "half-open", "closed"]);
  });

  it("goes on probing, less and less often, while the store does not answer", async () => {
    const guard = await on.opened();
    const gaps: number[] = [];
    for (let i = 1, since = on.time.nowMs(); i <= 4; i++) {
      while (on.probes.length < i) await on.time.advance(10);
      gaps.push(Math.round((on.time.nowMs() - since) / 100) * 100);
      on.probes.at(-1)?.fail(away("safe"));
      await settled();
      since = on.time.nowMs();
    }
    assert.deepEqual(gaps, [400, 800, 1_600, 1_600]);
    assert.equal(guard.snapshot().opens, 1);
  });

  it("takes a probe that never ends for one that failed", async () => {
    const guard = await on.opened();
    await on.time.advance(400 + 1_000 + 1);
    assert.equal(on.probes.length, 1);
    await on.time.advance(801);
    assert.equal(on.probes.length, 2);
    assert.equal(guard.snapshot().state, "open");
  });

  it("stays closed when calls fail for which the store is not to blame", async () => {
    const guard = on.create();
    const refuse = (code: Code, reason: string, source: "backend" | "gateway" = "backend"): PrismError =>
      new PrismError(new Failure(code, reason, "no"), { source });
    await on.failTimes(guard, 10, refuse(Code.INVALID_ARGUMENT, "STORE_VALUE_REFUSED"));
    await on.failTimes(guard, 10, refuse(Code.FAILED_PRECONDITION, "STORE_MISSING"));
    await on.failTimes(guard, 10, refuse(Code.RESOURCE_EXHAUSTED, "STORE_FULL"));
    await on.failTimes(guard, 10, refuse(Code.UNAVAILABLE, "STORE_READ_ONLY"));
    await on.failTimes(guard, 10, refuse(Code.UNAVAILABLE, "SHUTTING_DOWN", "gateway"));
    await on.failTimes(guard, 10, new TypeError("bug"));
    assert.equal(guard.snapshot().state, "closed");
  });

  it("ends the retries of a call that saw it open, with the error of the store", async () => {
    const guard = on.create({ settings: { ...settings, breaker: { ...settings.breaker, failuresInRow: 1 } } });
    const running = watch(guard.run(on.call("read")));
    await settled();
    on.last().fail(away("safe"));
    await on.time.advance(150);
    assert.equal(running.outcome, "STORE_UNAVAILABLE");
    assert.equal(on.attempts.length, 1);
  });

  it("opens with the first check that finds the store away, before any call", async () => {
    const guard = on.create();
    const checked = guard.check();
    await settled();
    on.probes[0]?.fail(away("safe"));
    await checked;
    assert.equal(guard.snapshot().state, "open");
    await on.time.advance(401);
    assert.equal(on.probes.length, 2);
  });

  it("is not probed any more once the guard is closed", async () => {
    const guard = await on.opened();
    guard.close();
    await on.time.advance(10_000);
    assert.equal(on.probes.length, 0);
    assert.equal(on.time.pending, 0);
  });

  it("is not held open by an attempt that throws at once", async () => {
    const guard = on.create();
    const bug: GuardedCall<string> = {
      ...on.call("read"),
      attempt: () => {
        throw new TypeError("bug");
      },
    };
    await assert.rejects(guard.run(bug), TypeError);
    assert.equal(guard.snapshot().attempts, 0);
  });
});

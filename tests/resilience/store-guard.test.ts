import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Code } from "../../src/common/codes.ts";
import { settled } from "./fake-guard-time.ts";
import { GuardFixture, watch } from "./guard-fixture.ts";

describe("the guard of a store", () => {
  let on: GuardFixture;
  beforeEach(() => {
    on = new GuardFixture();
  });

  it("gives back what the store answers, within the caller's time or its own, whichever ends first", async () => {
    const guard = on.create();
    for (const [timeoutMs, given] of [
      [300, 300],
      [9_999, 1_000],
      [Number.POSITIVE_INFINITY, 1_000],
    ] as const) {
      const running = watch(guard.run(on.call("read", timeoutMs)));
      await settled();
      assert.equal(on.last().timeoutMs, given);
      on.last().answer("done");
      await settled();
      assert.equal(running.outcome, "done");
    }
    assert.equal(on.time.pending, 0);
    assert.equal(guard.snapshot().attempts, 0);
  });

  it("asks nothing of the store when the deadline is over", async () => {
    const running = watch(on.create().run(on.call("write", 0)));
    await settled();
    assert.equal(running.outcome, "DEADLINE_EXCEEDED");
    assert.equal(on.attempts.length, 0);
  });

  it("takes in so many calls and no more", () => {
    const guard = on.create();
    assert.deepEqual([guard.tryEnter(10), guard.tryEnter(10), guard.tryEnter(10)], [null, null, null]);
    const refused = guard.tryEnter(10);
    assert.equal(refused?.reason, "STORE_BUSY");
    assert.equal(refused?.code, Code.RESOURCE_EXHAUSTED);
    assert.ok((refused?.retryAfterMs ?? 0) > 0);
    guard.leave(10);
    assert.equal(guard.tryEnter(10), null);
    assert.deepEqual([guard.snapshot().calls, guard.snapshot().bytes, guard.snapshot().refusedBusy], [3, 30, 1]);
  });

  describe("time-outs", () => {
    it("ends a call whose store is silent, and takes no notice of what comes later", async () => {
      const guard = on.create();
      const running = watch(guard.run(on.call("write", 200)));
      await on.time.advance(199);
      assert.equal(running.outcome, "");
      await on.time.advance(1);
      assert.equal(running.outcome, "STORE_TIMEOUT");
      on.last().answer("late");
      await settled();
      assert.equal(running.outcome, "STORE_TIMEOUT");
      assert.equal(guard.snapshot().timeouts, 1);
      assert.equal(guard.snapshot().attempts, 0);
    });

    it("of callers in a hurry do not open the breaker while the store answers others", async () => {
      const guard = on.create();
      for (let i = 0; i < 50; i++) {
        const hasty = watch(guard.run(on.call("write", 10)));
        const other = watch(guard.run(on.call("read", 5_000)));
        await settled();
        on.last().answer("ok");
        await on.time.advance(20);
        assert.deepEqual([hasty.outcome, other.outcome], ["STORE_TIMEOUT", "ok"]);
      }
      assert.equal(guard.snapshot().state, "closed");
    });

    it("open it when nobody is answered any more", async () => {
      const guard = on.create();
      for (let i = 0; i < 11; i++) {
        watch(guard.run(on.call("write", 60)));
        await on.time.advance(60);
      }
      assert.equal(guard.snapshot().state, "closed", "seven in a row, of which three after half a second");
      for (let i = 0; i < 2; i++) {
        watch(guard.run(on.call("write", 60)));
        await on.time.advance(60);
      }
      assert.equal(guard.snapshot().state, "open");
    });
  });
});

import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import type { GuardParts, StoreGuard } from "../../src/resilience/store-guard.ts";
import { settled } from "./fake-guard-time.ts";
import { away, GuardFixture, watch } from "./guard-fixture.ts";
import { settings } from "./guard-settings.ts";

describe("the guard of a store, hedging reads", () => {
  let on: GuardFixture;
  beforeEach(() => {
    on = new GuardFixture();
  });

  const hedging = { ...settings, hedge: { mode: "reads", budgetPercent: 10 } } as const;
  /** A guard that knows that reads take ten milliseconds. */
  const used = async (parts: Partial<GuardParts> = {}): Promise<StoreGuard> => {
    const guard = on.create({ settings: hedging, ...parts });
    for (let i = 0; i < 32; i++) {
      watch(guard.run(on.call("read")));
      await on.time.advance(10);
      on.last().answer("ok");
      await settled();
    }
    on.attempts = [];
    return guard;
  };

  it("asks again when a read takes longer than reads do, and takes the first answer", async () => {
    const guard = await used();
    for (const winner of [0, 1]) {
      on.attempts = [];
      const running = watch(guard.run(on.call("read")));
      await on.time.advance(9);
      assert.equal(on.attempts.length, 1);
      await on.time.advance(2);
      assert.equal(on.attempts.length, 2);
      on.attempts[winner]?.answer(`of ${winner}`);
      await settled();
      assert.equal(running.outcome, `of ${winner}`);
      on.attempts[1 - winner]?.answer("late");
      await settled();
    }
    const { hedges, hedgesWon, attempts: left } = guard.snapshot();
    assert.deepEqual([hedges, hedgesWon, left], [2, 1, 0]);
  });

  it("waits for the other when one fails, and fails when both do", async () => {
    const guard = await used({ settings: { ...hedging, retry: { ...settings.retry, maxAttempts: 1 } } });
    for (const end of ["answered", "failed"]) {
      on.attempts = [];
      const running = watch(guard.run(on.call("read")));
      await on.time.advance(11);
      on.attempts[0]?.fail(away("safe"));
      await settled();
      assert.equal(running.outcome, "");
      if (end === "answered") on.attempts[1]?.answer("ok");
      else on.attempts[1]?.fail(away("safe"));
      await settled();
      assert.equal(running.outcome, end === "answered" ? "ok" : "STORE_UNAVAILABLE");
    }
  });

  it("asks no write twice, nor any read before it knows what reads take", async () => {
    const guard = await used();
    watch(guard.run(on.call("write-once")));
    await on.time.advance(500);
    assert.equal(on.attempts.length, 1);
    on.attempts = [];
    watch(on.create({ settings: hedging }).run(on.call("read")));
    await on.time.advance(500);
    assert.equal(on.attempts.length, 1);
  });

  it("keeps to its budget", async () => {
    const guard = await used();
    for (let i = 0; i < 30; i++) {
      on.attempts = [];
      watch(guard.run(on.call("read", 900)));
      await on.time.advance(100);
      for (const attempt of on.attempts) attempt.answer("ok");
      await settled();
    }
    assert.ok(guard.snapshot().hedges <= 20 + 6, `${guard.snapshot().hedges} hedges`);
  });
});

import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Code } from "../../src/common/codes.ts";
import { Failure } from "../../src/common/failure.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import type { CallKind } from "../../src/resilience/guarded-call.ts";
import { settled } from "./fake-guard-time.ts";
import { away, GuardFixture, watch } from "./guard-fixture.ts";
import { settings } from "./guard-settings.ts";

describe("the guard of a store, trying again", () => {
  let on: GuardFixture;
  beforeEach(() => {
    on = new GuardFixture();
  });

  it("does when nothing can have been done, after a pause that doubles", async () => {
    const guard = on.create();
    const running = watch(guard.run(on.call("write")));
    await settled();
    on.last().fail(away("safe"));
    await on.time.advance(99);
    assert.equal(on.attempts.length, 1);
    await on.time.advance(2);
    assert.equal(on.attempts.length, 2);
    on.last().fail(away("safe"));
    await on.time.advance(201);
    assert.deepEqual(
      on.attempts.map(({ number }) => number),
      [1, 2, 3],
    );
    on.last().answer("done");
    await settled();
    assert.equal(running.outcome, "done");
    assert.equal(guard.snapshot().retries, 2);
  });

  it("ends with the last error, which names the backend, after so many attempts", async () => {
    const error = away("safe");
    const failing = on.create().run({ kind: "read", timeoutMs: 10_000, attempt: () => Promise.reject(error) });
    const seen = assert.rejects(failing, (told: PrismError) => {
      assert.equal(told.failure.reason, "STORE_UNAVAILABLE");
      assert.deepEqual(told.failure.metadata, { backend: "pg" });
      assert.equal(told.cause, error);
      return true;
    });
    await on.time.advance(5_000);
    await seen;
  });

  const lost = away("fresh-connection");
  const refused = new PrismError(new Failure(Code.FAILED_PRECONDITION, "STORE_MISSING", "gone"), {
    source: "backend",
  });
  const cases: [string, CallKind, unknown, boolean][] = [
    ["a read whose connection was lost", "read", lost, true],
    ["a write that is known again, whose connection was lost", "write-once", lost, true],
    ["a write whose connection was lost", "write", lost, false],
    ["a read that the store refuses", "read", refused, false],
    ["a read that fails in a way nobody has foreseen", "read", new TypeError("bug"), false],
  ];
  for (const [what, kind, error, repeats] of cases) {
    it(`${repeats ? "repeats" : "does not repeat"} ${what}`, async () => {
      const running = watch(on.create().run(on.call(kind)));
      await settled();
      on.last().fail(error);
      await on.time.advance(200);
      assert.equal(on.attempts.length, repeats ? 2 : 1);
      assert.equal(running.outcome === "", repeats);
    });
  }

  it("repeats a read that had no answer in time, and a write only if it is known again", async () => {
    for (const [kind, count] of [
      ["read", 2],
      ["write-once", 2],
      ["write", 1],
    ] as const) {
      on.attempts = [];
      const running = watch(on.create().run(on.call(kind)));
      await on.time.advance(1_000);
      await on.time.advance(150);
      assert.equal(on.attempts.length, count, kind);
      assert.equal(running.outcome, kind === "write" ? "STORE_TIMEOUT" : "", kind);
      on.last().answer("done");
      await settled();
    }
  });

  it("does not begin what the deadline would not let end", async () => {
    const running = watch(on.create().run(on.call("read", 90)));
    await settled();
    on.last().fail(away("safe"));
    await settled();
    assert.equal(running.outcome, "STORE_UNAVAILABLE");
  });

  it("waits as long as the store asks it to", async () => {
    const running = watch(on.create().run(on.call("read")));
    await settled();
    const failure = new Failure(Code.RESOURCE_EXHAUSTED, "STORE_FULL", "full", { retryAfterMs: 700 });
    on.last().fail(new PrismError(failure, { source: "backend", retry: "safe" }));
    await on.time.advance(699);
    assert.equal(on.attempts.length, 1);
    await on.time.advance(2);
    assert.equal(on.attempts.length, 2);
    on.last().answer("done");
    await settled();
    assert.equal(running.outcome, "done");
  });

  it("leaves to the caller what takes longer than the longest pause", async () => {
    const running = watch(on.create().run(on.call("read")));
    await settled();
    const failure = new Failure(Code.RESOURCE_EXHAUSTED, "STORE_FULL", "full", { retryAfterMs: 5_000 });
    on.last().fail(new PrismError(failure, { source: "backend", retry: "safe" }));
    await settled();
    assert.equal(running.outcome, "STORE_FULL");
    assert.equal(on.attempts.length, 1);
  });

  it("ends when the budget is spent, and successes earn it back", async () => {
    const guard = on.create({
      settings: { ...settings, breaker: { ...settings.breaker, failuresInRow: 1_000, minAttempts: 1_000 } },
    });
    const fail = (): Promise<string> =>
      guard.run({ kind: "read", timeoutMs: 10_000, attempt: () => Promise.reject(away("safe")) });
    const runs = Array.from({ length: 40 }, () => watch(fail()));
    await on.time.advance(5_000);
    assert.ok(runs.every(({ outcome }) => outcome === "STORE_UNAVAILABLE"));
    assert.equal(guard.snapshot().retries, 20);
    assert.equal(guard.snapshot().retriesLeft, 0);
    for (let i = 0; i < 10; i++) await guard.run({ ...on.call("read"), attempt: () => Promise.resolve("ok") });
    assert.equal(guard.snapshot().retriesLeft, 1);
  });
});

import assert from "node:assert/strict";
import { Code } from "../../src/common/codes.ts";
import { Failure } from "../../src/common/failure.ts";
import { PrismError, type Retry } from "../../src/common/prism-error.ts";
import type { CallKind, GuardedCall } from "../../src/resilience/guarded-call.ts";
import { type GuardParts, StoreGuard } from "../../src/resilience/store-guard.ts";
import { FakeGuardTime, settled } from "./fake-guard-time.ts";
import { settings } from "./guard-settings.ts";

/** An attempt that the test answers when it likes. */
interface Attempt {
  readonly number: number;
  readonly timeoutMs: number;
  answer(value: string): void;
  fail(error: unknown): void;
}

/** A guard, and a store that does what the test says. */
export class GuardFixture {
  readonly time = new FakeGuardTime();
  attempts: Attempt[] = [];
  readonly probes: { answer(): void; fail(error: unknown): void }[] = [];
  readonly changes: string[] = [];

  create(parts: Partial<GuardParts> = {}): StoreGuard {
    return new StoreGuard({
      backend: "pg",
      settings,
      time: this.time,
      random: () => 0.999_999,
      probe: () => new Promise((answer, fail) => this.probes.push({ answer, fail })),
      onChange: (state) => this.changes.push(state),
      ...parts,
    });
  }

  call(kind: CallKind, timeoutMs = 10_000): GuardedCall<string> {
    return {
      kind,
      timeoutMs,
      attempt: (timeoutMs, number) =>
        new Promise((answer, fail) => this.attempts.push({ number, timeoutMs, answer, fail })),
    };
  }

  last(): Attempt {
    return this.attempts.at(-1) as Attempt;
  }

  /** Runs calls that each fail at once. */
  async failTimes(guard: StoreGuard, count: number, error: unknown): Promise<void> {
    for (let i = 0; i < count; i++) {
      const running = watch(guard.run(this.call("write")));
      await settled();
      this.last().fail(error);
      await settled();
      assert.notEqual(running.outcome, "");
    }
  }

  /** A guard whose breaker has just opened. */
  async opened(): Promise<StoreGuard> {
    const guard = this.create();
    await this.failTimes(guard, 5, away("never"));
    assert.equal(guard.snapshot().state, "open");
    return guard;
  }
}

/** What a run came to, once it has. */
export function watch(running: Promise<string>): { outcome: string } {
  const seen = { outcome: "" };
  running.then(
    (value) => {
      seen.outcome = value;
    },
    (error: unknown) => {
      seen.outcome = error instanceof PrismError ? error.failure.reason : String(error);
    },
  );
  return seen;
}

export function away(retry: Retry): PrismError {
  return new PrismError(new Failure(Code.UNAVAILABLE, "STORE_UNAVAILABLE", "away"), { source: "backend", retry });
}

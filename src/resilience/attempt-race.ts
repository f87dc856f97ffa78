import type { GuardTime, StopTimer } from "./guard-time.ts";

export interface RaceRules<T> {
  readonly time: GuardTime;
  /** After so long nobody is waited for any more. */
  readonly timeoutMs: number;
  /** After so long without an answer a second attempt is begun; null = never. */
  readonly hedgeAfterMs: number | null;
  /** Begins it, or returns null when none may be. */
  readonly hedge: () => RunningAttempt<T> | null;
  /** The error of a race without an answer in time. */
  readonly timedOut: () => Error;
}

/** An attempt under way, and whoever wants to know how it ends. */
export interface RunningAttempt<T> {
  readonly result: Promise<T>;
  /** Called once: with what came of it, or with `given-up` when nobody waits for it any more … */
  ended(how: "answered" | "failed" | "timed-out" | "given-up", error: unknown): void;
  /** … and then perhaps this, when it is answered after all. */
  late(): void;
}

/**
 * One attempt and perhaps a hedge: resolves with the first answer, rejects when all have failed or the time is over. What
 * comes afterwards is ignored.
 */
export function race<T>(first: RunningAttempt<T>, rules: RaceRules<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const running = new Set<RunningAttempt<T>>();
    let stopHedge: StopTimer | null = null;
    const stopTimeout = rules.time.start(rules.timeoutMs, () => {
      const error = rules.timedOut();
      finish("timed-out", error);
      reject(error);
    });

    watch(first);
    if (rules.hedgeAfterMs !== null && rules.hedgeAfterMs < rules.timeoutMs) {
      stopHedge = rules.time.start(rules.hedgeAfterMs, () => {
        stopHedge = null;
        const hedge = rules.hedge();
        if (hedge !== null) watch(hedge);
      });
    }

    function watch(attempt: RunningAttempt<T>): void {
      running.add(attempt);
      attempt.result.then(
        (result) => {
          if (!running.delete(attempt)) return attempt.late();
          attempt.ended("answered", null);
          finish("given-up", null);
          resolve(result);
        },
        (error: unknown) => {
          if (!running.delete(attempt)) return;
          attempt.ended("failed", error);
          if (running.size > 0) return;
          finish("given-up", null);
          reject(error);
        },
      );
    }

    function finish(how: "timed-out" | "given-up", error: unknown): void {
      stopTimeout();
      stopHedge?.();
      const left = [...running];
      running.clear();
      for (const attempt of left) attempt.ended(how, error);
    }
  });
}

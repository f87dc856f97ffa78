import { timedOut } from "./guard-failures.ts";
import type { GuardTime } from "./guard-time.ts";

/** Probes a store, for so long at the most: null when it is well, else what is wrong. Never rejects. */
export function askForLife(
  probe: (timeoutMs: number) => Promise<void>,
  time: GuardTime,
  timeoutMs: number,
): Promise<unknown> {
  return new Promise((resolve) => {
    const stop = time.start(timeoutMs, () => resolve(timedOut("read", timeoutMs)));
    // A probe that throws at once is one that rejects.
    const answer = Promise.resolve().then(() => probe(timeoutMs));
    answer.then(() => resolve(null), resolve).finally(stop);
  });
}

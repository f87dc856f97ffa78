import { setTimeout as rest } from "node:timers/promises";
import { Code } from "../../common/codes.ts";
import type { PrismError } from "../../common/prism-error.ts";

/** Waits between attempts, longer each time, as long as there is hope; then throws what kept it from succeeding. */
export class Patience {
  private readonly signal: AbortSignal | undefined;
  private attempts = 0;
  private last: PrismError | null = null;

  constructor(signal: AbortSignal | undefined) {
    this.signal = signal;
  }

  note(error: PrismError): void {
    this.last = error;
  }

  async rest(): Promise<void> {
    if (++this.attempts >= MOST_ATTEMPTS) throw this.last;
    const ownMs = Math.min(FIRST_MS * 2 ** (this.attempts - 1), LONGEST_MS);
    await rest(Math.max(ownMs, this.last?.failure.retryAfterMs ?? 0), undefined, { signal: this.signal });
  }
}

/** Whether the same may succeed a little later. */
export function isPassing({ failure }: PrismError): boolean {
  return PASSING.has(failure.code);
}

/** Whether the write that failed so may have been done. */
export function isUnsure({ failure }: PrismError): boolean {
  return failure.code !== Code.RESOURCE_EXHAUSTED && failure.metadata.outcome !== "not_done";
}

/** Whether no row will fare better than this one. */
export function isHopeless({ failure }: PrismError): boolean {
  return HOPELESS.has(failure.code) || failure.reason === "WRONG_PATTERN";
}

const PASSING: ReadonlySet<number> = new Set([
  Code.UNAVAILABLE,
  Code.RESOURCE_EXHAUSTED,
  Code.DEADLINE_EXCEEDED,
  Code.ABORTED,
]);
const HOPELESS: ReadonlySet<number> = new Set([
  Code.CANCELLED,
  Code.UNAUTHENTICATED,
  Code.NOT_FOUND,
  Code.UNIMPLEMENTED,
  Code.INTERNAL,
]);
/** With the waits below some forty seconds: a gateway is replaced in less. */
const MOST_ATTEMPTS = 14;
const FIRST_MS = 50;
const LONGEST_MS = 5_000;

import { Code } from "../../common/codes.ts";
import type { Failure } from "../../common/failure.ts";
import { isForGood } from "../refusals.ts";

/**
 * When a subscription that has worked goes on after a failure: a worker that has died is replaced, a store comes back. It
 * asks again after the failure's hint, each time later than before, and gives up after a minute or so.
 */
export class Resumption {
  private attempts = 0;

  /** Milliseconds until it may ask again; −1 when it is to end with this failure. */
  after({ code, reason, retryAfterMs }: Failure): number {
    const mayPass = code === Code.UNAVAILABLE || code === Code.RESOURCE_EXHAUSTED;
    if (!mayPass || retryAfterMs === 0 || isForGood(reason) || this.attempts === MAX_ATTEMPTS) return -1;
    return Math.max(retryAfterMs, Math.min(FIRST_MS * 2 ** this.attempts++, MOST_MS));
  }

  succeeded(): void {
    this.attempts = 0;
  }
}

const FIRST_MS = 50;
const MOST_MS = 5_000;
const MAX_ATTEMPTS = 18;

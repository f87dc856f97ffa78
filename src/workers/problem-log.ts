import { inspect } from "node:util";
import type { Clock } from "../common/clock.ts";
import { OnceASecond } from "../common/once-a-second.ts";
import type { FailedRequest } from "../pipeline/failed-request.ts";

/**
 * Hands on what failed inside a worker and is no caller's business beyond an INTERNAL, for the gateway's log. At most one
 * a second, with the number of those left out since: a store that fails every call must not fill the disk with its log.
 * It is told with the next turn of the event loop, when it is known which requests failed with it.
 */
export class ProblemLog {
  private readonly passing: OnceASecond;
  private readonly tell: Tell;
  private readonly later: (work: () => void) => void;
  /** Of the problem that is about to be told; null when there is none. */
  private requests: FailedRequest[] | null = null;

  constructor(clock: Clock, tell: Tell, later: (work: () => void) => void = setImmediate) {
    this.passing = new OnceASecond(clock);
    this.tell = tell;
    this.later = later;
  }

  /** Notes a request that was answered with INTERNAL. */
  readonly failed = (request: FailedRequest): void => {
    if (this.requests !== null && this.requests.length < MAX_REQUESTS) this.requests.push(request);
  };

  readonly add = (error: unknown): void => {
    const leftOut = this.passing.pass();
    if (leftOut < 0) return;
    this.requests = [];
    this.later(() => {
      this.tell(inspect(error), leftOut, this.requests ?? []);
      this.requests = null;
    });
  };
}

type Tell = (problem: string, leftOut: number, requests: readonly FailedRequest[]) => void;

/** Of one problem; a batch that fails has hundreds. */
const MAX_REQUESTS = 8;

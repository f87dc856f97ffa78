import { inspect } from "node:util";
import { type Clock, elapsedUs } from "../common/clock.ts";

/**
 * Hands on what failed inside a worker and is no caller's business beyond an INTERNAL, for the gateway's log. At most one
 * a second, with the number of those left out since: a store that fails every call must not fill the disk with its log.
 */
export class ProblemLog {
  private readonly clock: Clock;
  private readonly tell: (problem: string, leftOut: number) => void;
  private toldUs: number | null = null;
  private leftOut = 0;

  constructor(clock: Clock, tell: (problem: string, leftOut: number) => void) {
    this.clock = clock;
    this.tell = tell;
  }

  readonly add = (error: unknown): void => {
    const nowUs = this.clock.monotonicUs();
    const sinceUs = this.toldUs === null ? INTERVAL_US : elapsedUs(this.toldUs, nowUs);
    // Negative after half an hour of silence, when the clock has wrapped.
    if (sinceUs >= 0 && sinceUs < INTERVAL_US) {
      this.leftOut++;
      return;
    }
    this.tell(inspect(error), this.leftOut);
    this.toldUs = nowUs;
    this.leftOut = 0;
  };
}

const INTERVAL_US = 1_000_000;

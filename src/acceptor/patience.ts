import { MAX_WAITING_FETCHES } from "../common/limits.ts";
import type { CallPort } from "./call-port.ts";

/**
 * The calls that wait for something to happen rather than for a worker to have time: fetches. They have ports of their own,
 * so that nothing else waits behind them, and are bounded in number. A shutdown does not wait for them either.
 */
export class Patience {
  readonly maxWaiting: number;
  /** Calls that were sent and not answered, whether somebody waits for the answer or not. */
  waiting = 0;
  private readonly ports = new Set<CallPort>();

  constructor(maxInFlight: number) {
    this.maxWaiting = Math.min(MAX_WAITING_FETCHES, Math.ceil(maxInFlight / 2));
  }

  add(port: CallPort): void {
    this.ports.add(port);
  }

  delete(port: CallPort): void {
    this.ports.delete(port);
  }

  /** One more waits; false when there are too many. */
  enter(): boolean {
    if (this.waiting >= this.maxWaiting) return false;
    this.waiting++;
    return true;
  }

  /** So many wait no longer. */
  leave(count: number): void {
    this.waiting -= count;
  }

  /** Answers all that wait, with this frame under each one's id. */
  failAll(frameOf: (id: number) => Buffer): void {
    for (const port of [...this.ports]) port.failAll(frameOf);
  }
}

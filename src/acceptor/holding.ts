import { elapsedUs } from "../common/clock.ts";
import { MAX_RING_WAIT_MS } from "../common/limits.ts";
import { type Connection, Hold } from "./connection.ts";
import type { AcceptorCounters } from "./counters.ts";

export interface HoldingParts {
  readonly counters: AcceptorCounters;
  /** Goes on with what the connection's splitter has kept. */
  readonly goOn: (connection: Connection) => void;
}

/** The connections that are not read for now, and why. */
export class Holding {
  private readonly parts: HoldingParts;
  /** Those with a hold that a worker's progress ends, or a check. */
  private readonly waiting = new Set<Connection>();

  constructor(parts: HoldingParts) {
    this.parts = parts;
  }

  /** Stops reading it for this reason. */
  hold(connection: Connection, reason: number): false {
    if (connection.holds === 0) connection.transport.pause();
    connection.holds |= reason;
    this.parts.counters.pauses++;
    this.waiting.add(connection);
    return false;
  }

  /** Ends a hold; when it was the last one, goes on with what is kept, and reads again if that did not bring a new one. */
  lift(connection: Connection, hold: number): void {
    connection.holds &= ~hold;
    if ((connection.holds & ~Hold.ENDED) !== 0) return;
    this.waiting.delete(connection);
    this.parts.goOn(connection);
    if (connection.holds === 0) connection.transport.resume();
  }

  /** Lifts what workers' progress has ended. */
  wake(): void {
    if (this.waiting.size === 0) return;
    for (const connection of [...this.waiting]) {
      const over = connection.holdsThatAreOver;
      if (over !== 0) this.lift(connection, over);
    }
  }

  /** Frames that have waited too long for room and still find none are refused, with a hint when to come back. */
  shedOverdue(nowUs: number): void {
    for (const connection of this.waiting) {
      if ((connection.holds & Hold.RING_FULL) === 0) continue;
      if (elapsedUs(connection.heldSinceUs, nowUs) < MAX_RING_WAIT_MS * 1000) continue;
      connection.isShedding = true;
      this.lift(connection, Hold.RING_FULL);
      connection.isShedding = false;
    }
  }

  forget(connection: Connection): void {
    this.waiting.delete(connection);
  }
}

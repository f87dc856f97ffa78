import { Prospects } from "./prospects.ts";

/**
 * How often a thread that owns sockets and waits for answers goes round its event loop before it parks. It is not parked
 * meanwhile, so whoever answers need not ring, and its sockets are read all the time.
 */
export class FurtherTurns {
  private readonly limit: number;
  private readonly prospects = new Prospects();
  /** In a row, without an answer. */
  private turns = 0;
  /** The fewest that have been owed since turns were in vain: there may be no others than those, and a store may hang. */
  private stale = 0;

  /** @param limit turns in a row without an answer after which the thread parks */
  constructor(limit: number) {
    this.limit = limit;
  }

  /** At the end of a turn that took `answers`: whether to go round once more, with answers still `owed`. */
  goesOn(answers: number, owed: number): boolean {
    if (answers > 0 && this.turns > 0) {
      this.prospects.helped();
      this.turns = 0;
    }
    this.stale = Math.min(this.stale, owed);
    if (owed === this.stale) {
      this.turns = 0;
      return false;
    }
    if (this.turns === 0 && !this.prospects.isDue()) return false;
    if (this.turns < this.limit) {
      this.turns++;
      return true;
    }
    this.prospects.failed();
    this.stale = owed;
    this.turns = 0;
    return false;
  }
}

import type Database from "better-sqlite3";

/** Versions reserved by one write: rare enough to cost nothing, and 2^33 restarts until 2^53 is reached. */
export const RESERVED_VERSIONS = 2 ** 20;

/**
 * Versions of the whole store, counted in memory under a mark that is on the disk. The mark moves in the same
 * transaction that first passes it, so no version is ever handed out twice: after a restart the count goes on at the
 * mark. A transaction that is rolled back takes its move of the mark with it.
 */
export class VersionSequence {
  readonly #move: Database.Statement;
  #last: number;
  /** The mark as the open transaction sees it, and as it is on the disk. */
  #reserved: number;
  #committed: number;

  constructor(db: Database.Database) {
    this.#move = db.prepare("UPDATE version_sequence SET reserved = ?");
    this.#last = db.prepare("SELECT reserved FROM version_sequence").pluck().get() as number;
    this.#reserved = this.#last;
    this.#committed = this.#last;
  }

  /** The first of `count` new versions; to be called in a transaction. */
  take(count: number): number {
    const first = this.#last + 1;
    const last = this.#last + count;
    if (last > this.#reserved) {
      const mark = last + RESERVED_VERSIONS;
      this.#move.run(mark);
      this.#reserved = mark;
    }
    this.#last = last;
    return first;
  }

  onCommit(): void {
    this.#committed = this.#reserved;
  }

  onRollback(): void {
    this.#reserved = this.#committed;
  }
}

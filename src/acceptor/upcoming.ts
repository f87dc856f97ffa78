/**
 * What waits for the acceptor's next work: the calls that doors have gathered, say. Whoever closes connections by what
 * they are owed takes it first, for it is not counted yet.
 */
export class Upcoming {
  private works: (() => void)[] = [];

  add(work: () => void): void {
    this.works.push(work);
  }

  /** Does all of it. What that adds waits for the next time. */
  take(): void {
    if (this.works.length > 0) for (const work of this.works.splice(0)) work();
  }
}

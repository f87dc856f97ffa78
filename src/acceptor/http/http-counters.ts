/** What the HTTP door has counted since it started. */
export class HttpCounters {
  /** Requests that were begun and are neither answered nor given up. */
  underWay = 0;
  /** Clients that went away before their answer. */
  abandoned = 0;
  /** Answers by status, of which the door has a fixed set. */
  readonly answers = new Map<number, number>();

  answered(status: number): void {
    this.underWay--;
    this.answers.set(status, (this.answers.get(status) ?? 0) + 1);
  }

  gaveUp(): void {
    this.underWay--;
    this.abandoned++;
  }
}

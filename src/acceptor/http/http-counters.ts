/** What a door for HTTP has counted, as it is told from one thread to another. */
export interface HttpFigures {
  readonly underWay: number;
  readonly abandoned: number;
  readonly answers: ReadonlyMap<number, number>;
}

/** What the HTTP door has counted since it started. */
export class HttpCounters implements HttpFigures {
  /** Requests that were begun and are neither answered nor given up. */
  underWay = 0;
  /** Clients that went away before their answer. */
  abandoned = 0;
  /** Answers by status, of which the door has a fixed set. */
  readonly answers = new Map<number, number>();

  add({ underWay, abandoned, answers }: HttpFigures): void {
    this.underWay += underWay;
    this.abandoned += abandoned;
    for (const [status, count] of answers) this.answers.set(status, (this.answers.get(status) ?? 0) + count);
  }

  answered(status: number): void {
    this.underWay--;
    this.answers.set(status, (this.answers.get(status) ?? 0) + 1);
  }

  gaveUp(): void {
    this.underWay--;
    this.abandoned++;
  }
}

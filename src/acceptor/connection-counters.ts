/** What is known of the connections of a door, as it is told from one thread to another. */
export interface ConnectionFigures {
  readonly opened: number;
  readonly closed: number;
  readonly open: number;
}

/** The connections of clients to one door, or to several of one kind. */
export class ConnectionCounters implements ConnectionFigures {
  /** All that were made, those among them that were turned away. */
  opened = 0;
  /** Of those that were let in, how many are gone … */
  closed = 0;
  /** … and how many are there. */
  open = 0;

  add({ opened, closed, open }: ConnectionFigures): void {
    this.opened += opened;
    this.closed += closed;
    this.open += open;
  }

  letIn(): void {
    this.opened++;
    this.open++;
  }

  turnedAway(): void {
    this.opened++;
  }

  gone(): void {
    this.open--;
    this.closed++;
  }
}

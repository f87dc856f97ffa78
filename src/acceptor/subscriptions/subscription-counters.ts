/** What is known of the subscriptions of a door, as it is told from one thread to another. */
export interface SubscriptionFigures {
  readonly active: number;
  readonly credits: number;
  readonly pauses: number;
}

/** The subscriptions of one door. */
export class SubscriptionCounters implements SubscriptionFigures {
  active = 0;
  /** Messages that they may still be sent without asking for more. gRPC has flow control instead. */
  credits = 0;
  /** How often messages had to wait for a client that did not read; only grows. */
  pauses = 0;

  add({ active, credits, pauses }: SubscriptionFigures): void {
    this.active += active;
    this.credits += credits;
    this.pauses += pauses;
  }
}

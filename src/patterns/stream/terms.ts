/** What a namespace of streams declares for its groups. */
export interface StreamTerms {
  /** Deliveries of a message to a group before it is a dead letter; 0 = without end. */
  readonly maxAttempts: number;
  /** How long a message is leased where the caller does not say. */
  readonly ackTimeoutMs: number;
}

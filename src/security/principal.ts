/** Who asks, as the gateway knows it. Plain data: it is sent to the worker threads. */
export interface Principal {
  /** Its number in this process, never given twice; 0 is {@link ANONYMOUS}. */
  readonly id: number;
  /** Kind and name: `user:ada`, `service:order-api`. */
  readonly name: string;
  /** The teams that it belongs to: `team:analytics`. */
  readonly teams: readonly string[];
}

/** Whoever comes to a gateway that asks for no credentials. */
export const ANONYMOUS: Principal = Object.freeze({ id: 0, name: "anonymous", teams: Object.freeze([]) });

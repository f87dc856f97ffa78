/**
 * Whether doing a call again could change something: `read`: no; `write`: yes; `write-once`: a write that the store knows
 * again (by an idempotency key), or that does nothing the second time, so that it may be repeated even when it is not known
 * what became of the first attempt.
 */
export type CallKind = "read" | "write" | "write-once";

/**
 * One batch for a store. Its requests may have different deadlines: the batch has the latest one, and whoever made it
 * answers those that are over before. A batch is `write-once` only if each of its writes is.
 */
export interface GuardedCall<T> {
  readonly kind: CallKind;
  /** From now until the latest deadline of the batch; Infinity when there is none. */
  readonly timeoutMs: number;
  /**
   * One attempt, the `attempt`-th, from 1. The store itself ends it after `timeoutMs` if it can. A second one may begin
   * while the first is still under way (a hedged read), or has been given up without an answer, which may yet come: each
   * fills items of its own, and what it resolves with is what counts.
   */
  readonly attempt: (timeoutMs: number, attempt: number) => Promise<T>;
}

import { steadyMs } from "../../../common/clock.ts";

/** A message that a consumer of the group has in hand. */
export interface Lease {
  readonly token: string;
  readonly sequence: number;
  readonly attempt: number;
  readonly consumer: string;
  /** Where its acknowledgement goes to. */
  readonly reply: string;
  /** When the consumer's time is over … */
  endsMs: number;
  /** … and when the server delivers it again, unless it is told that work goes on. Both of the steady clock. */
  serverEndsMs: number;
}

/** What is to be done about leases so that the server's clock is theirs. */
export interface LeaseCare {
  /** The server must be told that work goes on. */
  readonly extend: readonly Lease[];
  /** Over sooner than the server knows. */
  readonly ended: readonly Lease[];
}

/**
 * The leases of a group that are out. JetStream has one time to acknowledge for all messages of a consumer; a lease that is
 * longer is kept alive from here, and one that is shorter is given back from here.
 */
export class LeaseTable {
  readonly #byToken = new Map<string, Lease>();

  get size(): number {
    return this.#byToken.size;
  }

  add(lease: Lease): void {
    this.#byToken.set(lease.token, lease);
  }

  /** The lease, unless its time is over; then it is forgotten. */
  get(token: string): Lease | null {
    const lease = this.#byToken.get(token);
    if (lease === undefined) return null;
    if (lease.endsMs > steadyMs()) return lease;
    this.#byToken.delete(token);
    return null;
  }

  remove(lease: Lease): void {
    this.#byToken.delete(lease.token);
  }

  /** Removes the leases of a consumer; null = all. */
  removeOf(consumer: string | null): Lease[] {
    const removed: Lease[] = [];
    for (const lease of this.#byToken.values()) {
      if (consumer !== null && lease.consumer !== consumer) continue;
      this.#byToken.delete(lease.token);
      removed.push(lease);
    }
    return removed;
  }

  /** The first sequence that is out; 0 when none is. */
  firstSequence(): number {
    let first = 0;
    for (const { sequence } of this.#byToken.values()) if (first === 0 || sequence < first) first = sequence;
    return first;
  }

  /** Looks through all; `aheadMs` is how long before the server's time it must be told. */
  care(aheadMs: number): LeaseCare {
    const nowMs = steadyMs();
    const extend: Lease[] = [];
    const ended: Lease[] = [];
    for (const lease of this.#byToken.values()) {
      if (lease.endsMs <= nowMs) {
        this.#byToken.delete(lease.token);
        if (lease.serverEndsMs > nowMs + aheadMs) ended.push(lease);
      } else if (lease.endsMs > lease.serverEndsMs && lease.serverEndsMs <= nowMs + aheadMs) extend.push(lease);
    }
    return { extend, ended };
  }
}

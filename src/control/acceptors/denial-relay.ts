import { type Denial, type DenialSink, keyOf } from "../../security/audit/denial-log.ts";

/** A denial, and how many came in the same turn that are the same but for what they asked for. */
export interface CountedDenial {
  readonly denial: Denial;
  count: number;
}

/**
 * Sends what an acceptor refuses to the thread that keeps the chain of denials: those of one turn of the event loop together, and
 * those of one kind as one. So a client that is refused as fast as it can ask fills neither that thread's time nor its memory.
 */
export class DenialRelay implements DenialSink {
  private readonly post: (denials: readonly CountedDenial[]) => void;
  private denials = new Map<string, CountedDenial>();

  constructor(post: (denials: readonly CountedDenial[]) => void) {
    this.post = post;
  }

  add(denial: Denial): void {
    if (this.denials.size === 0) setImmediate(this.flush);
    const { door, peer, principal, failure } = denial;
    const key = keyOf(door, peer, principal, failure.reason);
    const known = this.denials.get(key);
    if (known !== undefined) known.count++;
    // A failure comes over without its class, and with all that the log reads of it.
    else this.denials.set(key, { denial: { ...denial, failure: { ...failure } }, count: 1 });
  }

  readonly flush = (): void => {
    const { denials } = this;
    this.denials = new Map();
    if (denials.size > 0) this.post([...denials.values()]);
  };
}

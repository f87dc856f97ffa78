import type { Denial, DenialSink } from "../../security/audit/denial-log.ts";

/** Sends what an acceptor refuses to the thread that keeps the chain of denials: those of one turn of the event loop together. */
export class DenialRelay implements DenialSink {
  private readonly post: (denials: readonly Denial[]) => void;
  private denials: Denial[] = [];

  constructor(post: (denials: readonly Denial[]) => void) {
    this.post = post;
  }

  add(denial: Denial): void {
    if (this.denials.length === 0) setImmediate(this.flush);
    // A failure comes over without its class, and with all that the log reads of it.
    this.denials.push({ ...denial, failure: { ...denial.failure } });
  }

  readonly flush = (): void => {
    const { denials } = this;
    this.denials = [];
    if (denials.length > 0) this.post(denials);
  };
}

/**
 * Whether requests come one by one, from one client or two that wait for each answer: then a worker that looks for the next
 * one for a while saves them most of their latency. Where more come at a time it must sleep instead: a worker that looks
 * takes the processor that the clients want, and takes from the acceptor in ones and twos what would have come as a batch.
 */
export class LightLoad {
  /** Batches still to come, each of few requests, before the load counts as light. */
  private calmBatches = 0;

  /** After a batch of so many; 0 = there was none. */
  note(requests: number): void {
    if (requests > FEW_REQUESTS) this.calmBatches = CALM_BATCHES;
    else if (requests > 0 && this.calmBatches > 0) this.calmBatches--;
  }

  get isLight(): boolean {
    return this.calmBatches === 0;
  }
}

const FEW_REQUESTS = 2;
/**
 * Of eight connections that wait for each answer, now and then all but two are late. Fewer than this, and such moments are
 * taken for a light load, which they then make of it.
 */
const CALM_BATCHES = 32;

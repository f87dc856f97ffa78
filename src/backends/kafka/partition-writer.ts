import type { OutgoingRecord, ProducerMark } from "./record-batch-writer.ts";

/** Messages that are appended to one partition together, and who waits for that. */
export interface Batch {
  readonly records: readonly OutgoingRecord[];
  /** The records compressed; null = not. */
  readonly packed: Uint8Array | null;
  /** The offset of the first; −1 = appended, but it is not known where. */
  onAppended(baseOffset: number): void;
  onFailed(error: Error): void;
}

/** A batch of which nobody knows whether it was appended, as it was sent. */
export interface Doubt {
  readonly batch: Batch;
  readonly bytes: Uint8Array;
}

/** Who a batch is numbered for; a partition counts from 0 for each. */
export interface ProducerIdentity {
  readonly producerId: number;
  readonly epoch: number;
}

/**
 * What one partition is to be told, in order: one batch is under way at a time. Each has a number of its first message, so
 * that the broker appends a batch that comes twice once, and none that comes before its time.
 *
 * When the answer to a batch is lost, it is a *doubt*: it is sent again, as it was, before anything else. Then it is appended
 * if it was not, and it is known where. Without that a message that its publisher repeats could be there twice.
 */
export class PartitionWriter {
  readonly topic: string;
  readonly partition: number;
  readonly queue: Batch[] = [];
  doubt: Doubt | null = null;
  isBusy = false;
  #identity: ProducerIdentity | null = null;
  #sequence = 0;

  constructor(topic: string, partition: number) {
    this.topic = topic;
    this.partition = partition;
  }

  get hasWork(): boolean {
    return !this.isBusy && (this.doubt !== null || this.queue.length > 0);
  }

  /** The mark of the next batch of this producer. */
  mark(identity: ProducerIdentity): ProducerMark {
    if (this.#identity !== identity) {
      this.#identity = identity;
      this.#sequence = 0;
    }
    return { ...identity, sequence: this.#sequence };
  }

  /** So many messages of this producer were appended, or may have been. */
  advance(identity: ProducerIdentity, count: number): void {
    // A doubt of a producer that is no more has numbers of that one.
    if (this.#identity === identity) this.#sequence = (this.#sequence + count) % 2 ** 31;
  }
}

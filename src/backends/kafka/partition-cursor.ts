import type { StoredRecord } from "./record-batch-reader.ts";

/** Who wants the messages of one partition from a place on. */
export interface CursorOwner {
  /** Whether more would find room. */
  hasRoom(): boolean;
  /** In order; what the cursor had already is not among them. */
  accept(cursor: PartitionCursor, records: readonly StoredRecord[]): void;
  /** Something was learnt, if only that there is nothing more or that the broker is away. */
  onProgress(): void;
}

/** How far one reader, or one group, has fetched one partition. */
export class PartitionCursor {
  readonly topic: string;
  readonly partition: number;
  readonly owner: CursorOwner;
  /** The next message to be fetched. */
  offset: number;
  /** The offset after the last message there is, as far as is known; −1 = not yet. */
  end = -1;
  /** The broker that has it; −1 = not known. */
  leader = -1;
  /** Whether a fetch that waits for messages has it. */
  isParked = false;
  /** Left alone for a moment, after a failure. */
  isPaused = false;
  /** Why it could not be fetched, until it can. */
  failure: Error | null = null;

  constructor(topic: string, partition: number, offset: number, owner: CursorOwner) {
    this.topic = topic;
    this.partition = partition;
    this.offset = offset;
    this.owner = owner;
  }

  /** Whether there may be messages that were not fetched. */
  get isBehind(): boolean {
    return this.end < 0 || this.offset < this.end;
  }
}

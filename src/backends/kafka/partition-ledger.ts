import type { TakeBounds } from "../stream-contract.ts";
import { type CursorOwner, PartitionCursor } from "./partition-cursor.ts";
import type { StoredRecord } from "./record-batch-reader.ts";

/** Messages that wait in memory, given out or not, may have so many times the read-ahead. */
const HELD_FACTOR = 8;

/** By offset, the deliveries so far of messages that are not done, and {@link DONE}. */
export type LedgerMemory = ReadonlyMap<number, number>;
const DONE = -1;

export type EntryState = "ready" | "leased" | "delayed" | "done";

/** A message of which the group has not said, up to the offset that is committed, that it is done. */
export class Entry {
  readonly ledger: PartitionLedger;
  /** Without its value and headers once it is done. */
  record: StoredRecord;
  state: EntryState = "ready";
  /** Deliveries so far. */
  attempt = 0;
  consumer = "";
  /** When the lease or the delay is over. */
  dueMs = 0;

  constructor(ledger: PartitionLedger, record: StoredRecord) {
    this.ledger = ledger;
    this.record = record;
  }
}

export interface LedgerBounds {
  readonly readAheadBytes: number;
  readonly maxUnacknowledged: number;
}

/**
 * What a group has of one partition that is its own.
 *
 *     committed … prefix … … … cursor … end      offsets
 *      all done     done or leased or delayed or ready      not fetched
 *
 * The prefix ends before the first message that is not done; up to there, offsets can be committed. The distance from there
 * to the cursor, and the bytes between, are bounded: a message that is not acknowledged holds the others up there at last.
 */
export class PartitionLedger implements CursorOwner {
  /** Stands in leases: those of an earlier ledger are not of this one. */
  readonly number: number;
  readonly cursor: PartitionCursor;
  readonly onProgress: () => void;
  /** The place that is committed at the broker. */
  committed: number;
  readonly #bounds: LedgerBounds;
  /** By offset, in order; done ones leave at the front. */
  readonly #entries = new Map<number, Entry>();
  #fresh: Entry[] = [];
  #freshHead = 0;
  #freshBytes = 0;
  /** To be delivered again. */
  readonly #again = new Set<Entry>();
  #heldBytes = 0;

  readonly #memory: LedgerMemory;

  constructor(
    place: { topic: string; partition: number; offset: number; number: number },
    bounds: LedgerBounds,
    memory: LedgerMemory,
    onProgress: () => void,
  ) {
    this.#memory = memory;
    this.number = place.number;
    this.committed = place.offset;
    this.cursor = new PartitionCursor(place.topic, place.partition, place.offset, this);
    this.#bounds = bounds;
    this.onProgress = onProgress;
  }

  get partition(): number {
    return this.cursor.partition;
  }

  /** The first message that is not done, or the one that will be fetched next. */
  get prefix(): number {
    for (const offset of this.#entries.keys()) return offset;
    return this.cursor.offset;
  }

  get hasReady(): boolean {
    return this.#again.size > 0 || this.#nextFresh() !== undefined;
  }

  /** Messages that were fetched and not given to a consumer. */
  get freshCount(): number {
    return this.#fresh.length - this.#freshHead;
  }

  /** Messages that are to be delivered again. */
  get againCount(): number {
    return this.#again.size;
  }

  hasRoom(): boolean {
    const { readAheadBytes, maxUnacknowledged } = this.#bounds;
    return (
      this.#freshBytes < readAheadBytes &&
      this.#heldBytes < readAheadBytes * HELD_FACTOR &&
      this.freshCount < maxUnacknowledged &&
      this.cursor.offset - this.prefix < maxUnacknowledged
    );
  }

  accept(_cursor: PartitionCursor, records: readonly StoredRecord[]): void {
    if (this.#freshHead > 0) this.#fresh = this.#fresh.slice(this.#freshHead);
    this.#freshHead = 0;
    for (const record of records) {
      // A copy, since a message may wait for long, and its view would keep the whole answer.
      const entry = new Entry(this, { ...record, value: record.value === null ? null : Buffer.from(record.value) });
      this.#entries.set(record.offset, entry);
      entry.attempt = this.#memory.get(record.offset) ?? 0;
      if (entry.attempt === DONE) {
        entry.state = "done";
        entry.record = { ...record, value: null, headers: [] };
        continue;
      }
      this.#fresh.push(entry);
      this.#freshBytes += record.size;
      this.#heldBytes += record.size;
    }
    this.#shiftDone();
  }

  entry(offset: number): Entry | undefined {
    return this.#entries.get(offset);
  }

  /** The next message for a consumer, those that come again first; undefined when there is none, or it is too large. */
  next(bounds: TakeBounds, takenItems: number, takenBytes: number): Entry | undefined {
    const [again] = this.#again;
    const entry = again ?? this.#nextFresh();
    if (entry === undefined || (takenItems > 0 && takenBytes + entry.record.size > bounds.maxBytes)) return undefined;
    if (again !== undefined) this.#again.delete(again);
    else this.#shiftFresh(entry);
    return entry;
  }

  /** Its lease or delay is over. */
  giveBack(entry: Entry): void {
    entry.state = "ready";
    entry.consumer = "";
    this.#again.add(entry);
  }

  finish(entry: Entry): void {
    if (entry.state === "done") return;
    entry.state = "done";
    entry.consumer = "";
    this.#again.delete(entry);
    this.#heldBytes -= entry.record.size;
    entry.record = { ...entry.record, value: null, headers: [] };
    this.#shiftDone();
  }

  /** A fresh message that is within the bound. */
  #nextFresh(): Entry | undefined {
    const entry = this.#fresh[this.#freshHead];
    const isWithin = entry !== undefined && entry.record.offset - this.prefix < this.#bounds.maxUnacknowledged;
    return isWithin ? entry : undefined;
  }

  /** What is to be known of its messages by whoever has the partition here next. */
  remember(): LedgerMemory {
    const memory = new Map<number, number>();
    for (const [offset, { attempt, state }] of this.#entries) {
      if (state === "done") memory.set(offset, DONE);
      else if (attempt > 0) memory.set(offset, attempt);
    }
    return memory;
  }

  #shiftDone(): void {
    for (const [offset, { state }] of this.#entries) {
      if (state !== "done") break;
      this.#entries.delete(offset);
    }
  }

  #shiftFresh(entry: Entry): void {
    this.#freshHead++;
    this.#freshBytes -= entry.record.size;
    if (this.#freshHead < this.#fresh.length) return;
    this.#fresh = [];
    this.#freshHead = 0;
  }
}

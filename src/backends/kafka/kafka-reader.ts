import type { Delivery, StreamReader, TakeBounds } from "../stream-contract.ts";
import { readerDelivery } from "./delivery.ts";
import { connectionsClosed } from "./errors.ts";
import type { Fetcher } from "./fetcher.ts";
import { type CursorOwner, PartitionCursor } from "./partition-cursor.ts";
import { type Place, writePosition } from "./position.ts";
import { Progress } from "./progress.ts";
import type { StoredRecord } from "./record-batch-reader.ts";

/** Messages that one partition has ready at most, however small. */
const MAX_READY_ITEMS = 4_096;

/**
 * Reads all partitions of a stream for one subscriber, each in its order, the older messages first where it has a choice.
 * What it has ready of each partition is bounded; beyond that it lets the messages lie.
 */
export class KafkaReader implements StreamReader {
  readonly #fetcher: Fetcher;
  readonly #onReady: () => void;
  readonly #shelves: Shelf[];
  readonly #progress = new Progress();
  #wantsToHear = false;
  #isClosed = false;

  constructor(
    fetcher: Fetcher,
    topic: string,
    offsets: readonly number[],
    options: { readAheadBytes: number; onReady: () => void },
  ) {
    this.#fetcher = fetcher;
    this.#onReady = options.onReady;
    this.#shelves = offsets.map(
      (offset, partition) => new Shelf(topic, partition, offset, options.readAheadBytes, () => this.#onProgress()),
    );
    for (const { cursor } of this.#shelves) fetcher.add(cursor);
  }

  async take(bounds: TakeBounds): Promise<readonly Delivery[]> {
    for (;;) {
      if (this.#isClosed) throw connectionsClosed();
      const deliveries = this.#takeReady(bounds);
      if (deliveries.length > 0) {
        this.#fetcher.wake();
        return deliveries;
      }
      const failure = this.#shelves.find(({ cursor }) => cursor.failure !== null)?.cursor.failure;
      this.#wantsToHear = true;
      if (failure !== null && failure !== undefined) throw failure;
      if (!this.#shelves.some(({ cursor }) => cursor.isBehind)) return [];
      await this.#progress.next();
    }
  }

  after(): string {
    const [first] = this.#shelves;
    if (first === undefined) return "";
    return writePosition({ partition: first.cursor.partition, offset: first.nextOffset - 1 }, this.#placesBut(first));
  }

  /** Bytes of what is ready. */
  get bytesInHand(): number {
    return this.#shelves.reduce((sum, shelf) => sum + shelf.bytes, 0);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { cursor } of this.#shelves) this.#fetcher.remove(cursor);
    this.#progress.happened();
  }

  #takeReady({ maxItems, maxBytes }: TakeBounds): Delivery[] {
    const deliveries: Delivery[] = [];
    let bytes = 0;
    while (deliveries.length < maxItems) {
      const shelf = this.#oldest();
      if (shelf === undefined) break;
      const record = shelf.peek() as StoredRecord;
      if (deliveries.length > 0 && bytes + record.size > maxBytes) break;
      shelf.shift();
      bytes += record.size;
      deliveries.push(readerDelivery(record, shelf.cursor.partition));
    }
    return deliveries;
  }

  #oldest(): Shelf | undefined {
    let oldest: Shelf | undefined;
    let timeMs = Number.POSITIVE_INFINITY;
    for (const shelf of this.#shelves) {
      const first = shelf.peek();
      if (first === undefined || first.timeMs >= timeMs) continue;
      oldest = shelf;
      timeMs = first.timeMs;
    }
    return oldest;
  }

  #placesBut(shelf: Shelf): Place[] {
    const places: Place[] = [];
    for (const other of this.#shelves) {
      if (other !== shelf) places.push({ partition: other.cursor.partition, offset: other.nextOffset });
    }
    return places;
  }

  #onProgress(): void {
    this.#progress.happened();
    if (!this.#wantsToHear || !this.#shelves.some((shelf) => shelf.peek() !== undefined)) return;
    this.#wantsToHear = false;
    this.#onReady();
  }
}

/** What is ready of one partition. */
class Shelf implements CursorOwner {
  readonly cursor: PartitionCursor;
  readonly onProgress: () => void;
  readonly #maxBytes: number;
  #records: StoredRecord[] = [];
  #head = 0;
  #bytes = 0;

  constructor(topic: string, partition: number, offset: number, maxBytes: number, onProgress: () => void) {
    this.cursor = new PartitionCursor(topic, partition, offset, this);
    this.#maxBytes = maxBytes;
    this.onProgress = onProgress;
  }

  /** The message that is to be taken next, or where the next one will be. */
  get nextOffset(): number {
    return this.peek()?.offset ?? this.cursor.offset;
  }

  get bytes(): number {
    return this.#bytes;
  }

  hasRoom(): boolean {
    return this.#bytes < this.#maxBytes && this.#records.length - this.#head < MAX_READY_ITEMS;
  }

  accept(_cursor: PartitionCursor, records: readonly StoredRecord[]): void {
    if (this.#head > 0) this.#records = this.#records.slice(this.#head);
    this.#head = 0;
    for (const record of records) {
      this.#records.push(record);
      this.#bytes += record.size;
    }
  }

  peek(): StoredRecord | undefined {
    return this.#records[this.#head];
  }

  shift(): void {
    this.#bytes -= this.#records[this.#head++]?.size ?? 0;
    if (this.#head < this.#records.length) return;
    this.#records = [];
    this.#head = 0;
  }
}

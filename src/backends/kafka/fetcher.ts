import type { Brokers } from "./brokers.ts";
import { ErrorCode } from "./error-code.ts";
import { failureOfCode, isConnectionLoss, isStale, toPrismError } from "./errors.ts";
import { type FetchedPart, type FetchPart, fetchParts } from "./fetch-request.ts";
import type { KafkaSettings } from "./kafka-settings.ts";
import { endsOf } from "./list-offsets.ts";
import type { PartitionCursor } from "./partition-cursor.ts";
import { readBatches } from "./record-batch-reader.ts";

/** How long a fetch waits for a first message: a cursor that comes meanwhile waits at most as long to go along. */
const PARK_MS = 250;
/** Pause after a failure. */
const PAUSE_MS = 200;
/** What one fetch asks of one partition. */
const MAX_PART_BYTES = 1024 * 1024;

/**
 * Fetches for every cursor of the store. Each broker is asked in two ways at once: for those who are *behind*, without
 * waiting; and for those at the end of their partition, with a request that stays until there is something. Cursors at one
 * place share what is fetched. Whoever has no room is not asked for: what it has not taken stays at the broker.
 */
export class Fetcher {
  readonly #brokers: Brokers;
  readonly #settings: KafkaSettings;
  readonly #cursors = new Set<PartitionCursor>();
  /** Node and kind of the loops that run. */
  readonly #running = new Set<string>();
  #isLocating = false;
  #pause: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(brokers: Brokers, settings: KafkaSettings) {
    this.#brokers = brokers;
    this.#settings = settings;
  }

  add(cursor: PartitionCursor): void {
    this.#cursors.add(cursor);
    this.wake();
  }

  remove(cursor: PartitionCursor): void {
    this.#cursors.delete(cursor);
  }

  /** Messages up to there are in the partition now. */
  noteAppended(topic: string, partition: number, end: number): void {
    let isNews = false;
    for (const cursor of this.#cursors) {
      if (cursor.topic !== topic || cursor.partition !== partition || cursor.end >= end || cursor.end < 0) continue;
      cursor.end = end;
      isNews ||= !cursor.isParked;
    }
    if (isNews) this.wake();
  }

  /** A cursor has room again, or is behind. */
  wake(): void {
    if (this.#isClosed) return;
    let isLost = false;
    const nodes = new Set<number>();
    for (const cursor of this.#cursors) {
      if (cursor.isPaused) continue;
      if (cursor.leader < 0) isLost = true;
      else if (!cursor.isParked && cursor.owner.hasRoom()) nodes.add(cursor.leader);
    }
    if (isLost) void this.#locate();
    for (const node of nodes) {
      void this.#run(node, "behind");
      void this.#run(node, "at the end");
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#cursors.clear();
    if (this.#pause !== null) clearTimeout(this.#pause);
  }

  /** Finds the brokers of cursors whose broker is not known. */
  async #locate(): Promise<void> {
    if (this.#isLocating) return;
    this.#isLocating = true;
    const lost = [...this.#cursors].filter(({ leader, isPaused }) => leader < 0 && !isPaused);
    await Promise.all(
      lost.map(async (cursor) => {
        try {
          cursor.leader = (await this.#brokers.leader(cursor.topic, cursor.partition, "read")).nodeId;
        } catch (error) {
          this.#fail([cursor], error);
        }
      }),
    );
    this.#isLocating = false;
    this.wake();
  }

  async #run(node: number, kind: Kind): Promise<void> {
    const key = `${kind} ${node}`;
    if (this.#running.has(key)) return;
    this.#running.add(key);
    try {
      while (!this.#isClosed) {
        const round = this.#select(node, kind);
        if (round.size === 0) break;
        await this.#fetch(node, kind, round);
      }
    } finally {
      this.#running.delete(key);
    }
  }

  /** For each partition one place, with the cursors that are there. */
  #select(node: number, kind: Kind): Map<string, PartitionCursor[]> {
    const round = new Map<string, PartitionCursor[]>();
    for (const cursor of this.#cursors) {
      if (cursor.leader !== node || cursor.isParked || cursor.isPaused || !cursor.owner.hasRoom()) continue;
      if (cursor.isBehind !== (kind === "behind")) continue;
      const key = `${cursor.topic}/${cursor.partition}`;
      const others = round.get(key);
      if (others === undefined) round.set(key, [cursor]);
      else if (others[0]?.offset === cursor.offset) others.push(cursor);
      // One that knows of an earlier end is behind after all.
      else if (kind === "at the end") cursor.end = -1;
    }
    // Those who were served come last in the next round.
    for (const cursors of round.values()) {
      for (const cursor of cursors) {
        this.#cursors.delete(cursor);
        this.#cursors.add(cursor);
      }
    }
    return round;
  }

  async #fetch(node: number, kind: Kind, round: ReadonlyMap<string, PartitionCursor[]>): Promise<void> {
    const cursors = [...round.values()].flat();
    const maxBytes = Math.min(MAX_PART_BYTES, this.#settings.readAheadBytes);
    const parts: FetchPart[] = [...round.values()].map(([first]) => {
      const { topic, partition, offset } = first as PartitionCursor;
      return { topic, partition, offset, maxBytes };
    });
    const isParked = kind === "at the end";
    for (const cursor of cursors) cursor.isParked = isParked;
    try {
      const { connectionPool } = await this.#brokers.node(node, "read");
      const connection = await connectionPool.getConnection(isParked ? 1 : 0);
      const fetched = await fetchParts(connection, parts, isParked ? PARK_MS : 0, this.#settings.requestTimeoutMs);
      for (const cursor of cursors) cursor.isParked = false;
      for (const part of fetched) await this.#deliver(round.get(`${part.topic}/${part.partition}`) ?? [], part);
    } catch (error) {
      for (const cursor of cursors) cursor.isParked = false;
      this.#brokers.report(toPrismError(error), "read", node);
      this.#fail(cursors, error);
    }
    // Where one kind has found out that a cursor is for the other.
    if (!this.#isClosed) this.wake();
  }

  async #deliver(cursors: readonly PartitionCursor[], part: FetchedPart): Promise<void> {
    const current = cursors.filter((cursor) => this.#cursors.has(cursor));
    const [first] = current;
    if (first === undefined) return;
    if (part.error === ErrorCode.OFFSET_OUT_OF_RANGE) return this.#reset(current);
    const failure = failureOfCode(part.error);
    if (failure !== null) return this.#fail(current, failure);
    const from = first.offset;
    const { records, nextOffset } = readBatches(part.batches, from);
    for (const cursor of current) {
      cursor.failure = null;
      // An empty answer is right about the end, even when the log has become shorter.
      cursor.end = nextOffset < 0 ? part.end : Math.max(cursor.end, part.end);
      if (cursor.offset === from && nextOffset > from) {
        cursor.offset = nextOffset;
        if (records.length > 0) cursor.owner.accept(cursor, records);
      }
      cursor.owner.onProgress();
    }
  }

  /** What is gone is passed over; a place after the end becomes the end. */
  async #reset(cursors: readonly PartitionCursor[]): Promise<void> {
    for (const cursor of cursors) {
      const { start, end } = await endsOf(this.#brokers, cursor.topic, cursor.partition);
      cursor.offset = Math.min(Math.max(cursor.offset, start), end);
      cursor.end = end;
      cursor.owner.onProgress();
    }
  }

  #fail(cursors: readonly PartitionCursor[], error: unknown): void {
    const failure = toPrismError(error);
    for (const cursor of cursors) {
      cursor.failure = failure;
      cursor.isPaused = true;
      if (isConnectionLoss(failure) || isStale(failure)) {
        cursor.leader = -1;
        this.#brokers.forget(cursor.topic);
      }
      cursor.owner.onProgress();
    }
    this.#pause ??= setTimeout(() => {
      this.#pause = null;
      for (const cursor of this.#cursors) cursor.isPaused = false;
      this.wake();
    }, PAUSE_MS);
  }
}

type Kind = "behind" | "at the end";

import { assert } from "../common/assert.ts";
import { answeredIds } from "./answered-ids.ts";
import type { Connection } from "./connection.ts";

/**
 * The requests in flight. A slot stands for a run of requests that one connection sent together to one worker; its number
 * travels with them through the rings and comes back with every answer. Its generation changes whenever it is freed, so
 * that a late answer never reaches the run that has the slot now.
 */
export class Slots {
  private readonly connections: (Connection | null)[];
  private readonly generations: Int32Array;
  /** Answers that a slot still waits for. */
  private readonly pending: Int32Array;
  /** The ids of the requests that are not answered, once more than one answer record is needed; until then all ids. */
  private readonly ids: number[][] = [];
  private readonly workers: Int32Array;
  private readonly free: Int32Array;
  private freeCount: number;
  private readonly capacity: number;
  private requests = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.connections = new Array<Connection | null>(capacity).fill(null);
    this.generations = new Int32Array(capacity);
    this.pending = new Int32Array(capacity);
    this.workers = new Int32Array(capacity);
    this.free = new Int32Array(capacity);
    for (let i = 0; i < capacity; i++) this.free[i] = capacity - 1 - i;
    this.freeCount = capacity;
  }

  /** Requests, not slots. */
  get inFlight(): number {
    return this.requests;
  }

  get isFull(): boolean {
    return this.requests === this.capacity;
  }

  /** A free slot for a run; there is one whenever {@link isFull} is false, for a slot has one request at least. */
  take(connection: Connection, worker: number): number {
    assert(this.freeCount > 0, "a slot was taken and none is free");
    const slot = this.free[--this.freeCount] as number;
    this.connections[slot] = connection;
    this.workers[slot] = worker;
    this.pending[slot] = 0;
    const ids = this.ids[slot];
    if (ids === undefined) this.ids[slot] = [];
    else ids.length = 0;
    return slot;
  }

  /** Adds a request to the slot's run. */
  add(slot: number, requestId: number): void {
    (this.ids[slot] as number[]).push(requestId);
    (this.pending[slot] as number)++;
    this.requests++;
  }

  generationOf(slot: number): number {
    return this.generations[slot] as number;
  }

  /**
   * Takes `count` answers, the frames `bytes[start, end)`, and says whose they are; null when they are of an earlier
   * generation, and nothing changes. The last answer frees the slot.
   */
  answer(
    slot: number,
    generation: number,
    count: number,
    bytes: Buffer,
    start: number,
    end: number,
  ): Connection | null {
    if (this.generations[slot] !== generation) return null;
    const connection = this.connections[slot] ?? null;
    const left = (this.pending[slot] as number) - count;
    assert(connection !== null && left >= 0, "a request was answered that is not in flight");
    this.requests -= count;
    this.pending[slot] = left;
    if (left === 0) this.release(slot);
    else this.forget(slot, bytes, start, end);
    return connection;
  }

  /** The slots that a worker holds. */
  heldBy(worker: number): number[] {
    const held: number[] = [];
    for (let slot = 0; slot < this.capacity; slot++) {
      if (this.connections[slot] !== null && this.workers[slot] === worker) held.push(slot);
    }
    return held;
  }

  /** Frees a slot that will get no more answers; returns whose it was and which requests were not answered. */
  abandon(slot: number): { connection: Connection; ids: number[] } {
    const connection = this.connections[slot] ?? null;
    assert(connection !== null, "a free slot cannot be abandoned");
    const ids = [...(this.ids[slot] as number[])];
    this.requests -= this.pending[slot] as number;
    this.release(slot);
    return { connection, ids };
  }

  private release(slot: number): void {
    this.connections[slot] = null;
    this.generations[slot] = ((this.generations[slot] as number) + 1) & MAX_GENERATION;
    this.free[this.freeCount++] = slot;
  }

  /** Only a run that is answered in parts needs this: should its worker die, the rest must be known. */
  private forget(slot: number, bytes: Buffer, start: number, end: number): void {
    const ids = this.ids[slot] as number[];
    for (const id of answeredIds(bytes, start, end)) {
      const place = ids.indexOf(id);
      assert(place >= 0, "an answer carries an id that was not asked");
      ids[place] = ids[ids.length - 1] as number;
      ids.length--;
    }
  }
}

/** The ring carries 31 bits of it, unsigned. */
const MAX_GENERATION = 0x3fff_ffff;

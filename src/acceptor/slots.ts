import { assert } from "../common/assert.ts";
import { firstSlotOf, placeOfSlot } from "../ring/slot-address.ts";
import { answeredIds } from "./answered-ids.ts";
import type { Connection } from "./connection.ts";

/**
 * The requests in flight. A slot stands for a run of requests that one connection sent together to one worker; its number
 * travels with them through the rings and comes back with every answer. In here it goes by its place. Its generation changes whenever it is freed, so
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
  /** 1 = the answers are expected soon. */
  private readonly soon: Uint8Array;
  private readonly free: Int32Array;
  private freeCount: number;
  private readonly capacity: number;
  private readonly firstSlot: number;
  private requests = 0;
  /** Requests in flight of which the answer is expected soon. */
  dueSoon = 0;

  /** @param acceptor whose they are, of all those of the gateway. */
  constructor(capacity: number, acceptor = 0) {
    this.capacity = capacity;
    this.firstSlot = firstSlotOf(acceptor);
    this.connections = new Array<Connection | null>(capacity).fill(null);
    this.generations = new Int32Array(capacity);
    this.pending = new Int32Array(capacity);
    this.workers = new Int32Array(capacity);
    this.soon = new Uint8Array(capacity);
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

  /**
   * A free slot for a run; there is one whenever {@link isFull} is false, for a slot has one request at least.
   *
   * @param isSoon whether its answers are expected soon
   */
  take(connection: Connection, worker: number, isSoon: boolean): number {
    assert(this.freeCount > 0, "a slot was taken and none is free");
    const place = this.free[--this.freeCount] as number;
    this.connections[place] = connection;
    this.workers[place] = worker;
    this.soon[place] = isSoon ? 1 : 0;
    this.pending[place] = 0;
    const ids = this.ids[place];
    if (ids === undefined) this.ids[place] = [];
    else ids.length = 0;
    return this.firstSlot + place;
  }

  /** Adds a request to the slot's run. */
  add(slot: number, requestId: number): void {
    const place = placeOfSlot(slot);
    (this.ids[place] as number[]).push(requestId);
    (this.pending[place] as number)++;
    this.requests++;
    this.dueSoon += this.soon[place] as number;
  }

  generationOf(slot: number): number {
    return this.generations[placeOfSlot(slot)] as number;
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
    const place = placeOfSlot(slot);
    if (this.generations[place] !== generation) return null;
    const connection = this.connections[place] ?? null;
    const left = (this.pending[place] as number) - count;
    assert(connection !== null && left >= 0, "a request was answered that is not in flight");
    this.settle(place, count);
    this.pending[place] = left;
    if (left === 0) this.release(place);
    else this.forget(place, bytes, start, end);
    return connection;
  }

  /** The slots that a worker holds. */
  heldBy(worker: number): number[] {
    const held: number[] = [];
    for (let place = 0; place < this.capacity; place++) {
      if (this.connections[place] !== null && this.workers[place] === worker) held.push(this.firstSlot + place);
    }
    return held;
  }

  /** Frees a slot that will get no more answers; returns whose it was and which requests were not answered. */
  abandon(slot: number): { connection: Connection; ids: number[] } {
    const place = placeOfSlot(slot);
    const connection = this.connections[place] ?? null;
    assert(connection !== null, "a free slot cannot be abandoned");
    const ids = [...(this.ids[place] as number[])];
    this.settle(place, this.pending[place] as number);
    this.release(place);
    return { connection, ids };
  }

  private settle(place: number, count: number): void {
    this.requests -= count;
    if (this.soon[place] === 1) this.dueSoon -= count;
  }

  private release(place: number): void {
    this.connections[place] = null;
    this.generations[place] = ((this.generations[place] as number) + 1) & MAX_GENERATION;
    this.free[this.freeCount++] = place;
  }

  /** Only a run that is answered in parts needs this: should its worker die, the rest must be known. */
  private forget(place: number, bytes: Buffer, start: number, end: number): void {
    const ids = this.ids[place] as number[];
    for (const id of answeredIds(bytes, start, end)) {
      const at = ids.indexOf(id);
      assert(at >= 0, "an answer carries an id that was not asked");
      ids[at] = ids[ids.length - 1] as number;
      ids.length--;
    }
  }
}

/** The ring carries 31 bits of it, unsigned. */
const MAX_GENERATION = 0x3fff_ffff;

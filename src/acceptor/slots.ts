import { assert } from "../common/assert.ts";
import type { Connection } from "./connection.ts";

/**
 * The requests in flight. A slot is a number that travels with the request through the rings and back; its generation
 * changes whenever it is freed, so that a late answer to an earlier request never reaches the one that has the slot now.
 */
export class Slots {
  private readonly connections: (Connection | null)[];
  private readonly generations: Int32Array;
  private readonly requestIds: Uint32Array;
  private readonly workers: Int32Array;
  private readonly free: Int32Array;
  private freeCount: number;

  constructor(count: number) {
    this.connections = new Array<Connection | null>(count).fill(null);
    this.generations = new Int32Array(count);
    this.requestIds = new Uint32Array(count);
    this.workers = new Int32Array(count);
    this.free = new Int32Array(count);
    for (let i = 0; i < count; i++) this.free[i] = count - 1 - i;
    this.freeCount = count;
  }

  get inFlight(): number {
    return this.free.length - this.freeCount;
  }

  /** A free slot, or −1 when all are taken. */
  take(connection: Connection, requestId: number, worker: number): number {
    if (this.freeCount === 0) return -1;
    const slot = this.free[--this.freeCount] as number;
    this.connections[slot] = connection;
    this.requestIds[slot] = requestId;
    this.workers[slot] = worker;
    return slot;
  }

  generationOf(slot: number): number {
    return this.generations[slot] as number;
  }

  requestIdOf(slot: number): number {
    return this.requestIds[slot] as number;
  }

  /** Frees the slot and says whose it was; null when the answer is of an earlier generation, and nothing changes. */
  release(slot: number, generation: number): Connection | null {
    if (this.generations[slot] !== generation) return null;
    const connection = this.connections[slot] ?? null;
    assert(connection !== null, "a slot was answered that is not in flight");
    this.connections[slot] = null;
    this.generations[slot] = (generation + 1) & MAX_GENERATION;
    this.free[this.freeCount++] = slot;
    return connection;
  }

  /** The slots that a worker holds. */
  heldBy(worker: number): number[] {
    const held: number[] = [];
    for (let slot = 0; slot < this.connections.length; slot++) {
      if (this.connections[slot] !== null && this.workers[slot] === worker) held.push(slot);
    }
    return held;
  }
}

/** The ring carries 31 bits of it, unsigned. */
const MAX_GENERATION = 0x3fff_ffff;

import type { FlowTally } from "./flow-tally.ts";

/** One connection of a flow, or what stands in its place: it takes requests and tells the tally how they ended. */
export interface Lane {
  /** Requests that it can take now. */
  readonly room: number;
  /** Requests taken that have not ended. */
  readonly inFlight: number;
  /** Takes the next request of its script, meant for that moment. Only where there is room. */
  take(intendedUs: number): void;
  /** Sends what it has taken. */
  flush(nowUs: number): void;
  /** Forgets what is in flight, and closes. */
  close(): void;
}

/** What the lanes of a flow have of it. */
export interface LaneContext {
  readonly tally: FlowTally;
  /** Microseconds that never wrap. */
  readonly nowUs: () => number;
  /** The lane has room again, after a chunk of answers or a rest. */
  readonly onRoom: (lane: Lane) => void;
}

/** Moments, and places in the script, of the requests that a lane has in flight, by the slot that stands in their id. */
export class LaneSlots {
  readonly intendedUs: Float64Array;
  readonly sentUs: Float64Array;
  readonly steps: Int32Array;
  private readonly free: Int32Array;
  private freeCount: number;
  private readonly taken: Uint8Array;

  constructor(depth: number) {
    this.intendedUs = new Float64Array(depth);
    this.sentUs = new Float64Array(depth);
    this.steps = new Int32Array(depth);
    this.taken = new Uint8Array(depth);
    this.free = Int32Array.from({ length: depth }, (_, i) => depth - 1 - i);
    this.freeCount = depth;
  }

  get room(): number {
    return this.freeCount;
  }

  get inFlight(): number {
    return this.free.length - this.freeCount;
  }

  take(step: number, intendedUs: number): number {
    const slot = this.free[--this.freeCount] as number;
    this.taken[slot] = 1;
    this.steps[slot] = step;
    this.intendedUs[slot] = intendedUs;
    return slot;
  }

  isTaken(slot: number): boolean {
    return this.taken[slot] === 1;
  }

  release(slot: number): void {
    this.taken[slot] = 0;
    this.free[this.freeCount++] = slot;
  }

  /** Releases all that are taken, each told first. */
  releaseAll(onSlot: (slot: number) => void): void {
    for (let slot = 0; slot < this.taken.length; slot++) {
      if (this.taken[slot] === 0) continue;
      onSlot(slot);
      this.release(slot);
    }
  }
}

import type { Clock } from "../../src/common/clock.ts";

/**
 * The time of a simulation: nothing happens between two events, and the clock stands at the one that runs. Events of the
 * same microsecond run in the order in which they were planned.
 */
export class EventQueue implements Clock {
  private readonly heap: Event[] = [];
  private planned = 0;
  private readonly startUs: number;
  /** Microseconds since the simulation began. */
  nowUs = 0;

  /** @param startUs where the monotonic clock stands at the beginning: near its wrap, so that runs pass over it. */
  constructor(startUs: number) {
    this.startUs = startUs;
  }

  monotonicUs(): number {
    return (this.startUs + this.nowUs) | 0;
  }

  wallMs(): number {
    return EPOCH_MS + Math.floor(this.nowUs / 1000);
  }

  get size(): number {
    return this.heap.length;
  }

  after(delayUs: number, run: () => void): void {
    const { heap } = this;
    heap.push({ atUs: this.nowUs + delayUs, order: this.planned++, run });
    let i = heap.length - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!isBefore(heap[i] as Event, heap[parent] as Event)) break;
      swap(heap, i, parent);
      i = parent;
    }
  }

  /** Runs the next event; false when there is none. */
  step(): boolean {
    const { heap } = this;
    const first = heap[0];
    if (first === undefined) return false;
    const last = heap.pop() as Event;
    if (heap.length > 0) {
      heap[0] = last;
      this.sink();
    }
    this.nowUs = first.atUs;
    first.run();
    return true;
  }

  private sink(): void {
    const { heap } = this;
    for (let i = 0; ; ) {
      const left = 2 * i + 1;
      let least = i;
      for (const child of [left, left + 1]) {
        if (child < heap.length && isBefore(heap[child] as Event, heap[least] as Event)) least = child;
      }
      if (least === i) return;
      swap(heap, i, least);
      i = least;
    }
  }
}

interface Event {
  readonly atUs: number;
  readonly order: number;
  readonly run: () => void;
}

const EPOCH_MS = Date.UTC(2026, 5, 1);

function isBefore(a: Event, b: Event): boolean {
  return a.atUs === b.atUs ? a.order < b.order : a.atUs < b.atUs;
}

function swap(heap: Event[], a: number, b: number): void {
  const event = heap[a] as Event;
  heap[a] = heap[b] as Event;
  heap[b] = event;
}

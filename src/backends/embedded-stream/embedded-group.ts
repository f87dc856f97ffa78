import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import type { Delivery, GroupLag, Settlement, StreamGroup, StreamStart, TakeBounds } from "../stream-contract.ts";
import type { EmbeddedStream, Listener } from "./embedded-stream.ts";
import type { Consumers, GroupState } from "./group-state.ts";
import { firstFrom } from "./position.ts";

/** One who takes part in a group; others may, and what one of them gives back, the others hear of. */
export class EmbeddedGroup implements StreamGroup, Listener {
  readonly #stream: EmbeddedStream;
  readonly #state: GroupState;
  readonly #onReady: () => void;
  readonly #nowMs: () => number;
  readonly #consumers: Consumers = new Map();
  /** Goes off when the next lease or delay is over; set only while somebody waits for that. */
  #alarm: NodeJS.Timeout | null = null;

  constructor(stream: EmbeddedStream, state: GroupState, nowMs: () => number, onReady: () => void) {
    this.#stream = stream;
    this.#state = state;
    this.#nowMs = nowMs;
    this.#onReady = onReady;
  }

  async take(consumer: string, bounds: TakeBounds, leaseMs: number): Promise<readonly Delivery[]> {
    this.#check();
    const deliveries = this.#state.take(this.#consumers, consumer, bounds, leaseMs, this.#nowMs());
    if (deliveries.length === 0) this.#wait();
    return deliveries;
  }

  async settle(settlements: readonly Settlement[]): Promise<void> {
    this.#check();
    this.#state.settle(settlements, this.#nowMs());
    this.#stream.wake();
  }

  async release(consumer: string): Promise<void> {
    this.#check();
    this.#state.release(this.#consumers, consumer, this.#nowMs());
    this.#stream.wake();
  }

  async lag(): Promise<GroupLag> {
    this.#check();
    return this.#state.lag();
  }

  async seek(to: StreamStart): Promise<void> {
    this.#check();
    this.#state.seek(firstFrom(to, this.#stream.record, this.#stream.storage));
    this.#stream.wake();
  }

  async close(): Promise<void> {
    this.#stopWaiting();
    if (this.#stream.isDropped || this.#isDropped) return;
    this.#state.release(this.#consumers, null, this.#nowMs());
    this.#stream.wake();
  }

  /** Something was appended, or given back. */
  onAppended(): void {
    if (!this.#isDropped && !this.#state.hasReady(this.#nowMs())) {
      this.#setAlarm();
      return;
    }
    this.#stopWaiting();
    this.#onReady();
  }

  get #isDropped(): boolean {
    return this.#stream.groups.get(this.#state.record.name) !== this.#state;
  }

  #check(): void {
    this.#stream.check();
    if (this.#isDropped) throw new PrismError(groupGone, { source: "backend" });
  }

  #wait(): void {
    this.#stream.listeners.add(this);
    this.#setAlarm();
  }

  #stopWaiting(): void {
    this.#stream.listeners.delete(this);
    if (this.#alarm !== null) clearTimeout(this.#alarm);
    this.#alarm = null;
  }

  #setAlarm(): void {
    if (this.#alarm !== null) clearTimeout(this.#alarm);
    this.#alarm = null;
    const { nextDueMs } = this.#state;
    if (!Number.isFinite(nextDueMs)) return;
    const waitMs = Math.min(Math.max(nextDueMs - this.#nowMs(), 1), LONGEST_TIMER_MS);
    this.#alarm = setTimeout(() => this.onAppended(), waitMs);
    // A consumer that waits does not keep a thread alive that has nothing else to do.
    this.#alarm.unref();
  }
}

/** Longer ones would overflow in Node, and go off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const groupGone = new Failure(
  Code.FAILED_PRECONDITION,
  "STORE_MISSING",
  "the group was dropped while it was at work; take part anew to make it again",
);

import { LatencyHistogram } from "../latency-histogram.ts";

/** What was seen of one class of calls in a namespace since the look before. */
export interface LevelSample {
  /** Answered. */
  readonly asked: number;
  /** Successes. */
  readonly served: number;
  /** Failures that are not their callers'. */
  readonly failed: number;
  /** Latencies of the successes, in microseconds: value, count, value, count … */
  readonly latencyUs: ArrayLike<number>;
}

/**
 * What was seen in the last `spanMs`, and up to one slot more. The span is divided into slots; what is in the window is kept
 * as a sum, to which each sample is added, and from which the oldest slot is taken when its time is over.
 *
 *     slots   │ past │ past │ past │ past │ current │        sum = all of them
 *                ▲ goes when the current one is over
 *
 * A slot that is over is kept as pairs of value and count: as many as it has latencies that differ.
 */
export class SlidingWindow {
  readonly spanMs: number;
  /** Of all that is in the window. */
  readonly latency = new LatencyHistogram();
  asked = 0;
  served = 0;
  failed = 0;
  private readonly slotMs: number;
  private readonly past: (PastSlot | null)[];
  private readonly current = new LatencyHistogram();
  private currentAsked = 0;
  private currentServed = 0;
  private currentFailed = 0;
  /** The number of the current slot since time began. */
  private slot: number;
  private readonly startedMs: number;

  constructor(spanMs: number, slots: number, nowMs: number) {
    this.spanMs = spanMs;
    this.slotMs = spanMs / slots;
    this.past = new Array<PastSlot | null>(slots).fill(null);
    this.slot = Math.floor(nowMs / this.slotMs);
    this.startedMs = nowMs;
  }

  add(sample: LevelSample, nowMs: number): void {
    this.advance(nowMs);
    this.asked += sample.asked;
    this.served += sample.served;
    this.failed += sample.failed;
    this.currentAsked += sample.asked;
    this.currentServed += sample.served;
    this.currentFailed += sample.failed;
    this.latency.addPairs(sample.latencyUs, 0);
    this.current.addPairs(sample.latencyUs, 0);
  }

  /** Lets go of what is too old. `nowMs` never goes back. */
  advance(nowMs: number): void {
    const slot = Math.floor(nowMs / this.slotMs);
    // After as many empty slots as there are, nothing is left.
    const last = Math.min(slot, this.slot + this.past.length + 1);
    for (; this.slot < last; this.slot++) this.turn();
    this.slot = slot;
  }

  /** How much time the window covers: less than its span while it is young. */
  coveredMs(nowMs: number): number {
    const inCurrent = nowMs - this.slot * this.slotMs;
    return Math.min(nowMs - this.startedMs, this.spanMs + inCurrent);
  }

  /** The current slot takes the place of the oldest one. */
  private turn(): void {
    const place = this.slot % this.past.length;
    const oldest = this.past[place] ?? null;
    if (oldest !== null) {
      this.asked -= oldest.asked;
      this.served -= oldest.served;
      this.failed -= oldest.failed;
      this.latency.subtractPairs(oldest.latencyUs);
    }
    this.past[place] = this.takeCurrent();
  }

  private takeCurrent(): PastSlot | null {
    const { currentAsked: asked, currentServed: served, currentFailed: failed } = this;
    if (asked === 0 && failed === 0) return null;
    this.currentAsked = this.currentServed = this.currentFailed = 0;
    return { asked, served, failed, latencyUs: Uint32Array.from(this.current.takePairs()) };
  }
}

type PastSlot = LevelSample;

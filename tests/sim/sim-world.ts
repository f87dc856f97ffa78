import { createHash } from "node:crypto";
import { createPrng, type Prng } from "../../src/common/prng.ts";
import { EventQueue } from "./event-queue.ts";

/** What every part of one simulation shares: its time, its chance and its trace. */
export class SimWorld {
  readonly prng: Prng;
  readonly queue: EventQueue;
  private readonly hash = createHash("sha256");
  events = 0;

  constructor(seed: number) {
    this.prng = createPrng(Math.imul(seed, 0x9e3779b1) ^ 0x5eed);
    // Half of the runs pass over the wrap of the 32-bit clock within their first seconds.
    this.queue = new EventQueue(this.chance(2) ? 0x7fff_ffff - this.below(3_000_000) : this.below(1_000_000));
  }

  below(bound: number): number {
    return this.prng.below(bound);
  }

  between(least: number, most: number): number {
    return least + this.prng.below(most - least + 1);
  }

  /** True once in `times`. */
  chance(times: number): boolean {
    return this.prng.below(times) === 0;
  }

  pick<T>(of: readonly T[]): T {
    return of[this.prng.below(of.length)] as T;
  }

  after(delayUs: number, run: () => void): void {
    this.queue.after(delayUs, run);
  }

  private readonly threads: (() => void)[] = [];
  private isMeanwhile = false;

  /** Lets `step` be run where another thread says {@link meanwhile}: one piece of work of a thread, if it is awake. */
  joins(step: () => void): void {
    this.threads.push(step);
  }

  /** A place where, with real threads, another one may be faster. */
  meanwhile(): void {
    if (this.isMeanwhile || !this.chance(2)) return;
    this.isMeanwhile = true;
    this.pick(this.threads)();
    this.isMeanwhile = false;
  }

  /** Adds a line to the trace. Two runs with the same hash have done the same things at the same times. */
  note(line: string): void {
    this.events++;
    this.hash.update(`${this.queue.nowUs} ${line}\n`);
    if (this.log !== null) this.log(`${this.queue.nowUs} ${line}`);
  }

  /** Set to see the trace of a run that fails. */
  log: ((line: string) => void) | null = null;

  traceHash(): string {
    return this.hash.copy().digest("hex");
  }
}

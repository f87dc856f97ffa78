import type { Clock } from "../common/clock.ts";
import type { CaptureOrder } from "./capture-order.ts";
import { CaptureTape, type TapeParts } from "./capture-tape.ts";

/** The recordings that a worker takes part in. */
export class CaptureRecorder {
  /** By the namespace's place in the snapshot; undefined where nothing is recorded. */
  readonly tapes: (CaptureTape | undefined)[] = [];
  private readonly clock: Clock;
  private readonly parts: TapeParts;

  constructor(clock: Clock, parts: TapeParts) {
    this.clock = clock;
    this.parts = parts;
  }

  /** Whether anything is recorded. */
  get isOn(): boolean {
    return this.tapes.some((tape) => tape !== undefined);
  }

  /**
   * From now on records what these orders say, and nothing else. Resolves when what has ended is written. Of a namespace
   * there is one order at the most.
   */
  async adopt(orders: readonly CaptureOrder[]): Promise<void> {
    const ended: CaptureTape[] = [];
    const now = { wallMs: this.clock.wallMs(), monotonicUs: this.clock.monotonicUs() };
    for (const [index, tape] of this.tapes.entries()) {
      if (tape === undefined) continue;
      const order = orders.find(({ recording }) => recording === tape.order.recording);
      if (order !== undefined) tape.allow(order.roomBytes);
      else {
        this.tapes[index] = undefined;
        ended.push(tape);
      }
    }
    for (const order of orders) this.tapes[order.index] ??= new CaptureTape(order, this.parts, now);
    await Promise.all(ended.map((tape) => tape.close()));
  }

  tick(): void {
    const nowUs = this.clock.monotonicUs();
    for (const tape of this.tapes) tape?.tick(nowUs);
  }

  async close(): Promise<void> {
    await this.adopt([]);
  }
}

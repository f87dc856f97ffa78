import { setTimeout as rest } from "node:timers/promises";
import { steadyMs } from "../../common/clock.ts";

/** Lets so many rows a second pass, evenly; what was not used is not made up for. */
export class Pace {
  private readonly rowsPerSecond: number;
  private nextMs = 0;

  /** 0 = as fast as it goes. */
  constructor(rowsPerSecond: number) {
    this.rowsPerSecond = rowsPerSecond;
  }

  /** Rows of one batch, so that a slow pace is no series of bursts: a fifth of a second's. */
  batchRows(most: number): number {
    return this.rowsPerSecond === 0 ? most : Math.max(1, Math.min(most, Math.floor(this.rowsPerSecond / 5)));
  }

  /** Resolves when `rows` may go. */
  async turn(rows: number, signal: AbortSignal): Promise<void> {
    if (this.rowsPerSecond === 0) return;
    const nowMs = steadyMs();
    const startMs = Math.max(nowMs, this.nextMs);
    this.nextMs = startMs + (rows / this.rowsPerSecond) * 1_000;
    if (startMs > nowMs) await rest(startMs - nowMs, undefined, { signal });
  }
}

import type { GuardTime, StopTimer } from "../../src/resilience/guard-time.ts";

interface Entry {
  readonly atMs: number;
  readonly action: () => void;
}

/** Time that stands still until it is told to go on. */
export class FakeGuardTime implements GuardTime {
  private now = 1_000_000;
  private readonly entries = new Set<Entry>();

  nowMs(): number {
    return this.now;
  }

  start(delayMs: number, action: () => void): StopTimer {
    const entry = { atMs: this.now + delayMs, action };
    this.entries.add(entry);
    return () => void this.entries.delete(entry);
  }

  /** Timers that have neither gone off nor been stopped. */
  get pending(): number {
    return this.entries.size;
  }

  /** Goes on, timer by timer; what their actions set off is done before the next one. */
  async advance(ms: number): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      await settled();
      const due = [...this.entries].filter(({ atMs }) => atMs <= end).sort((a, b) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      this.entries.delete(due);
      this.now = Math.max(this.now, due.atMs);
      due.action();
    }
    this.now = end;
  }
}

/** Once all promises that can be settled are. */
export async function settled(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}

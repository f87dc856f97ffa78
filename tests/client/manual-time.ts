import type { StopTimer, Timer } from "../../src/client/timer.ts";
import type { Clock } from "../../src/common/clock.ts";

interface Alarm {
  readonly atMs: number;
  readonly action: () => void;
}

/** Time that stands still until a test moves it. */
export class ManualTime implements Clock, Timer {
  private nowMs = 1_000;
  private alarms: Alarm[] = [];

  monotonicUs(): number {
    return (this.nowMs * 1000) | 0;
  }

  wallMs(): number {
    return this.nowMs;
  }

  start(delayMs: number, _holdsProcess: boolean, action: () => void): StopTimer {
    const alarm = { atMs: this.nowMs + delayMs, action };
    this.alarms.push(alarm);
    return () => {
      this.alarms = this.alarms.filter((other) => other !== alarm);
    };
  }

  /** How long until the next alarm; null when none is set. */
  get nextMs(): number | null {
    return this.alarms.length === 0 ? null : Math.min(...this.alarms.map((alarm) => alarm.atMs)) - this.nowMs;
  }

  /** Moves on, and does what falls due, in order. */
  advance(ms: number): void {
    const endMs = this.nowMs + ms;
    for (;;) {
      const due = this.alarms.filter((alarm) => alarm.atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      this.alarms = this.alarms.filter((alarm) => alarm !== due);
      this.nowMs = Math.max(this.nowMs, due.atMs);
      due.action();
    }
    this.nowMs = endMs;
  }
}

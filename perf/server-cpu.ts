import type { LoadResult } from "../src/bench/load-result.ts";
import type { LoadPhase } from "../src/bench/load-run.ts";
import { steadyMs } from "../src/common/clock.ts";
import { cpuSecondsOf } from "./proc.ts";

/**
 * What a server's process uses while a generator's measures. The generator says when it begins and ends; on a busy machine
 * that is heard late, so it is the share of a processor that counts, over the time between the two looks.
 */
export class ServerCpu {
  private readonly pid: number | null;
  private begun: Look | null = null;
  private ended: Look | null = null;

  /** Null: it is not ours to see. */
  constructor(pid: number | null) {
    this.pid = pid;
  }

  onPhase(phase: LoadPhase): void {
    if (this.pid === null || phase === "holding") return;
    const look = { cpuSeconds: cpuSecondsOf(this.pid), ms: steadyMs() };
    if (phase === "measuring") this.begun = look;
    else this.ended = look;
  }

  /** Microseconds for a request; null when it was not seen, or for less than half of the time. */
  usPerRequest({ answers, seconds }: Pick<LoadResult, "answers" | "seconds">): number | null {
    if (this.begun === null || this.ended === null || answers === 0) return null;
    const seenSeconds = (this.ended.ms - this.begun.ms) / 1e3;
    if (seenSeconds < seconds / 2) return null;
    const share = (this.ended.cpuSeconds - this.begun.cpuSeconds) / seenSeconds;
    return (share * seconds * 1e6) / answers;
  }
}

interface Look {
  readonly cpuSeconds: number;
  readonly ms: number;
}

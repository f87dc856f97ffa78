import type { Clock } from "../common/clock.ts";

/** What the operating system says of the process. */
export interface ProcessFigures {
  readonly residentBytes: number;
  readonly cpuSeconds: number;
  /** Milliseconds since the Unix epoch. */
  readonly startedMs: number;
  /** As `process.version` says it. */
  readonly nodeVersion: string;
}

/** Returns what reads the figures. The start is computed once, so that a clock set anew later does not move it. */
export function createProcessProbe(clock: Clock): () => ProcessFigures {
  const startedMs = clock.wallMs() - process.uptime() * 1e3;
  return () => {
    const { user, system } = process.cpuUsage();
    return {
      residentBytes: process.memoryUsage.rss(),
      cpuSeconds: (user + system) / 1e6,
      startedMs,
      nodeVersion: process.version,
    };
  };
}

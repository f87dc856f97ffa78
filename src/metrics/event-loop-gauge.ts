import { type EventLoopUtilization, type IntervalHistogram, monitorEventLoopDelay, performance } from "node:perf_hooks";
import type { EventLoopReport } from "./worker-report.ts";

/** What the gauge reads of the thread that made it; a test brings its own. */
export interface EventLoopProbe {
  readonly delays: Pick<IntervalHistogram, "enable" | "disable" | "reset" | "percentile" | "max">;
  /** Since the thread started, or since `from`. */
  readonly utilization: (now?: EventLoopUtilization, from?: EventLoopUtilization) => EventLoopUtilization;
}

/** How late the event loop of the calling thread runs its timers and how busy it is: for the main thread and for workers. */
export class EventLoopGauge {
  private readonly probe: EventLoopProbe;
  private lastUtilization: EventLoopUtilization;

  constructor(probe: EventLoopProbe = createSystemProbe()) {
    this.probe = probe;
    this.probe.delays.enable();
    this.lastUtilization = probe.utilization();
  }

  /** Since the last time, or since the gauge was made. */
  take(): EventLoopReport {
    const { delays, utilization } = this.probe;
    const now = utilization();
    const share = utilization(now, this.lastUtilization).utilization;
    this.lastUtilization = now;
    const report = {
      lagP50Us: lagUs(delays.percentile(50)),
      lagP99Us: lagUs(delays.percentile(99)),
      lagMaxUs: lagUs(delays.max),
      // Two looks within one turn of the loop are 0 / 0 apart.
      utilization: Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0,
    };
    delays.reset();
    return report;
  }

  close(): void {
    this.probe.delays.disable();
  }
}

/**
 * The timer behind the measurement wakes an idle thread this often. Ten wakes a second cost it less than a thousandth of
 * a core, and 15 seconds between two scrapes still have 150 samples. A stall that is longer than this is always seen, a
 * shorter one in proportion to its length: 20 ms in every second show with 95 % in each scrape.
 */
export const EVENT_LOOP_RESOLUTION_MS = 100;

/** Node measures from one timer to the next, so that what it calls delay includes the interval of the timer. */
function lagUs(delayNs: number): number {
  return Math.max(0, Math.round(delayNs / 1e3 - EVENT_LOOP_RESOLUTION_MS * 1e3));
}

function createSystemProbe(): EventLoopProbe {
  return {
    delays: monitorEventLoopDelay({ resolution: EVENT_LOOP_RESOLUTION_MS }),
    utilization: (now, from) => performance.eventLoopUtilization(now, from),
  };
}

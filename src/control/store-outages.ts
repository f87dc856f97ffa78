import type { Clock } from "../common/clock.ts";
import type { StoreState } from "../workers/worker-seed.ts";

type Log = (level: "info" | "error", message: string, fields: Record<string, unknown>) => void;

/** A backend that some of its guards have found away. */
interface Outage {
  readonly sinceMs: number;
  /** By worker and pattern, how the guards that found it away find it now. */
  readonly guards: Map<string, StoreState["state"]>;
  /** Workers whose calls were refused. */
  readonly workers: Set<number>;
}

/**
 * Tells the log that a backend is away, and that it is back. Each worker finds both out for itself, and for each pattern that
 * it serves; an operator reads one line when the first of them does, and one when calls are answered again.
 */
export class StoreOutages {
  private readonly log: Log;
  private readonly clock: Pick<Clock, "wallMs">;
  /** By backend. */
  private readonly outages = new Map<string, Outage>();

  constructor(log: Log, clock: Pick<Clock, "wallMs">) {
    this.log = log;
    this.clock = clock;
  }

  /** Takes what a worker tells of one of its stores. */
  observe(worker: number, state: StoreState): void {
    if (state.state === "down") this.begin(worker, state);
    // The thread that replaces one calls a store up before it has asked it.
    else if (state.state === "on-trial" || state.isProbed) this.settle(worker, state);
  }

  private begin(worker: number, { backend, pattern, problem, probeInMs }: StoreState): void {
    let outage = this.outages.get(backend);
    if (outage === undefined) {
      outage = { sinceMs: this.clock.wallMs(), guards: new Map(), workers: new Set() };
      this.outages.set(backend, outage);
      this.log("error", AWAY, { backend, pattern, worker, problem, probeInMs });
    }
    outage.guards.set(`${worker} ${pattern}`, "down");
    outage.workers.add(worker);
  }

  private settle(worker: number, { backend, pattern, state }: StoreState): void {
    const outage = this.outages.get(backend);
    const guard = `${worker} ${pattern}`;
    if (outage === undefined || !outage.guards.has(guard)) return;
    outage.guards.set(guard, state);
    const states = [...outage.guards.values()];
    // A probe has been answered everywhere, and calls have been somewhere: others may have none to be tried with.
    if (states.includes("down") || !states.includes("up")) return;
    this.outages.delete(backend);
    const workers = [...outage.workers].sort((a, b) => a - b);
    this.log("info", BACK, { backend, workers, awayMs: this.clock.wallMs() - outage.sinceMs });
  }
}

const AWAY =
  "a store is away: calls for it are refused with STORE_CIRCUIT_OPEN, by each worker that finds it so; it is probed until it answers";
const BACK = "a store is back: its calls are served again";

import { CommandError } from "../command-error.ts";
import { formatCount } from "../format-count.ts";

/** What the admin API says of the workers, as far as the table shows it. */
export interface ShownWorkers {
  readonly timeMs: number;
  readonly workers: readonly ShownWorker[];
}

interface ShownWorker {
  readonly worker: number;
  readonly isUp: boolean;
  readonly restarts: number;
  readonly owns: readonly { readonly namespace: string }[];
  readonly shares: number;
  readonly requests: number;
  readonly batchRequests: { readonly p50: number; readonly p99: number };
  readonly ringWaitingBytes: { readonly p50: number; readonly p99: number };
  readonly storeCalls: number;
  readonly utilization: number | null;
}

export function readWorkers(body: Readonly<Record<string, unknown>>): ShownWorkers {
  if (!Array.isArray(body.workers)) {
    throw new CommandError("MALFORMED_ANSWER", "the admin door gave no list of workers; is its gateway an older one?");
  }
  return body as unknown as ShownWorkers;
}

/** A row for each worker; the rate is that between two lists, and not known without the one before. */
export function workerRows(now: ShownWorkers, before: ShownWorkers | null): Record<string, string>[] {
  return now.workers.map((worker) => ({
    worker: String(worker.worker),
    up: worker.isUp ? "yes" : "no",
    restarts: String(worker.restarts),
    "requests/s": rateOf(worker, now, before),
    "batch p50/p99": `≤${worker.batchRequests.p50}/${worker.batchRequests.p99}`,
    "ring p99": `≤${worker.ringWaitingBytes.p99} B`,
    "at stores": String(worker.storeCalls),
    busy: worker.utilization === null ? "-" : `${Math.round(worker.utilization * 100)} %`,
    shares: String(worker.shares),
    owns: worker.owns.map(({ namespace }) => namespace).join(" ") || "-",
  }));
}

function rateOf({ worker, requests }: ShownWorker, now: ShownWorkers, before: ShownWorkers | null): string {
  const earlier = before?.workers.find((each) => each.worker === worker);
  if (before === null || earlier === undefined) return "-";
  const seconds = (now.timeMs - before.timeMs) / 1000;
  return seconds <= 0 ? "-" : formatCount(Math.round((requests - earlier.requests) / seconds));
}

import { MAX_WORKERS } from "../common/limits.ts";
import { BYTES_SCALE, COUNT_SCALE, sizeQuantile } from "../metrics/size-histogram.ts";
import { namespacesOf, type Snapshot } from "../namespaces/snapshot.ts";
import { type AdminChange, AdminOperation } from "../security/audit/admin-operation.ts";
import { bad } from "./admin-api/api-request.ts";
import type { WorkerFigures } from "./metrics-worker.ts";
import type { ReshapeSteps, Rollout } from "./rollout.ts";
import { memoryHeld } from "./worker-failures.ts";

export interface WorkerSetParts {
  readonly rollout: Pick<Rollout, "snapshot" | "reshape" | "heldInMemory">;
  readonly steps: ReshapeSteps;
  /** Runs a change when those before it are done, namespaces' ones too. */
  readonly inTurn: <T>(change: () => Promise<T>) => Promise<T>;
  readonly wallMs: () => number;
  /** Records what an administrator is about to change. Throws a PrismError when that must be on record and cannot be. */
  readonly record: (principal: string, operation: AdminOperation, change: AdminChange) => void;
  readonly log: (message: string, fields: Record<string, unknown>) => void;
}

/** The workers of a gateway while it runs: what each has, and how many there are. */
export class WorkerSet {
  private readonly parts: WorkerSetParts;

  constructor(parts: WorkerSetParts) {
    this.parts = parts;
  }

  /**
   * Has so many workers serve. More take the lowest free numbers; of fewer those go that have the highest, but for those whose
   * memory holds what is nowhere else. Rejects with a PrismError, and then the workers are those from before.
   */
  async set(count: number, principal: string): Promise<readonly number[]> {
    if (!Number.isInteger(count) || count < 1 || count > MAX_WORKERS) {
      throw bad("FIELD_INVALID", "count", `count is a whole number from 1 to ${MAX_WORKERS}`);
    }
    const { rollout, steps, inTurn, record, log } = this.parts;
    return inTurn(async () => {
      const before = rollout.snapshot.workers;
      if (count === before.length) return before;
      const next = count > before.length ? withMore(before, count) : await this.withFewer(before, count);
      record(principal, AdminOperation.WORKERS_SET, { backend: null, from: before.length, to: count });
      await rollout.reshape(next, steps);
      log("the workers are others", { before, workers: rollout.snapshot.workers, principal });
      return rollout.snapshot.workers;
    });
  }

  /** What each worker has, and what it has done since the gateway started. */
  describe(figures: readonly WorkerFigures[]): WorkerList {
    const { snapshot } = this.parts.rollout;
    return {
      timeMs: this.parts.wallMs(),
      count: snapshot.workers.length,
      workers: figures.map((worker) => viewOf(worker, snapshot)),
    };
  }

  private async withFewer(before: readonly number[], count: number): Promise<number[]> {
    const staying = [...before];
    const held = new Set<string>();
    for (const worker of [...before].reverse()) {
      if (staying.length === count) break;
      const names = await this.parts.rollout.heldInMemory([worker]);
      if (names.length === 0) staying.splice(staying.indexOf(worker), 1);
      for (const name of names) held.add(name);
    }
    if (staying.length > count) throw memoryHeld([...held]);
    return staying;
  }
}

export interface WorkerList {
  /** Milliseconds since the epoch: of two lists the difference gives rates. */
  readonly timeMs: number;
  readonly count: number;
  readonly workers: readonly WorkerView[];
}

export interface WorkerView {
  readonly worker: number;
  readonly isUp: boolean;
  readonly restarts: number;
  /** Namespaces that it alone serves. */
  readonly owns: readonly { readonly namespace: string; readonly pattern: string; readonly backend: string }[];
  /** Namespaces that every worker serves. */
  readonly shares: number;
  readonly requests: number;
  readonly batches: number;
  /** Requests of a batch and bytes waiting in the ring when one began: what half and 99 % of all did not exceed. */
  readonly batchRequests: { readonly p50: number; readonly p99: number };
  readonly ringWaitingBytes: { readonly p50: number; readonly p99: number };
  /** Calls that wait for stores on the network or are under way to them, when it last reported. */
  readonly storeCalls: number;
  /** Share of the time that the thread was not waiting; null when it has not reported. */
  readonly utilization: number | null;
}

function viewOf(figures: WorkerFigures, snapshot: Snapshot): WorkerView {
  const { index, isUp, restarts, requests, batches, sizes, latest } = figures;
  const there = namespacesOf(snapshot);
  const own = there.filter(({ owner, isSpread }) => owner === index && !isSpread);
  return {
    ...{ worker: index, isUp, restarts },
    owns: own.map(({ name, pattern, config }) => ({ namespace: name, pattern, backend: config.backend })),
    shares: there.filter(({ isSpread }) => isSpread).length,
    ...{ requests, batches },
    batchRequests: quantiles((at) => sizeQuantile(sizes.batch, COUNT_SCALE, at)),
    ringWaitingBytes: quantiles((at) => sizeQuantile(sizes.ring, BYTES_SCALE, at)),
    storeCalls: latest?.stores.reduce((sum, { guard }) => sum + (guard?.calls ?? 0), 0) ?? 0,
    utilization: latest?.eventLoop.utilization ?? null,
  };
}

/** What is over all bounds is shown as the largest whole number: JSON has no infinity. */
function quantiles(at: (share: number) => number): { p50: number; p99: number } {
  return { p50: finite(at(0.5)), p99: finite(at(0.99)) };
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.MAX_SAFE_INTEGER;
}

function withMore(before: readonly number[], count: number): number[] {
  const workers = [...before];
  for (let worker = 0; workers.length < count; worker++) if (!before.includes(worker)) workers.push(worker);
  return workers;
}

import { backendTypes } from "../config/backend-types.ts";
import { asPooled, type PooledBackend } from "../namespaces/compile-pool.ts";
import { type AdminChange, AdminOperation } from "../security/audit/admin-operation.ts";
import { bad } from "./admin-api/api-request.ts";
import type { WorkerFigures } from "./metrics-worker.ts";
import { noSuchBackend, poolFixed } from "./pool-failures.ts";
import type { Rollout } from "./rollout.ts";

export interface PoolSetParts {
  readonly rollout: Pick<Rollout, "seed" | "repool">;
  /** Runs a change when those before it are done, of workers and of namespaces too. */
  readonly inTurn: <T>(change: () => Promise<T>) => Promise<T>;
  /** Records what an administrator is about to change. Throws a PrismError when that must be on record and cannot be. */
  readonly record: (principal: string, operation: AdminOperation, change: AdminChange) => void;
  readonly log: (message: string, fields: Record<string, unknown>) => void;
}

/** The connections of a gateway to its stores while it runs. */
export class PoolSet {
  private readonly parts: PoolSetParts;

  constructor(parts: PoolSetParts) {
    this.parts = parts;
  }

  /**
   * Has each worker keep at most so many connections to a backend; resolves when those that were too many have answered what they
   * carry. Rejects with a PrismError, and then nothing has changed.
   */
  async set(name: string, connections: number, principal: string): Promise<void> {
    const { rollout, inTurn, record, log } = this.parts;
    await inTurn(async () => {
      const backend = this.find(name);
      const { min, max } = backendTypes[backend.type].entries.connections;
      if (!Number.isInteger(connections) || connections < min || connections > max) {
        throw bad("FIELD_INVALID", "connections", `connections is a whole number from ${min} to ${max}`);
      }
      const before = backend.settings.connections;
      if (connections === before) return;
      record(principal, AdminOperation.POOL_SET, { backend: name, from: before, to: connections });
      const draining = await rollout.repool(backend.index, connections);
      log("the connections to a backend are others", { backend: name, before, connections, draining, principal });
    });
  }

  /** What each pool has; the numbers of all workers together are those that they last reported. */
  describe(figures: readonly WorkerFigures[]): PoolList {
    return {
      pools: this.pooled().map(({ name, type, settings }) => {
        const reports = figures.flatMap(({ latest }) => latest?.stores.filter((store) => store.backend === name) ?? []);
        const sum = (of: "connections" | "calls" | "attempts"): number =>
          reports.reduce((total, { guard }) => total + (guard?.[of] ?? 0), 0);
        return {
          ...{ backend: name, type, connections: settings.connections, workers: figures.length },
          ...{ open: sum("connections"), calls: sum("calls"), underWay: sum("attempts") },
        };
      }),
    };
  }

  private pooled(): PooledBackend[] {
    return this.parts.rollout.seed.backends.flatMap((backend) => asPooled(backend) ?? []);
  }

  private find(name: string): PooledBackend {
    const backend = this.parts.rollout.seed.backends.find((each) => each.name === name);
    const names = this.pooled().map((each) => each.name);
    if (backend === undefined) throw noSuchBackend(name, names);
    const pooled = asPooled(backend);
    if (pooled === null) throw poolFixed(name, backend.type, names);
    return pooled;
  }
}

export interface PoolList {
  readonly pools: readonly PoolView[];
}

export interface PoolView {
  readonly backend: string;
  readonly type: string;
  /** The most that each worker keeps for keyvalue namespaces, and again for streams. */
  readonly connections: number;
  readonly workers: number;
  /** Those that are open, of all workers. */
  readonly open: number;
  /** Calls that wait or are under way. */
  readonly calls: number;
  readonly underWay: number;
}

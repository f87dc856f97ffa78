import { setImmediate as nextTurn } from "node:timers/promises";
import { hasLevels } from "../../common/service-levels.ts";
import { LevelBook } from "../../metrics/levels/level-book.ts";
import type { LevelStatus } from "../../metrics/levels/level-status.ts";
import type { WorkerReport } from "../../metrics/worker-report.ts";
import { namespacesOf, type Snapshot } from "../../namespaces/snapshot.ts";
import { addReport } from "./level-samples.ts";

export interface ServiceLevelsParts {
  /** Milliseconds that never go back. */
  readonly nowMs: () => number;
  readonly intervalMs: number;
  readonly snapshot: () => Pick<Snapshot, "generation" | "namespaces">;
  /** Has the workers report; what they say comes to {@link ServiceLevels.onReport}. */
  readonly gather: () => Promise<unknown>;
  /** Hears of each look what is missed, also that nothing is. */
  readonly onLook?: (missed: readonly LevelStatus[]) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Checks the levels of service that namespaces declare. While any does, the workers are asked for their histograms at each
 * interval; where none does, nothing is asked and nothing is kept.
 */
export class ServiceLevels {
  private readonly parts: ServiceLevelsParts;
  private readonly book = new LevelBook();
  private seenGeneration = -1;
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<readonly LevelStatus[]> | null = null;
  /** As of the last look. */
  statuses: readonly LevelStatus[] = [];

  constructor(parts: ServiceLevelsParts) {
    this.parts = parts;
  }

  start(): void {
    this.timer ??= setInterval(() => void this.look().catch(this.parts.onError), this.parts.intervalMs).unref();
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  /** What a worker has reported, whoever asked for it. */
  readonly onReport = (
    report: Pick<WorkerReport, "series" | "withheld">,
    namespaces: readonly (string | null)[],
  ): void => {
    this.adopt();
    if (!this.book.isEmpty) addReport(this.book, report, namespaces, this.parts.nowMs());
  };

  /** Asks the workers and judges every level. Who asks while a look is under way gets what comes of it. */
  look(): Promise<readonly LevelStatus[]> {
    this.looking ??= this.lookAnew().finally(() => {
      this.looking = null;
    });
    return this.looking;
  }

  /** The thread is shared with sockets, which have a turn after each namespace. */
  private async lookAnew(): Promise<readonly LevelStatus[]> {
    this.adopt();
    if (this.book.isEmpty) {
      const had = this.statuses.length > 0;
      this.statuses = [];
      if (had) this.parts.onLook?.([]);
      return this.statuses;
    }
    await this.parts.gather();
    const statuses: LevelStatus[] = [];
    for (const status of this.book.evaluate(this.parts.nowMs())) {
      if (status.namespace !== statuses.at(-1)?.namespace) await nextTurn();
      statuses.push(status);
    }
    this.statuses = statuses;
    this.parts.onLook?.(statuses.filter(({ state }) => state === "missed"));
    return statuses;
  }

  /** Takes over what the snapshot in force declares. */
  private adopt(): void {
    const snapshot = this.parts.snapshot();
    if (snapshot.generation === this.seenGeneration) return;
    this.seenGeneration = snapshot.generation;
    const declared = namespacesOf(snapshot).filter(({ config }) => hasLevels(config.needs));
    this.book.declare(
      declared.map(({ name, config }) => ({ name, targets: config.needs })),
      this.parts.nowMs(),
    );
  }
}

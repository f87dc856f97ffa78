import { Piscina } from "piscina";
import { steadyMs } from "../common/clock.ts";
import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import { OFFLOAD_IDLE_MS } from "../common/limits.ts";
import { PrismError } from "../common/prism-error.ts";
import type { OffloadTask } from "./offload-task.ts";
import { type TimedInput, type TimedOutput, timed } from "./timed-task.ts";

export interface OffloadOptions {
  /** Threads at most; none is started before there is work. With 0 the thread that asks does the work itself. */
  readonly threads: number;
  /** Tasks that may wait for a thread; more are refused. */
  readonly maxQueue: number;
  /** A thread that has had nothing to do for so long ends. */
  readonly idleTimeoutMs?: number;
}

/** How a pool is now. */
export interface OffloadState {
  /** That it may have at most, and those of them that are at work. */
  readonly threads: number;
  readonly busy: number;
  /** Tasks that wait for one. */
  readonly waiting: number;
  readonly tasks: readonly OffloadFigures[];
}

/** The tasks of one kind, and what became of those since the start. */
export interface OffloadFigures {
  readonly task: string;
  /** That wait or run now. */
  underWay: number;
  done: number;
  failed: number;
  refused: number;
  /** Given up by whoever had asked, waiting or running. */
  cancelled: number;
  /** Milliseconds that those that were done have waited, with the way to their thread and back, and have run. */
  waitMs: number;
  runMs: number;
}

/**
 * Where a thread has work done that takes the processor for long: a pool of threads of its own, so that whatever else the
 * thread serves keeps its latency. What waits is bounded: who asks for more is told to come again, and who does not want
 * the result any more gives the task up with a signal, which frees its thread even in the middle.
 */
export class Offload {
  private readonly options: OffloadOptions;
  private pool: Piscina | null = null;
  private readonly figures = new Map<string, OffloadFigures>();
  private isClosed = false;
  /** Tasks that wait or run. */
  underWay = 0;

  constructor(options: OffloadOptions) {
    this.options = options;
  }

  /** Rejects with a PrismError when there is no room, or when it was given up; else with what the task threw. */
  async run<Input, Output>(task: OffloadTask<Input, Output>, input: Input, signal?: AbortSignal): Promise<Output> {
    const figures = this.figuresOf(task.name);
    const { threads, maxQueue } = this.options;
    if (this.isClosed || this.underWay >= threads + maxQueue) {
      figures.refused++;
      throw new PrismError(this.isClosed ? offloadClosed : offloadBusy, { retry: "safe" });
    }
    this.underWay++;
    figures.underWay++;
    const askedMs = steadyMs();
    try {
      const { output, runMs } = await this.perform(task, input, signal);
      figures.done++;
      figures.runMs += runMs;
      figures.waitMs += Math.max(0, steadyMs() - askedMs - runMs);
      return output as Output;
    } catch (error) {
      if (signal?.aborted === true) {
        figures.cancelled++;
        throw new PrismError(offloadCancelled, { cause: error });
      }
      figures.failed++;
      throw error;
    } finally {
      this.underWay--;
      figures.underWay--;
    }
  }

  /** For the metrics: figures that go on are the pool's own. */
  report(): OffloadState {
    const { threads } = this.options;
    // A thread that is being started for a task is at work, too.
    const busy = Math.min(threads, this.underWay);
    return { threads, busy, waiting: this.underWay - busy, tasks: [...this.figures.values()] };
  }

  /** Threads that run now. */
  get running(): number {
    return this.pool?.threads.length ?? 0;
  }

  /** Gives up what waits or runs, and ends the threads. Never rejects. */
  async close(): Promise<void> {
    this.isClosed = true;
    const { pool } = this;
    this.pool = null;
    await pool?.destroy();
  }

  private async perform<Input>(
    task: OffloadTask<Input, unknown>,
    input: Input,
    signal: AbortSignal | undefined,
  ): Promise<TimedOutput> {
    const order: TimedInput = { module: task.module.href, name: task.name, input };
    if (this.options.threads === 0) {
      signal?.throwIfAborted();
      return timed(order);
    }
    const transferList = [...(task.handsOver?.(input) ?? [])];
    return this.threads().run(order, { filename: TIMED, name: "timed", transferList, signal: signal ?? null });
  }

  private threads(): Piscina {
    const { threads, maxQueue, idleTimeoutMs = OFFLOAD_IDLE_MS } = this.options;
    this.pool ??= new Piscina({ minThreads: 0, maxThreads: threads, maxQueue, idleTimeout: idleTimeoutMs });
    return this.pool;
  }

  private figuresOf(task: string): OffloadFigures {
    let figures = this.figures.get(task);
    if (figures === undefined) {
      figures = { task, underWay: 0, done: 0, failed: 0, refused: 0, cancelled: 0, waitMs: 0, runMs: 0 };
      this.figures.set(task, figures);
    }
    return figures;
  }
}

const TIMED = new URL("./timed-task.js", import.meta.url).href;

const offloadBusy = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "OFFLOAD_BUSY",
  "as much work waits for the threads of the worker's pool as may (offload.maxQueue); nothing was done; try again",
  { retryAfterMs: 200 },
);
const offloadClosed = new Failure(Code.UNAVAILABLE, "OFFLOAD_CLOSED", "the gateway is shutting down", {
  retryAfterMs: 1_000,
});
const offloadCancelled = new Failure(Code.CANCELLED, "OFFLOAD_CANCELLED", "the work was given up before it was done");

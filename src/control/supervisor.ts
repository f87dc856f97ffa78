import { setTimeout as pause } from "node:timers/promises";
import type { CaptureProgress } from "../capture/capture-order.ts";
import { systemClock } from "../common/clock.ts";
import { freeBudget } from "../ring/shared-budget.ts";
import type { SpanBatch } from "../tracing/tracer.ts";
import type { LevelNotice, StoreState } from "../workers/worker-seed.ts";
import { tellAuditProblem } from "./gateway-audit.ts";
import type { ReportingWorker } from "./metrics-collector.ts";
import { StoreOutages } from "./store-outages.ts";
import type { StoreStates } from "./store-states.ts";
import { workerNotStarted, workerStillBusy } from "./worker-failures.ts";
import { type WorkerEvents, WorkerHandle, type WorkerSettings } from "./worker-handle.ts";

/** What a supervisor needs of the acceptors. */
export interface WorkersUsers {
  /** The worker serves: from now on they use the links of its thread. */
  attach(worker: number, handle: Pick<WorkerHandle, "link" | "furtherLinks">): void;
  /** The worker is gone. */
  detach(worker: number): void;
  /** Has them take the last answers of a worker that gets no more requests; true when none is owed any more. */
  takeLast(worker: number): Promise<boolean>;
}

export interface SupervisorParts {
  readonly workers: number;
  readonly settings: Omit<WorkerSettings, "heapMiB" | "snapshot" | "drops">;
  /** What a worker begins with that starts now. */
  readonly seed: (worker: number) => Pick<WorkerSettings, "snapshot" | "drops">;
  /** Of each worker; null = V8's own choice. */
  readonly heapMiB: number | null;
  readonly acceptors: WorkersUsers;
  /** Is told how the workers' stores are. */
  readonly stores: StoreStates;
  /** Hears what became of requests that are recorded. */
  readonly onCaptured: (progress: CaptureProgress) => void;
  /** Takes the spans that workers make. */
  readonly onSpans: (batch: SpanBatch) => void;
  /** A worker appeared, so that the acceptor's thread can listen to it. */
  readonly onSpawn: (handle: WorkerHandle) => void;
  /** A worker began or ceased to serve. */
  readonly onChange: () => void;
  /** Something an operator should read. */
  readonly log: (level: "info" | "error", message: string, fields: Record<string, unknown>) => void;
}

export interface WorkerState {
  readonly index: number;
  readonly isUp: boolean;
  readonly restarts: number;
  /** Why the last thread ended; empty when none has. */
  readonly lastProblem: string;
  /** Why its audit log cannot be written or kept; empty when it can. */
  readonly auditProblem: string;
}

interface Place {
  handle: WorkerHandle;
  /** The thread exists; it may still be opening its stores. */
  isAlive: boolean;
  /** It serves. */
  isUp: boolean;
  restarts: number;
  lastProblem: string;
  auditProblem: string;
  /** Failures in a row without a stretch of health between them. */
  failures: number;
  healthy: NodeJS.Timeout | null;
  respawn: NodeJS.Timeout | null;
  /** Its thread is to end, and none takes its place. */
  isLeaving: boolean;
  /** Hears of the first end of a thread that is not replaced, or of its readiness: of a worker that comes or goes. */
  awaited: ((isReady: boolean) => void) | null;
}

/** Keeps the workers running: a thread that dies is replaced, after a pause that doubles while it keeps dying. */
export class Supervisor {
  private readonly parts: SupervisorParts;
  private readonly places: Place[] = [];
  private readonly outages: StoreOutages;
  private isClosing = false;
  private notices: readonly LevelNotice[] = [];
  private onAllUp: (() => void) | null = null;
  private readonly waitingForEnd = new Set<(isGone: boolean) => void>();
  private onFirstFailure: ((error: Error) => void) | null = null;

  constructor(parts: SupervisorParts) {
    this.parts = parts;
    this.outages = new StoreOutages(parts.log, systemClock);
  }

  /** Spawns all workers; resolves when each has opened its stores, and rejects when one cannot at the first try. */
  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.onAllUp = resolve;
      this.onFirstFailure = reject;
      for (let index = 0; index < this.parts.workers; index++) {
        this.places.push(newPlace(this.spawn(index)));
      }
    });
  }

  states(): WorkerState[] {
    return this.there().map(([index, { isUp, restarts, lastProblem, auditProblem }]) => ({
      ...{ index, isUp, restarts, lastProblem, auditProblem },
    }));
  }

  get isReady(): boolean {
    return !this.isClosing && this.there().every(([, place]) => place.isUp);
  }

  /** For the metrics, which ask each worker for its report. */
  workers(): ReportingWorker[] {
    return this.there().map(([index, { handle, isUp, restarts }]) => ({
      index,
      isUp,
      restarts,
      wakes: handle.link.bell.wakes,
      report: () => handle.report(),
    }));
  }

  /** Those that have not left, with their numbers. */
  private there(): [number, Place][] {
    return [...this.places.entries()].filter(([, { isAlive, isLeaving }]) => isAlive || !isLeaving);
  }

  /** The thread of a worker; null when there is none now. It may still be opening its stores. */
  thread(worker: number): WorkerHandle | null {
    const place = this.places[worker];
    return place === undefined || !place.isAlive ? null : place.handle;
  }

  isServing(worker: number): boolean {
    return this.places[worker]?.isUp === true;
  }

  /** Ends one thread as a crash would: for fault tests and for operators who want a fresh one. */
  async kill(index: number): Promise<void> {
    await this.places[index]?.handle.terminate();
  }

  /** From now on answers of these namespaces say what levels of service are missed; those of a new worker too. */
  tellLevels(notices: readonly LevelNotice[]): void {
    if (notices.length === 0 && this.notices.length === 0) return;
    this.notices = notices;
    for (const place of this.places) if (place.isUp) place.handle.tellLevels(notices);
  }

  /**
   * Ends workers that get no more requests, once they have answered everything, with stores closed. Rejects with a PrismError
   * when one cannot in time; then all stay.
   */
  async retire(workers: readonly number[], timeoutMs = RETIRE_MS): Promise<void> {
    const places = workers.map((index) => [index, this.places[index] as Place] as const);
    for (const [, place] of places) this.beginLeaving(place);
    const answers = places.map(([, { isUp, handle }]) => (isUp ? within(handle.retire(), timeoutMs) : true));
    const late = (await Promise.all(answers)).indexOf(undefined);
    if (late >= 0) {
      for (const [index, place] of places) this.stay(index, place);
      throw workerStillBusy(workers[late] as number);
    }
    await Promise.all(places.map(([index, place]) => this.finish(index, place)));
    for (const [index] of places)
      for (const budget of this.parts.settings.budgets) if (budget) freeBudget(budget, index);
    this.parts.onChange();
  }

  /** Starts workers beside those that there are; resolves when all serve. Rejects with a PrismError when one cannot. */
  async start(workers: readonly number[]): Promise<void> {
    const started = workers.map((index) => {
      const earlier = this.places[index];
      const place = newPlace(this.spawn(index), earlier === undefined ? 0 : earlier.restarts + 1);
      this.places[index] = place;
      return new Promise<boolean>((resolve) => {
        place.awaited = resolve;
      }).then((isReady) => {
        if (!isReady) throw workerNotStarted(index, place.lastProblem);
      });
    });
    await Promise.allSettled(started);
    await Promise.all(started);
  }

  /** Has every worker answer the fetches that wait for messages. */
  drain(): void {
    for (const place of this.places) if (place.isAlive) place.handle.drain();
  }

  /** Lets every worker finish what it has and close its stores; those that do not within `timeoutMs` are ended. */
  async close(timeoutMs: number): Promise<void> {
    this.beginClosing();
    for (const place of this.places) if (place.isAlive) place.handle.close();
    if (!(await this.allGone(timeoutMs))) await this.end();
  }

  /** Ends every worker where it stands. One that is in a call of the system cannot be ended: see {@link isGone}. */
  async end(): Promise<void> {
    this.beginClosing();
    for (const place of this.places) if (place.isAlive) place.handle.terminate().catch(() => undefined);
    await this.allGone(END_MS);
  }

  /** Whether no thread is left. While one is, the process cannot exit: Node waits for its threads. */
  get isGone(): boolean {
    return this.places.every((place) => !place.isAlive);
  }

  private spawn(index: number): WorkerHandle {
    const events: WorkerEvents = {
      onReady: () => this.onReady(index),
      onProblem: (problem, leftOut, requests) =>
        this.parts.log("error", "a store failed in a way Prism does not know", {
          worker: index,
          problem,
          leftOut,
          requests,
        }),
      onAuditProblem: (problem) => this.onAuditProblem(index, problem),
      onCaptured: this.parts.onCaptured,
      onSpans: this.parts.onSpans,
      onStoreState: (state) => this.onStoreState(index, state),
      onExit: (code, problem) => this.onExit(index, code, problem),
    };
    const settings: WorkerSettings = {
      ...this.parts.settings,
      ...this.parts.seed(index),
      heapMiB: this.parts.heapMiB,
    };
    const handle = new WorkerHandle(index, settings, events);
    this.parts.onSpawn(handle);
    return handle;
  }

  private beginLeaving(place: Place): void {
    place.isLeaving = true;
    if (place.healthy !== null) clearTimeout(place.healthy);
    if (place.respawn !== null) clearTimeout(place.respawn);
  }

  /** It does not leave after all; if it has died meanwhile it is replaced. */
  private stay(index: number, place: Place): void {
    place.isLeaving = false;
    if (place.isAlive) place.handle.stay();
    else this.replace(index, place);
  }

  /** Takes the last answers of a worker that has made all, and ends its thread. */
  private async finish(index: number, place: Place): Promise<void> {
    if (!place.isAlive) return;
    const { acceptors } = this.parts;
    const ended = new Promise<boolean>((resolve) => {
      place.awaited = resolve;
    });
    for (let turn = 0; place.isUp && turn < MOST_LAST_TURNS && !(await acceptors.takeLast(index)); turn++)
      await pause(1);
    if (place.isUp) acceptors.detach(index);
    place.isUp = false;
    place.handle.close();
    if ((await within(ended, CLOSE_MS)) === undefined) await place.handle.terminate();
  }

  private onReady(index: number): void {
    const place = this.places[index] as Place;
    place.isUp = true;
    if (this.notices.length > 0) place.handle.tellLevels(this.notices);
    place.awaited?.(true);
    place.awaited = null;
    this.parts.acceptors.attach(index, place.handle);
    this.parts.onChange();
    if (place.restarts > 0) this.parts.log("info", "worker is back", { worker: index, restarts: place.restarts });
    place.healthy = setTimeout(() => {
      place.failures = 0;
    }, HEALTHY_AFTER_MS).unref();
    if (this.places.length === this.parts.workers && this.places.every((each) => each.isUp)) {
      this.onAllUp?.();
      this.onAllUp = null;
      this.onFirstFailure = null;
    }
  }

  private onAuditProblem(index: number, problem: string): void {
    const place = this.places[index];
    if (place === undefined) return;
    place.auditProblem = problem;
    tellAuditProblem(this.parts.log, `worker-${index}`, problem);
    this.parts.onChange();
  }

  private onStoreState(worker: number, state: StoreState): void {
    this.parts.stores.set(worker, state);
    this.outages.observe(worker, state);
  }

  private onExit(index: number, code: number, problem: string): void {
    const place = this.places[index] as Place;
    const wasUp = place.isUp;
    place.isUp = false;
    place.isAlive = false;
    place.auditProblem = "";
    this.parts.stores.forget(index);
    if (wasUp) this.parts.acceptors.detach(index);
    if (place.healthy !== null) clearTimeout(place.healthy);
    place.lastProblem = problem;
    // One that was to come and never served is not tried again.
    if (place.awaited !== null) place.isLeaving = true;
    place.awaited?.(false);
    place.awaited = null;
    if (this.isClosing) {
      this.settleGone();
      return;
    }
    if (place.isLeaving) return;
    this.parts.onChange();
    this.parts.log("error", "worker died", { worker: index, code, problem });
    if (this.onFirstFailure !== null) {
      this.onFirstFailure(new Error(problem));
      this.onFirstFailure = null;
      return;
    }
    this.replace(index, place);
  }

  private replace(index: number, place: Place): void {
    const delayMs = Math.min(MAX_RESPAWN_DELAY_MS, MIN_RESPAWN_DELAY_MS * 2 ** place.failures);
    place.failures++;
    place.respawn = setTimeout(() => {
      place.restarts++;
      place.isAlive = true;
      place.handle = this.spawn(index);
    }, delayMs);
  }

  private beginClosing(): void {
    this.isClosing = true;
    for (const place of this.places) {
      if (place.healthy !== null) clearTimeout(place.healthy);
      if (place.respawn !== null) clearTimeout(place.respawn);
    }
  }

  /** Resolves with true when the last thread is gone, or with false after `timeoutMs`. */
  private allGone(timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (isGone: boolean): void => {
        clearTimeout(timer);
        this.waitingForEnd.delete(settle);
        resolve(isGone);
      };
      const timer = setTimeout(settle, timeoutMs, false);
      this.waitingForEnd.add(settle);
      this.settleGone();
    });
  }

  private settleGone(): void {
    if (this.isGone) for (const settle of this.waitingForEnd) settle(true);
  }
}

function newPlace(handle: WorkerHandle, restarts = 0): Place {
  return {
    ...{ handle, isAlive: true, isUp: false, restarts, lastProblem: "", auditProblem: "", failures: 0 },
    ...{ healthy: null, respawn: null, isLeaving: false, awaited: null },
  };
}

/** What `answer` comes to; undefined when that takes longer than `timeoutMs`. */
async function within<T>(answer: Promise<T>, timeoutMs: number): Promise<T | undefined> {
  const given = new AbortController();
  const late = pause(timeoutMs, undefined, { signal: given.signal }).catch(() => undefined);
  try {
    return await Promise.race([answer, late]);
  } finally {
    given.abort();
  }
}

/** The first replacement comes at once, in human terms; a worker that dies on every start is tried every few seconds. */
const MIN_RESPAWN_DELAY_MS = 20;
const MAX_RESPAWN_DELAY_MS = 5_000;
/** What a worker gets to answer everything in, before it leaves: requests in the ring, and what is under way to stores. */
const RETIRE_MS = 10_000;
/** What it gets to close its stores in then. */
const CLOSE_MS = 10_000;
/** Of the acceptor, a millisecond apart: each takes some thousand answers, and a ring has no more than some ten thousand. */
const MOST_LAST_TURNS = 10_000;
/** What a thread gets to end in, once it is told to: at once, but for a busy machine. The process is killed after that. */
const END_MS = 5_000;
/** A worker that lived so long has recovered. */
const HEALTHY_AFTER_MS = 30_000;

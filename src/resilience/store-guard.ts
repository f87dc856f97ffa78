import { Code } from "../common/codes.ts";
import type { Failure } from "../common/failure.ts";
import { PrismError } from "../common/prism-error.ts";
import { askForLife } from "./ask-for-life.ts";
import { type RunningAttempt, race } from "./attempt-race.ts";
import { Budget } from "./budget.ts";
import { Bulkhead } from "./bulkhead.ts";
import { type AttemptOutcome, type BreakerState, CircuitBreaker, REFUSED } from "./circuit-breaker.ts";
import { busy, circuitOpen, deadlineOver, named, timedOut, withBackend } from "./guard-failures.ts";
import type { GuardSettings } from "./guard-settings.ts";
import type { GuardTime, StopTimer } from "./guard-time.ts";
import type { GuardedCall } from "./guarded-call.ts";
import { Hedging } from "./hedging.ts";
import { pauseMs } from "./pause.ts";
import { Silence } from "./silence.ts";

/** Retries, or hedges, that are allowed at once after a quiet time: the batches of one lost connection, and some more. */
const BURST = 20;

export interface GuardParts {
  /** The backend's name, for errors. */
  readonly backend: string;
  readonly settings: GuardSettings;
  readonly time: GuardTime;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** The store's sign of life: rejects when it cannot serve. */
  readonly probe: (timeoutMs: number) => Promise<void>;
  /** Hears when the breaker opens and closes, for the log; `problem` is why it opened. */
  readonly onChange?: (state: BreakerState, problem: string) => void;
}

/** How a guard is doing, for metrics and health. Counters only grow. */
export interface GuardSnapshot {
  readonly state: BreakerState;
  /** Why the breaker is not closed; empty when it is. */
  readonly problem: string;
  /** While it is open: milliseconds until the store is probed, 0 when that is due; else 0. */
  readonly probeInMs: number;
  readonly opens: number;
  readonly retries: number;
  /** Retries that the budget has left. */
  readonly retriesLeft: number;
  readonly timeouts: number;
  readonly hedges: number;
  /** Hedges that were answered first. */
  readonly hedgesWon: number;
  /** Calls that wait or are under way, and the bytes of their requests. */
  readonly calls: number;
  readonly bytes: number;
  /** Attempts under way. */
  readonly attempts: number;
  /** Calls refused because too many wait. */
  readonly refusedBusy: number;
  /** Calls or batches refused because the breaker was not closed. */
  readonly refusedOpen: number;
}

/**
 * The one layer that waits for a store, tries again and breaks off: one for each networked backend of a worker. Stores and
 * drivers repeat nothing, and nothing calls a guard through another one, so retries are never multiplied (ADR-034).
 */
export class StoreGuard {
  private readonly parts: GuardParts;
  private readonly breaker: CircuitBreaker;
  private readonly bulkhead: Bulkhead;
  private readonly retryBudget: Budget;
  private readonly hedging: Hedging;
  private readonly silence: Silence;
  private readonly busy: Failure;
  private stopProbe: StopTimer | null = null;
  private isClosed = false;
  private knownState: BreakerState = "closed";
  private problem = "";
  private retries = 0;
  private timeouts = 0;
  private attempts = 0;
  private refusedOpen = 0;

  constructor(parts: GuardParts) {
    const { settings, random } = parts;
    this.parts = parts;
    this.breaker = new CircuitBreaker(settings.breaker, random);
    this.bulkhead = new Bulkhead(settings.bulkhead);
    this.retryBudget = new Budget(settings.retry.budgetPercent, BURST);
    this.hedging = new Hedging(settings.hedge, BURST);
    this.silence = new Silence(settings.breaker.silenceMs);
    this.busy = busy(parts.backend);
  }

  /**
   * Takes a call in, before it waits for its batch; null, or why it is refused. One that was taken in must {@link leave}
   * when it is answered.
   */
  tryEnter(bytes: number): Failure | null {
    if (this.breaker.state === "open") return this.refuseOpen();
    return this.bulkhead.tryEnter(bytes) ? null : this.busy;
  }

  leave(bytes: number): void {
    this.bulkhead.leave(bytes);
  }

  /** A failure of one item of a batch, with the backend's name as the errors of whole batches have it. */
  named(failure: Failure): Failure {
    return named(failure, this.parts.backend);
  }

  /** Of so many batches that could be under way at one time, how many may: one while the store is on trial. */
  lanes(most: number): number {
    return this.breaker.state === "closed" ? most : 1;
  }

  /**
   * Does a batch: as often as it may be done and must be, and until its deadline. Rejects with the last error, a
   * {@link PrismError} that names the backend; what is thrown besides is the store's fault in a way nobody has foreseen.
   */
  async run<T>(call: GuardedCall<T>): Promise<T> {
    const endMs = this.now() + call.timeoutMs;
    const begun: Begun = { attempts: 0 };
    let lastError: PrismError | null = null;
    for (let round = 1; ; round++) {
      const pass = this.breaker.pass();
      if (pass === REFUSED) throw lastError ?? new PrismError(this.refuseOpen(), { source: "backend", retry: "safe" });
      try {
        return await this.tryOnce(call, begun, pass, endMs - this.now());
      } catch (error) {
        if (!(error instanceof PrismError)) throw error;
        lastError = withBackend(error, this.parts.backend);
        const delayMs = this.delayBeforeRetry(call, error, round);
        if (this.now() + delayMs >= endMs || !this.retryBudget.spend()) throw lastError;
        this.retries++;
        await new Promise<void>((resolve) => this.parts.time.start(delayMs, resolve));
      }
    }
  }

  /** Asks the store for a sign of life; when it gives none, the breaker opens without waiting for calls to fail. Never rejects. */
  async check(): Promise<void> {
    const error = await askForLife(this.parts.probe, this.parts.time, this.parts.settings.requestTimeoutMs);
    if (this.isClosed) return;
    if (error === null) this.breaker.probeSucceeded();
    else {
      this.problem = describe(error);
      this.breaker.probeFailed(this.now());
    }
    this.watchBreaker();
  }

  snapshot(): GuardSnapshot {
    return {
      state: this.breaker.state,
      problem: this.breaker.state === "closed" ? "" : this.problem,
      probeInMs: this.breaker.state === "open" ? Math.max(0, Math.ceil(this.breaker.probeAtMs - this.now())) : 0,
      opens: this.breaker.opens,
      retries: this.retries,
      retriesLeft: this.retryBudget.left,
      timeouts: this.timeouts,
      hedges: this.hedging.begun,
      hedgesWon: this.hedging.won,
      calls: this.bulkhead.calls,
      bytes: this.bulkhead.bytes,
      attempts: this.attempts,
      refusedBusy: this.bulkhead.refused,
      refusedOpen: this.refusedOpen,
    };
  }

  /** No more probes. Calls under way go on to their end. */
  close(): void {
    this.isClosed = true;
    this.stopProbe?.();
  }

  private async tryOnce<T>(call: GuardedCall<T>, begun: Begun, pass: number, leftMs: number): Promise<T> {
    const timeoutMs = Math.min(this.parts.settings.requestTimeoutMs, leftMs);
    if (timeoutMs <= 0) {
      this.breaker.settle(pass, "unknown", this.now());
      throw deadlineOver();
    }
    const begin = (pass: number, isHedge: boolean): RunningAttempt<T> => {
      begun.attempts++;
      return this.begin(call, { pass, timeoutMs, attempt: begun.attempts, isHedge });
    };
    return await race(begin(pass, false), {
      time: this.parts.time,
      timeoutMs,
      hedgeAfterMs: call.kind === "read" && this.breaker.state === "closed" ? this.hedging.delayMs : null,
      hedge: () => {
        const mayHedge = this.breaker.state === "closed" && this.hedging.tryBegin();
        return mayHedge ? begin(this.breaker.pass(), true) : null;
      },
      timedOut: () => timedOut(call.kind, timeoutMs),
    });
  }

  private begin<T>(call: GuardedCall<T>, how: Beginning): RunningAttempt<T> {
    const startedMs = this.now();
    this.attempts++;
    this.silence.began(startedMs);
    return {
      // A store that throws at once must not leave its pass behind.
      result: Promise.resolve().then(() => call.attempt(how.timeoutMs, how.attempt)),
      ended: (end, error) => {
        const nowMs = this.now();
        this.attempts--;
        this.silence.ended(nowMs);
        if (end === "answered") this.retryBudget.earn();
        if (end === "answered" && call.kind === "read") this.hedging.answered(nowMs - startedMs, how.isHedge);
        this.breaker.settle(how.pass, this.learn(end, error, nowMs), nowMs);
        this.watchBreaker();
      },
      late: () => this.silence.broken(this.now()),
    };
  }

  /** What the end of an attempt says of the store. What the caller or the data are to blame for is an answer. */
  private learn(end: "answered" | "failed" | "timed-out" | "given-up", error: unknown, nowMs: number): AttemptOutcome {
    if (end === "given-up") return "unknown";
    if (end === "timed-out") {
      this.timeouts++;
      if (this.silence.lastsMs(nowMs) < this.patienceMs()) return "unknown";
      this.problem = describe(error);
      return "failed";
    }
    if (end === "failed" && !(error instanceof PrismError && error.source === "backend")) return "unknown";
    if (end === "failed" && isStoreAway(error)) {
      this.problem = describe(error);
      return "failed";
    }
    this.silence.broken(nowMs);
    return "answered";
  }

  /** For how long the store may have said nothing before a time-out counts. */
  private patienceMs(): number {
    const { breaker, requestTimeoutMs } = this.parts.settings;
    return Math.min(breaker.silenceMs, requestTimeoutMs);
  }

  /** Milliseconds; Infinity when it must not be tried again. */
  private delayBeforeRetry<T>({ kind }: GuardedCall<T>, error: PrismError, rounds: number): number {
    const { maxAttempts, minDelayMs, maxDelayMs } = this.parts.settings.retry;
    const isSafe = error.retry === "safe" || (error.retry === "fresh-connection" && kind !== "write");
    const { retryAfterMs } = error.failure;
    // What takes longer, say until somebody makes room, is for the caller to wait for: it is told how long.
    if (!isSafe || rounds >= maxAttempts || retryAfterMs > maxDelayMs) return Number.POSITIVE_INFINITY;
    const delayMs = pauseMs(rounds, { minMs: minDelayMs, maxMs: maxDelayMs }, this.parts.random);
    return Math.max(delayMs, retryAfterMs);
  }

  private refuseOpen(): Failure {
    this.refusedOpen++;
    return circuitOpen(this.parts.backend, this.breaker.retryAfterMs(this.now()), this.problem);
  }

  /** Tells of a change of state; an open breaker is probed when its pause is over. */
  private watchBreaker(): void {
    const { state, probeAtMs } = this.breaker;
    if (state === "open" && this.stopProbe === null && !this.isClosed) {
      this.stopProbe = this.parts.time.start(Math.max(0, probeAtMs - this.now()), () => void this.probeWhenDue());
    }
    if (state === this.knownState) return;
    this.knownState = state;
    this.parts.onChange?.(state, state === "closed" ? "" : this.problem);
  }

  private async probeWhenDue(): Promise<void> {
    await this.check();
    this.stopProbe = null;
    this.watchBreaker();
  }

  private now(): number {
    return this.parts.time.nowMs();
  }
}

/** Shared by the attempts of one run. */
interface Begun {
  attempts: number;
}

interface Beginning {
  readonly pass: number;
  readonly timeoutMs: number;
  /** The how manieth of its run. */
  readonly attempt: number;
  readonly isHedge: boolean;
}

/** Whether the error says that the store is away, rather than that it does not want this. */
function isStoreAway(error: unknown): boolean {
  if (!(error instanceof PrismError)) return false;
  const { code, reason } = error.failure;
  // A standby answers reads well.
  if (reason === "STORE_READ_ONLY") return false;
  return code === Code.UNAVAILABLE || code === Code.DEADLINE_EXCEEDED;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import { SHED_RETRY_AFTER_MS } from "../common/limits.ts";
import type { BreakerSettings } from "./guard-settings.ts";
import { OutcomeWindow } from "./outcome-window.ts";
import { pauseMs } from "./pause.ts";

/**
 * Leaves a store alone that is away or silent.
 *
 * ```
 *             failures in a row, or too many in the window
 *   ┌────────┐ ─────────────────────────────────────────► ┌──────┐ ◄─┐ the probe fails:
 *   │ closed │                                            │ open │ ──┘ a longer pause
 *   └────────┘ ◄──────────┐        ┌───────────────────── └──────┘
 *    so many trials went  │        │ the probe succeeds     ▲
 *    well in a row     ┌──┴────────▼┐                       │
 *                      │ half-open  │ ──────────────────────┘ a trial fails
 *                      └────────────┘  one trial at a time
 * ```
 *
 * It has no timer: who owns it probes the store at {@link probeAtMs}, and says what came of it. Attempts carry a *pass*:
 * outcomes of attempts that began before the last change of state change nothing.
 */
export class CircuitBreaker {
  state: BreakerState = "closed";
  /** How often it has opened. */
  opens = 0;
  /** While open: when the store is to be probed. */
  probeAtMs = 0;

  private readonly settings: BreakerSettings;
  private readonly random: () => number;
  private readonly window: OutcomeWindow;
  private generation = 1;
  private failuresInRow = 0;
  /** Pauses since it was last closed. */
  private pauses = 0;
  private trialsDone = 0;
  private isTrialUnderWay = false;

  constructor(settings: BreakerSettings, random: () => number) {
    this.settings = settings;
    this.random = random;
    this.window = new OutcomeWindow(settings.windowMs);
  }

  /** A pass for one attempt, which {@link settle} must have back; {@link REFUSED} when none may be made. */
  pass(): number {
    if (this.state === "closed") return this.generation;
    if (this.state === "open" || this.isTrialUnderWay) return REFUSED;
    this.isTrialUnderWay = true;
    return this.generation;
  }

  /** When whoever was refused may try again, in milliseconds from now, at least 1. */
  retryAfterMs(nowMs: number): number {
    return this.state === "open" && this.probeAtMs > nowMs
      ? Math.ceil(this.probeAtMs - nowMs)
      : // A probe or a trial is under way: it takes about as long as a request.
        SHED_RETRY_AFTER_MS;
  }

  settle(pass: number, outcome: AttemptOutcome, nowMs: number): void {
    if (pass !== this.generation) return;
    if (this.state === "half-open") this.settleTrial(outcome, nowMs);
    else if (outcome !== "unknown") this.count(outcome === "answered", nowMs);
  }

  /** The probe at {@link probeAtMs}, or one of its own accord, found the store well. */
  probeSucceeded(): void {
    if (this.state !== "open") return;
    this.change("half-open");
    this.trialsDone = 0;
    this.isTrialUnderWay = false;
  }

  /** A probe did not: opens, or stays open for longer. */
  probeFailed(nowMs: number): void {
    this.open(nowMs);
  }

  private settleTrial(outcome: AttemptOutcome, nowMs: number): void {
    this.isTrialUnderWay = false;
    if (outcome === "failed") this.open(nowMs);
    else if (outcome === "answered" && ++this.trialsDone >= this.settings.trials) this.close();
  }

  private count(isGood: boolean, nowMs: number): void {
    const { failuresInRow, minAttempts, failurePercent } = this.settings;
    this.window.add(isGood, nowMs);
    this.failuresInRow = isGood ? 0 : this.failuresInRow + 1;
    if (isGood) return;
    const isTooMany = this.window.count(nowMs) >= minAttempts && this.window.failedPercent(nowMs) >= failurePercent;
    if (isTooMany || this.failuresInRow >= failuresInRow) this.open(nowMs);
  }

  private open(nowMs: number): void {
    if (this.state !== "open") this.opens++;
    this.change("open");
    this.pauses++;
    const { openForMs, maxOpenForMs } = this.settings;
    this.probeAtMs = nowMs + pauseMs(this.pauses, { minMs: openForMs, maxMs: maxOpenForMs }, this.random);
  }

  private close(): void {
    this.change("closed");
    this.window.clear();
    this.failuresInRow = 0;
    this.pauses = 0;
  }

  private change(state: BreakerState): void {
    this.state = state;
    this.generation++;
  }
}

export type BreakerState = "closed" | "open" | "half-open";

/** No pass: try again after {@link CircuitBreaker.retryAfterMs}. */
export const REFUSED = 0;

/** What an attempt says of the store: it is there; it is away or silent; nothing. */
export type AttemptOutcome = "answered" | "failed" | "unknown";

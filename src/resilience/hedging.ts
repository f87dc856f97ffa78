import { Budget } from "./budget.ts";
import type { HedgeSettings } from "./guard-settings.ts";
import { RecentLatencies } from "./recent-latencies.ts";

/** A timer is not finer. */
const MIN_DELAY_MS = 1;

/** When a read is asked a second time. */
export class Hedging {
  /** Reads that were. */
  begun = 0;
  /** Second attempts that were answered first. */
  won = 0;
  private readonly isOn: boolean;
  private readonly budget: Budget;
  private readonly latencies = new RecentLatencies();

  constructor({ mode, budgetPercent }: HedgeSettings, burst: number) {
    this.isOn = mode === "reads";
    this.budget = new Budget(budgetPercent, burst);
  }

  /** How long a read may take before it is; null = it is not. */
  get delayMs(): number | null {
    const p95Ms = this.isOn ? this.latencies.p95Ms : null;
    return p95Ms === null ? null : Math.max(p95Ms, MIN_DELAY_MS);
  }

  tryBegin(): boolean {
    if (!this.budget.spend()) return false;
    this.begun++;
    return true;
  }

  answered(tookMs: number, isHedge: boolean): void {
    if (!this.isOn) return;
    this.latencies.add(tookMs);
    this.budget.earn();
    if (isHedge) this.won++;
  }
}

/** What a figure must reach. */
export interface Target {
  readonly kind: "at least" | "at most";
  readonly bound: number;
  /** Behind the bound, for example "× echo" or "µs". */
  readonly unit: string;
}

/** One row of the report. */
export interface Finding {
  readonly name: string;
  /** Median of the rounds, as it is shown. */
  readonly figure: string;
  readonly baseline: string;
  /** What is compared with the target: a ratio, or the figure itself; null when it was left out. */
  readonly measured: number | null;
  /** The least and the most of `measured` over the rounds. */
  readonly spread: readonly [number, number] | null;
  /** null: nothing is asked of it; it is there to be known. */
  readonly target: Target | null;
  /** Processor time of the gateway, why it was left out, and the like. */
  readonly note: string;
}

export type Verdict = "met" | "MISSED" | "left out" | "–";

export function verdictOf(finding: Finding): Verdict {
  const { measured, target } = finding;
  if (measured === null) return "left out";
  if (target === null) return "–";
  return (target.kind === "at least" ? measured >= target.bound : measured <= target.bound) ? "met" : "MISSED";
}

export function leftOut(name: string, target: Target | null, note: string): Finding {
  return { name, figure: "–", baseline: "–", measured: null, spread: null, target, note };
}

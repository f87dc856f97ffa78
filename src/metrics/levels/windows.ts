/** The windows that levels of service are looked at in, the shortest first. */
export const LEVEL_WINDOWS = [
  { name: "1m", spanMs: 60_000, slots: 6 },
  { name: "5m", spanMs: 300_000, slots: 10 },
  { name: "30m", spanMs: 1_800_000, slots: 10 },
  { name: "1h", spanMs: 3_600_000, slots: 12 },
  { name: "6h", spanMs: 21_600_000, slots: 12 },
] as const;

export type WindowName = (typeof LEVEL_WINDOWS)[number]["name"];

/** Two windows that are looked at together: the long one says that it matters, the short one that it still goes on. */
export interface WindowPair {
  readonly short: WindowName;
  readonly long: WindowName;
}

/** Which pair says whether a level is met: the first whose short window has seen enough. Quiet namespaces go by longer ones. */
export const VERDICT_PAIRS: readonly WindowPair[] = [
  { short: "1m", long: "5m" },
  { short: "5m", long: "1h" },
  { short: "30m", long: "6h" },
];

/**
 * Burn rates that somebody should be told of: in one hour 2 %, in six 5 % of what a month may lose.
 * Source: "The Site Reliability Workbook", chapter 5, "Multiwindow, Multi-Burn-Rate Alerts".
 * https://sre.google/workbook/alerting-on-slos/
 */
export const BURN_ALERTS = {
  fast: { short: "5m", long: "1h", burn: 14.4 },
  slow: { short: "30m", long: "6h", burn: 6 },
} as const satisfies Record<string, WindowPair & { readonly burn: number }>;

/** A window that has seen fewer calls says nothing: one slow call of three is no share of anything. */
export const MIN_LEVEL_SAMPLES = 10;

/** A level is not missed by fewer calls than these, however small its target's share. */
export const MIN_BAD_SAMPLES = 5;

/**
 * Namespaces whose levels are measured, those that the snapshot has first. A busy one takes some 400 KiB: five windows of two
 * classes, each with its histogram and those of its slots.
 */
export const MAX_LEVEL_NAMESPACES = 256;

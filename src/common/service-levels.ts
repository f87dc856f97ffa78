/** The levels of service that a namespace may declare. A store offers none of them: they are measured. */

/** Of which calls a level speaks. */
export type LevelClass = "read" | "write" | "all";

/** What a level bounds, and how. */
export type LevelKind = "latency" | "rate" | "errors";

export interface LevelSpec {
  readonly class: LevelClass;
  readonly kind: LevelKind;
  /** What its target is in. */
  readonly unit: "ms" | "requests/s" | "ratio";
  /** Of a latency: the share of the requests that must be as fast as the target. */
  readonly quantile: number;
}

export const LEVELS = {
  readP50Ms: { class: "read", kind: "latency", unit: "ms", quantile: 0.5 },
  readP99Ms: { class: "read", kind: "latency", unit: "ms", quantile: 0.99 },
  readP999Ms: { class: "read", kind: "latency", unit: "ms", quantile: 0.999 },
  writeP50Ms: { class: "write", kind: "latency", unit: "ms", quantile: 0.5 },
  writeP99Ms: { class: "write", kind: "latency", unit: "ms", quantile: 0.99 },
  writeP999Ms: { class: "write", kind: "latency", unit: "ms", quantile: 0.999 },
  readRps: { class: "read", kind: "rate", unit: "requests/s", quantile: 0 },
  writeRps: { class: "write", kind: "rate", unit: "requests/s", quantile: 0 },
  errorRatio: { class: "all", kind: "errors", unit: "ratio", quantile: 0 },
} as const satisfies Record<string, LevelSpec>;

export type LevelName = keyof typeof LEVELS;

export const LEVEL_NAMES = Object.keys(LEVELS) as readonly LevelName[];

/** The declared levels of a namespace; null = it declares none of that name. */
export type LevelTargets = { readonly [Name in LevelName]: number | null };

export const NO_LEVELS: LevelTargets = Object.freeze({
  readP50Ms: null,
  readP99Ms: null,
  readP999Ms: null,
  writeP50Ms: null,
  writeP99Ms: null,
  writeP999Ms: null,
  readRps: null,
  writeRps: null,
  errorRatio: null,
});

export function hasLevels(targets: LevelTargets): boolean {
  return LEVEL_NAMES.some((name) => targets[name] !== null);
}

import type { LevelName, LevelSpec } from "../../common/service-levels.ts";
import type { SlidingWindow } from "./sliding-window.ts";
import { BURN_ALERTS, MIN_BAD_SAMPLES, MIN_LEVEL_SAMPLES, VERDICT_PAIRS, type WindowName } from "./windows.ts";

export type LevelState = "met" | "missed" | "no data";

/** A level in one window. */
export interface WindowLevel {
  readonly window: WindowName;
  /** What was measured, in the unit of the target; null when the window has seen no call that it goes by. */
  readonly current: number | null;
  /** Calls that it goes by. */
  readonly samples: number;
  /** Those of them that were too slow, or failed. */
  readonly bad: number;
  /**
   * How many times faster than it may the level uses up the share of bad calls that its target leaves: 1 is just met. Of a rate it
   * is 0, or 1 + the share that is missing when less was served than is needed though as much was asked. null as `current`.
   */
  readonly burn: number | null;
}

/** A declared level, and how it is kept. */
export interface LevelStatus {
  readonly namespace: string;
  readonly level: LevelName;
  readonly class: LevelSpec["class"];
  readonly unit: LevelSpec["unit"];
  readonly target: number;
  /** In the window that the state goes by, or the shortest that has seen anything. */
  readonly current: number | null;
  readonly state: LevelState;
  /** Whether its burn rate is one that somebody should be told of. */
  readonly alerts: { readonly fast: boolean; readonly slow: boolean };
  readonly windows: readonly WindowLevel[];
}

/** How a level is in one window. */
export function measure(
  spec: LevelSpec,
  target: number,
  name: WindowName,
  window: SlidingWindow,
  nowMs: number,
): WindowLevel {
  if (spec.kind === "latency") return latencyOf(spec.quantile, target, name, window);
  if (spec.kind === "errors") return errorsOf(target, name, window);
  return rateOf(target, name, window, nowMs);
}

/** 99 of 100 calls within the target leave 1 of 100 over it: what is over it, by what may be, is the burn rate. */
function latencyOf(quantile: number, targetMs: number, name: WindowName, { latency }: SlidingWindow): WindowLevel {
  const samples = latency.count;
  if (samples === 0) return { window: name, current: null, samples, bad: 0, burn: null };
  const bad = latency.countAbove(targetMs * 1_000);
  const burn = bad / samples / (1 - quantile);
  return { window: name, current: latency.quantileUs(quantile) / 1_000, samples, bad, burn: rounded(burn) };
}

function errorsOf(target: number, name: WindowName, { served, failed }: SlidingWindow): WindowLevel {
  const samples = served + failed;
  if (samples === 0) return { window: name, current: null, samples, bad: 0, burn: null };
  const ratio = failed / samples;
  return { window: name, current: rounded(ratio), samples, bad: failed, burn: rounded(ratio / target) };
}

/** Nobody has to ask as much as a namespace may: a rate is missed when as much was asked, and less was served. */
function rateOf(target: number, name: WindowName, window: SlidingWindow, nowMs: number): WindowLevel {
  const { asked, served } = window;
  const seconds = window.coveredMs(nowMs) / 1_000;
  if (asked === 0 || seconds <= 0) return { window: name, current: null, samples: asked, bad: 0, burn: null };
  const rate = served / seconds;
  const isShort = asked / seconds >= target && rate < target;
  const burn = isShort ? 1 + (target - rate) / target : 0;
  return { window: name, current: rounded(rate), samples: asked, bad: asked - served, burn: rounded(burn) };
}

/** What the windows together say. */
export function judge(windows: readonly WindowLevel[]): Pick<LevelStatus, "state" | "current" | "alerts"> {
  const of = (name: WindowName): WindowLevel => windows.find(({ window }) => window === name) as WindowLevel;
  const burnOf = (name: WindowName): number => of(name).burn ?? 0;
  const alerts = {
    fast: isOver(BURN_ALERTS.fast, burnOf, of),
    slow: isOver(BURN_ALERTS.slow, burnOf, of),
  };
  const pair = VERDICT_PAIRS.find(({ short }) => of(short).samples >= MIN_LEVEL_SAMPLES);
  if (pair === undefined) {
    return { state: "no data", current: windows.find(({ current }) => current !== null)?.current ?? null, alerts };
  }
  const isMissed = burnOf(pair.short) > 1 && burnOf(pair.long) > 1 && of(pair.long).bad >= MIN_BAD_SAMPLES;
  return { state: isMissed ? "missed" : "met", current: of(pair.short).current, alerts };
}

function isOver(
  { short, long, burn }: (typeof BURN_ALERTS)[keyof typeof BURN_ALERTS],
  burnOf: (name: WindowName) => number,
  of: (name: WindowName) => WindowLevel,
): boolean {
  return burnOf(short) >= burn && burnOf(long) >= burn && of(long).bad >= MIN_BAD_SAMPLES;
}

/** Four digits: more than two runs agree in. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

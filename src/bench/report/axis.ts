/** One direction of a chart: where a value stands, from 0 to 1, and what is written beside it. */
export interface Axis {
  readonly label: string;
  readonly ticks: readonly Tick[];
  place(value: number): number;
}

export interface Tick {
  readonly value: number;
  readonly text: string;
}

/** From 0 to a round number at or above `most`. */
export function linearAxis(label: string, most: number, show: (value: number) => string): Axis {
  const step = roundStep(Math.max(most, 1e-9) / TICKS);
  const end = Math.max(1, Math.ceil(most / step)) * step;
  const ticks = Array.from({ length: Math.round(end / step) + 1 }, (_, at) => tick(at * step, show));
  return { label, ticks, place: (value) => value / end };
}

/** Powers of ten from at or below `least` to at or above `most`; what is below it stands at the edge. */
export function logAxis(label: string, least: number, most: number, show: (value: number) => string): Axis {
  const from = Math.floor(Math.log10(Math.max(least, 1)));
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(most, 1))));
  const ticks = Array.from({ length: to - from + 1 }, (_, at) => tick(10 ** (from + at), show));
  const place = (value: number): number => Math.max(0, (Math.log10(Math.max(value, 1)) - from) / (to - from));
  return { label, ticks, place };
}

/**
 * Percentiles by the logarithm of 1 / (1 − p), as HdrHistogram plots them: each further nine has as much room. Source:
 * https://hdrhistogram.github.io/HdrHistogram/plotFiles.html
 */
export function percentileAxis(nines: number): Axis {
  const texts = ["0 %", "90 %", "99 %", "99.9 %", "99.99 %", "99.999 %", "99.9999 %"];
  const ticks = texts.slice(0, nines + 1).map((text, at) => ({ value: 100 * (1 - 10 ** -at), text }));
  const place = (percentile: number): number => Math.min(1, -Math.log10(1 - percentile / 100) / nines);
  return { label: "percentile", ticks, place };
}

/** The percentiles that a curve is drawn by: {@link POINTS_PER_NINE} to each nine. */
export function percentilesOfCurve(nines: number): number[] {
  return Array.from({ length: nines * POINTS_PER_NINE + 1 }, (_, at) => 100 * (1 - 10 ** (-at / POINTS_PER_NINE)));
}

function tick(value: number, show: (value: number) => string): Tick {
  return { value, text: show(value) };
}

/** 1, 2 or 5 times a power of ten, at or above `size`. */
function roundStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  return ([1, 2, 5].find((factor) => factor * power >= size * (1 - 1e-9)) ?? 10) * power;
}

/** About as many lines across a chart; more are in each other's way. */
const TICKS = 5;
const POINTS_PER_NINE = 20;

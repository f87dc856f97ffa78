/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2;
}

/** Of two contestants measured in turn: the ratio within each round, so that what slows the machine for a while slows both. */
export function ratiosByRound(figures: readonly number[], baselines: readonly number[]): number[] {
  return figures.map((figure, round) => figure / (baselines[round] as number));
}

/** A curve in one line of text, squeezed to at most `width` characters. */
export function sparkline(values: readonly number[], width: number): string {
  const columns = Math.min(width, values.length);
  const lowest = Math.min(...values);
  const range = Math.max(...values) - lowest;
  let line = "";
  for (let c = 0; c < columns; c++) {
    const from = Math.floor((c * values.length) / columns);
    const to = Math.max(from + 1, Math.floor(((c + 1) * values.length) / columns));
    const level = range === 0 ? 0 : (median(values.slice(from, to)) - lowest) / range;
    line += BARS[Math.round(level * (BARS.length - 1))];
  }
  return line;
}

const BARS = "▁▂▃▄▅▆▇█";

/** How often each size was seen, by the bounds of its scale, and the sum of all. Plain, for it is sent between threads. */
export interface SizeCounts {
  /** `counts[i]`: over `bounds[i - 1]` and not over `bounds[i]`; the last place has what is over all bounds. */
  readonly counts: readonly number[];
  readonly sum: number;
}

/** Upper bounds that double, from `unit` on. */
export interface SizeScale {
  readonly unit: number;
  readonly bounds: readonly number[];
}

/** Of requests, calls and items: 1 to 4,096, as many as a batch or an append has at most. */
export const COUNT_SCALE = scaleOf(1, 13);
/** Of bytes in a ring: 256 bytes, a few requests, to 4 MiB, the whole of a large ring. */
export const BYTES_SCALE = scaleOf(256, 15);

/**
 * How large batches and queues were: one count for each doubling. Recording one is a shift and two additions, and happens
 * once a batch.
 */
export class SizeHistogram implements SizeCounts {
  readonly counts: number[];
  sum = 0;
  private readonly scale: SizeScale;

  constructor(scale: SizeScale) {
    this.scale = scale;
    this.counts = new Array<number>(scale.bounds.length + 1).fill(0);
  }

  /** A whole number that is not negative. */
  record(size: number): void {
    const { counts, scale } = this;
    const units = Math.ceil(size / scale.unit);
    const place = units <= 1 ? 0 : Math.min(32 - Math.clz32(units - 1), counts.length - 1);
    (counts[place] as number)++;
    this.sum += size;
  }

  add({ counts, sum }: SizeCounts): void {
    for (let i = 0; i < this.counts.length; i++) (this.counts[i] as number) += counts[i] ?? 0;
    this.sum += sum;
  }

  /** Everything recorded since the last time. */
  take(): SizeCounts {
    const taken = { counts: [...this.counts], sum: this.sum };
    this.counts.fill(0);
    this.sum = 0;
    return taken;
  }
}

/** What the share `quantile` (0 to 1) of all sizes does not exceed, as the bound of its place; 0 when nothing was recorded. */
export function sizeQuantile({ counts }: SizeCounts, { bounds }: SizeScale, quantile: number): number {
  const wanted = quantile * counts.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (const [i, count] of counts.entries()) {
    seen += count;
    if (count > 0 && seen >= wanted) return bounds[i] ?? Number.POSITIVE_INFINITY;
  }
  return 0;
}

function scaleOf(unit: number, bounds: number): SizeScale {
  return { unit, bounds: Array.from({ length: bounds }, (_, i) => unit * 2 ** i) };
}

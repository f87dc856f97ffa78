/** Milliseconds, doubling from `minMs` up to `maxMs`; half of it by chance, so that those who failed together part. */
export function pauseMs(times: number, bounds: { minMs: number; maxMs: number }, random: () => number): number {
  const fullMs = Math.min(bounds.maxMs, bounds.minMs * 2 ** Math.min(times - 1, MAX_DOUBLINGS));
  return fullMs / 2 + (fullMs / 2) * random();
}

/** Past it a pause of a millisecond has become twelve days. */
const MAX_DOUBLINGS = 30;

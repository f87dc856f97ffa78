import type { Prng } from "../common/prng.ts";

/** First pause: about the time a gateway needs to notice and shed. */
const BASE_MS = 50;
/** Longest pause: a restarted gateway is found again within it. */
const MAX_MS = 5_000;

/**
 * Milliseconds to pause after `failures` failures in a row, from 1 on: doubling, and half of it by chance, so that clients
 * that failed together do not come back together.
 */
export function backoffMs(failures: number, prng: Prng): number {
  const fullMs = Math.min(MAX_MS, BASE_MS * 2 ** Math.min(failures - 1, 30));
  return fullMs / 2 + prng.below(fullMs / 2 + 1);
}

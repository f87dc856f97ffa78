import { randomBytes } from "node:crypto";

/** Uniform random numbers; seeded in tests, so that a run can be repeated. */
export interface Prng {
  /** An integer in [0, bound). */
  below(bound: number): number;
}

/** xorshift32. Source: G. Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8(14), 2003. */
export function createPrng(seed: number): Prng {
  let state = seed | 0 || 0x9e3779b9;
  return {
    below(bound: number): number {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return Math.floor(((state >>> 0) / 0x1_0000_0000) * bound);
    },
  };
}

/** A generator whose seed comes from the operating system. */
export function createSystemPrng(): Prng {
  return createPrng(randomBytes(4).readInt32LE());
}

/** Bytes that nobody can guess, from the operating system: for keys and secrets, never seeded. */
export function secretBytes(count: number): Uint8Array {
  return randomBytes(count);
}

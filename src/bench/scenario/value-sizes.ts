import { createPrng, type Prng } from "../../common/prng.ts";
import type { ValuePlan } from "./scenario-schema.ts";
import { fraction } from "./zipf.ts";

/** Draws the size of a value in bytes. */
export function drawSize(plan: ValuePlan, prng: Prng): number {
  const { bytes, minBytes, maxBytes } = plan;
  switch (plan.distribution) {
    case "fixed":
      return bytes;
    case "uniform":
      return minBytes + prng.below(maxBytes - minBytes + 1);
    case "exponential":
      // By inversion: −mean · ln(1 − u). What the bounds cut off stands at them.
      return Math.min(Math.max(Math.round(-bytes * Math.log(1 - fraction(prng))), minBytes), maxBytes);
  }
}

/**
 * The values of a flow, of which key number k has number k modulo their count: sizes and contents follow from the seed,
 * so that every process that reads a key knows what it must be. Their count is a power of two.
 */
export function createValues(plan: ValuePlan, seed: number): Buffer[] {
  const largest = plan.distribution === "fixed" ? plan.bytes : plan.maxBytes;
  const fitting = Math.max(1, Math.floor(MAX_VALUES_BYTES / largest));
  const count = Math.min(MAX_VALUES, 2 ** Math.floor(Math.log2(fitting)));
  const prng = createPrng(seed);
  return Array.from({ length: count }, (_, number) => {
    const value = Buffer.alloc(drawSize(plan, prng));
    // Different from value to value, and no text that compresses to nothing.
    const content = createPrng(seed + number + 1);
    for (let i = 0; i < value.length; i++) value[i] = content.below(256);
    return value;
  });
}

/** Neighbours must differ, for that is what a mix-up shows; sizes need enough of them to follow their distribution. */
const MAX_VALUES = 1_024;
const MAX_VALUES_BYTES = 16 * 1024 * 1024;

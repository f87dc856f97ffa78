import { Code } from "./codes.ts";
import { Failure } from "./failure.ts";

/** A counter is an item whose value is the decimal text of a 64-bit integer, as a program would write it. */
const DECIMAL = /^(?:0|-?[1-9][0-9]{0,18})$/;
const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;

/** The sum; or why it is none. `text` is null where there is no item, which counts as 0. */
export function addToCounter(text: string | null, delta: bigint): bigint | Failure {
  if (text !== null && !DECIMAL.test(text)) return notACounter;
  const value = text === null ? 0n : BigInt(text);
  if (value < LEAST || value > MOST) return notACounter;
  const sum = value + delta;
  return sum < LEAST || sum > MOST ? counterOverflow : sum;
}

export const notACounter = new Failure(
  Code.FAILED_PRECONDITION,
  "NOT_A_COUNTER",
  "the item's value is not the decimal text of a 64-bit integer; nothing was done; put a number there, or use another key",
  { metadata: { field: "key" } },
);

export const counterOverflow = new Failure(
  Code.FAILED_PRECONDITION,
  "COUNTER_OVERFLOW",
  "the sum does not fit 64 bits; nothing was done; add less, or start the counter anew",
  { metadata: { field: "delta" } },
);

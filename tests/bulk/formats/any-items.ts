import fc from "fast-check";
import type { ItemFields } from "../../../src/bulk/row-block.ts";

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 20 }).map((text) => Uint8Array.from(Buffer.from(text.toWellFormed()))),
  fc.constantFrom("", "\ufeff", '"', ",", "\r", "\n", "\0", "null", "\u2028").map((text) => {
    return Uint8Array.from(Buffer.from(text));
  }),
);

const key = fc
  .string({ unit: "binary", minLength: 1, maxLength: 30 })
  .map((text) => text.toWellFormed())
  .filter((text) => Buffer.byteLength(text) <= 1_024);

const part = fc.oneof(
  fc.constant({ part: 0, parts: 0 }),
  fc.tuple(fc.nat(5), fc.nat(5)).map(([part, more]) => ({ part, parts: part + more + 1 })),
);

/** Rows of items with any keys, values, times and parts. */
export const anyItems: fc.Arbitrary<{ fields: ItemFields; value: Uint8Array }[]> = fc.array(
  fc
    .tuple(key, bytes, fc.maxSafeNat(), fc.nat(8_640_000_000_000), part)
    .map(([key, value, version, expiresAtMs, part]) => ({ fields: { key, version, expiresAtMs, ...part }, value })),
  { maxLength: 20 },
);

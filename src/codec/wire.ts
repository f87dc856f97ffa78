/**
 * Wire constants of Protocol Buffers. Source: https://protobuf.dev/programming-guides/encoding/
 *
 *   tag    := varint (field number << 3 | wire type)
 *   record := tag value
 *   value  := VARINT | I64 (8 bytes) | LEN (varint length, then bytes) | I32 (4 bytes)
 */
export const VARINT = 0;
export const I64 = 1;
export const LEN = 2;
export const I32 = 5;

/** Bytes of the longest varint. */
export const MAX_VARINT_BYTES = 10;
/** Largest field number. */
export const MAX_FIELD = 536_870_911;

/** A varint's first four bytes have so many values: what is above follows them, and each part is a small integer. */
export const FOUR_BYTES = 0x1000_0000;

/** Bytes that `value` takes as a varint; `value` is an integer from 0 to 2^53 − 1. */
export function varintBytes(value: number): number {
  if (value >= FOUR_BYTES) return 4 + shortVarintBytes(Math.floor(value / FOUR_BYTES));
  return shortVarintBytes(value);
}

function shortVarintBytes(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  return value < 0x20_0000 ? 3 : 4;
}

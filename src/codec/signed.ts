/**
 * 64-bit integers as `sint64` has them: zigzag, so that small negative ones are short.
 * Source: https://protobuf.dev/programming-guides/encoding/#signed-ints
 */

/** The number of the varint that ends before `end`. A record's tag stands before it, so its first byte is known by that. */
export function readSigned(bytes: Uint8Array, end: number): bigint {
  let from = end - 1;
  while (from > 0 && (bytes[from - 1] as number) >= 0x80) from--;
  let value = 0n;
  for (let i = end - 1; i >= from; i--) value = (value << 7n) | BigInt((bytes[i] as number) & 0x7f);
  value = BigInt.asUintN(64, value);
  return (value >> 1n) ^ -(value & 1n);
}

/** Bytes of a sint64 field, which is left out when 0. */
export function signedBytes(field: number, value: bigint): number {
  if (value === 0n) return 0;
  let bytes = field < 16 ? 2 : 3;
  for (let rest = zigzag(value) >> 7n; rest > 0n; rest >>= 7n) bytes++;
  return bytes;
}

/** The bytes of the varint of a sint64, the first one first. */
export function signedVarint(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = zigzag(value);
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return bytes;
}

function zigzag(value: bigint): bigint {
  return BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
}

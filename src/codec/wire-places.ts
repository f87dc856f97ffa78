import { FOUR_BYTES, LEN, VARINT } from "./wire.ts";

/**
 * Parts of protobuf records, written at a place of `bytes` that the caller has room at. Each returns where it ends: where many
 * follow each other, the place stays in a register.
 */

export function putVarint(bytes: Buffer, at: number, value: number): number {
  let pos = at;
  let low = value;
  if (value >= FOUR_BYTES) {
    // As versions and times are.
    low = Math.floor(value / FOUR_BYTES);
    const first = value - low * FOUR_BYTES;
    bytes[pos] = first | 0x80;
    bytes[pos + 1] = (first >>> 7) | 0x80;
    bytes[pos + 2] = (first >>> 14) | 0x80;
    bytes[pos + 3] = (first >>> 21) | 0x80;
    pos += 4;
  }
  low |= 0;
  while (low >= 0x80) {
    bytes[pos++] = low | 0x80;
    low >>>= 7;
  }
  bytes[pos] = low;
  return pos + 1;
}

/** A VARINT record of a field below 16, left out when 0. */
export function putUint(bytes: Buffer, at: number, field: number, value: number): number {
  if (value === 0) return at;
  bytes[at] = field * 8 + VARINT;
  return putVarint(bytes, at + 1, value);
}

/** The tag and length of a LEN record of a field below 16; `length` bytes must follow. */
export function putOpen(bytes: Buffer, at: number, field: number, length: number): number {
  bytes[at] = field * 8 + LEN;
  return putVarint(bytes, at + 1, length);
}

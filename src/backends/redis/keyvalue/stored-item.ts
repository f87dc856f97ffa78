import { readByteString } from "../../../codec/byte-string.ts";

/**
 * An item as it stands in Redis, so that one GET has all of it:
 *
 *   version (7 bytes, big endian) · 0 · value
 *   version (7 bytes, big endian) · 1 · expiry (6 bytes, milliseconds since the epoch) · value
 *
 * The server's own time to live only frees the memory: whether an item has expired is told by `expiry` and the caller's
 * clock, so it does not matter when the server's clock differs.
 */
const HEAD_BYTES = 8;
const HEAD_BYTES_WITH_EXPIRY = 14;

/** What stands between version and value: a byte string. */
export function headAfterVersion(expiresAtMs: number): string {
  if (expiresAtMs === 0) return "\0";
  const high = Math.floor(expiresAtMs / 2 ** 24);
  const low = expiresAtMs % 2 ** 24;
  return String.fromCharCode(
    1,
    (high >>> 16) & 0xff,
    (high >>> 8) & 0xff,
    high & 0xff,
    (low >>> 16) & 0xff,
    (low >>> 8) & 0xff,
    low & 0xff,
  );
}

export function readVersion(bytes: Buffer, at: number): number {
  return readUint24(bytes, at) * 2 ** 32 + readUint24(bytes, at + 3) * 2 ** 8 + (bytes[at + 6] as number);
}

/** 0 = never. */
export function readExpiry(bytes: Buffer, at: number): number {
  return bytes[at + 7] === 0
    ? 0
    : readUint24(bytes, at + HEAD_BYTES) * 2 ** 24 + readUint24(bytes, at + HEAD_BYTES + 3);
}

export function readValue(bytes: Buffer, at: number, end: number): string {
  return readByteString(bytes, at + (bytes[at + 7] === 0 ? HEAD_BYTES : HEAD_BYTES_WITH_EXPIRY), end);
}

function readUint24(bytes: Buffer, at: number): number {
  return ((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number);
}

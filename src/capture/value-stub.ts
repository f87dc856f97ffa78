import { deflateRawSync } from "node:zlib";
import { createPrng } from "../common/prng.ts";

/**
 * What stands in a recording in the place of a value, when values are not kept:
 *
 *   u32 size      bytes of the value, little-endian
 *   u8  share     how much of its size is left when it is compressed, in 255ths
 *   8 bytes       with `hash`: a keyed hash of it, so that equal values have equal stubs
 */
export interface ValueStub {
  readonly size: number;
  readonly share: number;
  /** Empty where values are not hashed. */
  readonly hash: Buffer;
}

export const VALUE_HASH_BYTES = 8;
const STUB_BYTES = 5;

export function encodeValueStub(value: Uint8Array, hash: Uint8Array): Buffer {
  const stub = Buffer.alloc(STUB_BYTES + hash.length);
  stub.writeUInt32LE(value.length, 0);
  stub[4] = compressedShare(value);
  stub.set(hash, STUB_BYTES);
  return stub;
}

/** Null when the bytes are no stub. */
export function decodeValueStub(bytes: Buffer): ValueStub | null {
  if (bytes.length !== STUB_BYTES && bytes.length !== STUB_BYTES + VALUE_HASH_BYTES) return null;
  return { size: bytes.readUInt32LE(0), share: bytes[4] as number, hash: bytes.subarray(STUB_BYTES) };
}

/** In 255ths, by the beginning of the value. What is too short to be compressed counts as not compressible. */
export function compressedShare(value: Uint8Array): number {
  if (value.length < LEAST_SAMPLE_BYTES) return 255;
  const sample = value.subarray(0, SAMPLE_BYTES);
  return Math.min(255, Math.round((255 * deflateRawSync(sample, { level: 1 }).length) / sample.length));
}

/**
 * Filler of a stub's size, that compresses about as the value did. It begins with the hash where there is one and it has
 * room: so equal values have equal fillers, and who reads one can tell which value it stands for.
 */
export function fillerOf({ size, share, hash }: ValueStub): Buffer {
  const filler = Buffer.alloc(size);
  const prng = createPrng(hash.length === 0 ? size + 1 : hash.readInt32LE(0));
  // Of each stretch the first part is noise, and the rest nothing.
  const noise = Math.round((NOISE_UNIT * share) / 255);
  for (let from = 0; from < size; from += NOISE_UNIT) {
    const to = Math.min(size, from + noise);
    for (let i = from; i < to; i++) filler[i] = prng.below(256);
  }
  if (size >= VALUE_HASH_BYTES) hash.copy(filler);
  return filler;
}

/** Under this a compressor makes values longer rather than shorter. */
const LEAST_SAMPLE_BYTES = 64;
/** Some 50 µs at the fastest level. */
const SAMPLE_BYTES = 4 * 1024;
const NOISE_UNIT = 256;

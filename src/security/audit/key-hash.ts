import { assert } from "../../common/assert.ts";

export const KEY_HASH_SECRET_BYTES = 16;

/**
 * SipHash-2-4 of byte strings: what the audit shows of a key. Whoever does not have the secret can neither guess keys by
 * hashing likely ones nor tell two apart that are made for it to be the same. Source: J.-P. Aumasson, D. J. Bernstein,
 * "SipHash: a fast short-input PRF", 2012; words of 64 bits are kept as two of 32, `l` the lower and `h` the higher one.
 */
export class KeyHash {
  /** The hash of the last {@link hash}: the reference implementation's bytes 0 to 3 and 4 to 7, little-endian. */
  low = 0;
  high = 0;
  private readonly start: Int32Array;

  constructor(secret: Uint8Array) {
    assert(secret.length === KEY_HASH_SECRET_BYTES, "the secret of SipHash has 16 bytes");
    const word = (at: number): number => new DataView(secret.buffer, secret.byteOffset).getInt32(at, true);
    this.start = Int32Array.from(INITIAL, (constant, i) => constant ^ word((i & 3) * 4));
  }

  hash(key: string): void {
    const { start } = this;
    let v0l = start[0] as number;
    let v0h = start[1] as number;
    let v1l = start[2] as number;
    let v1h = start[3] as number;
    let v2l = start[4] as number;
    let v2h = start[5] as number;
    let v3l = start[6] as number;
    let v3h = start[7] as number;
    const words = key.length >> 3;
    // The words of the key, one of what is left and the length, and two empty ones: these are the four last rounds.
    for (let i = 0; i <= words + 2; i++) {
      let ml = 0;
      let mh = 0;
      if (i < words) {
        ml = word(key, i << 3);
        mh = word(key, (i << 3) + 4);
      } else if (i === words) {
        const rest = key.length & 7;
        ml = lastWord(key, i << 3, Math.min(rest, 4));
        mh = (key.length << 24) | lastWord(key, (i << 3) + 4, rest - 4);
      } else if (i === words + 1) v2l ^= 0xff;
      v3l ^= ml;
      v3h ^= mh;
      for (let round = 0; round < 2; round++) {
        let t = (v0l + v1l) | 0;
        v0h = (v0h + v1h + (t >>> 0 < v0l >>> 0 ? 1 : 0)) | 0;
        v0l = t;
        t = (v1l << 13) | (v1h >>> 19);
        v1h = ((v1h << 13) | (v1l >>> 19)) ^ v0h;
        v1l = t ^ v0l;
        t = v0l;
        v0l = v0h;
        v0h = t;
        t = (v2l + v3l) | 0;
        v2h = (v2h + v3h + (t >>> 0 < v2l >>> 0 ? 1 : 0)) | 0;
        v2l = t;
        t = (v3l << 16) | (v3h >>> 16);
        v3h = ((v3h << 16) | (v3l >>> 16)) ^ v2h;
        v3l = t ^ v2l;
        t = (v0l + v3l) | 0;
        v0h = (v0h + v3h + (t >>> 0 < v0l >>> 0 ? 1 : 0)) | 0;
        v0l = t;
        t = (v3l << 21) | (v3h >>> 11);
        v3h = ((v3h << 21) | (v3l >>> 11)) ^ v0h;
        v3l = t ^ v0l;
        t = (v2l + v1l) | 0;
        v2h = (v2h + v1h + (t >>> 0 < v2l >>> 0 ? 1 : 0)) | 0;
        v2l = t;
        t = (v1l << 17) | (v1h >>> 15);
        v1h = ((v1h << 17) | (v1l >>> 15)) ^ v2h;
        v1l = t ^ v2l;
        t = v2l;
        v2l = v2h;
        v2h = t;
      }
      v0l ^= ml;
      v0h ^= mh;
    }
    this.low = v0l ^ v1l ^ v2l ^ v3l;
    this.high = v0h ^ v1h ^ v2h ^ v3h;
  }

  /** The hash of a key as it stands in the audit: 16 hexadecimal digits, in the order of the reference's bytes. */
  hex(key: string): string {
    this.hash(key);
    const bytes = Buffer.alloc(8);
    bytes.writeInt32LE(this.low, 0);
    bytes.writeInt32LE(this.high, 4);
    return bytes.toString("hex");
  }
}

/** "somepseudorandomlygeneratedbytes", the lower half of each word first. */
const INITIAL = [
  0x70736575, 0x736f6d65, 0x6e646f6d, 0x646f7261, 0x6e657261, 0x6c796765, 0x79746573, 0x74656462,
] as const;

function word(key: string, at: number): number {
  return (
    key.charCodeAt(at) | (key.charCodeAt(at + 1) << 8) | (key.charCodeAt(at + 2) << 16) | (key.charCodeAt(at + 3) << 24)
  );
}

/** A word of the last `count` bytes; 0 when there are none. */
function lastWord(key: string, at: number, count: number): number {
  let value = 0;
  for (let i = 0; i < count; i++) value |= key.charCodeAt(at + i) << (8 * i);
  return value;
}

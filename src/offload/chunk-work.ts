import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { ChunkEncoding, zstd } from "./chunk-encoding.ts";

export interface SealInput {
  /** Bytes of one chunk of a large value; all of their buffer, which is handed over. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** How they are encoded. */
  readonly encoding: ChunkEncoding;
  /** How they are to be kept. */
  readonly keepAs: ChunkEncoding;
  /** Keeps them without any encoding where `keepAs` does not make them smaller by an eighth. */
  readonly ifSmaller: boolean;
  /** Bytes that the chunk may have without its encoding: one that has more is refused before they are there. */
  readonly maxPlainBytes: number;
}

/** A chunk as it is kept: its encoding in the first byte, and behind it the bytes. */
export interface SealedChunk {
  readonly kept: Uint8Array<ArrayBuffer>;
  /** Bytes without their encoding. */
  readonly plainBytes: number;
  /** SHA-256 of the bytes without their encoding. */
  readonly digest: Uint8Array;
}

/** Null when the bytes are not what their encoding says, or too many. */
export function sealChunk({ bytes, encoding, keepAs, ifSmaller, maxPlainBytes }: SealInput): SealedChunk | null {
  const plain = plainOf(bytes, encoding, maxPlainBytes);
  if (plain === null) return null;
  const digest = createHash("sha256").update(plain).digest();
  const isVain = ifSmaller && isSampleVain(plain, keepAs);
  const encoded = isVain ? plain : encoding === keepAs ? bytes : encode(plain, keepAs);
  // A little at the end goes the way that the chunks before it went most likely, so that all of a value is kept alike.
  const isTail = plain.length < Math.min(maxPlainBytes, MAX_TAIL_BYTES);
  const isKept = !isVain && (!ifSmaller || isTail || isSmaller(encoded, plain));
  const chosen = isKept ? encoded : plain;
  const kept = new Uint8Array(1 + chosen.length);
  kept[0] = isKept ? keepAs : ChunkEncoding.IDENTITY;
  kept.set(chosen, 1);
  return { kept, plainBytes: plain.length, digest: Uint8Array.from(digest) };
}

export interface OpenInput {
  /** As {@link SealedChunk.kept}; all of its buffer, which is handed over. */
  readonly kept: Uint8Array<ArrayBuffer>;
}

/** A chunk without its encoding; null when it is not what was kept. */
export function openChunk({ kept }: OpenInput): Uint8Array | null {
  const plain = plainOf(kept.subarray(1), kept[0] as ChunkEncoding, MAX_PLAIN_BYTES);
  return plain === null ? null : new Uint8Array(plain);
}

function plainOf(bytes: Uint8Array, encoding: ChunkEncoding, maxOutputLength: number): Uint8Array | null {
  const bound = { maxOutputLength: Math.min(maxOutputLength, MAX_PLAIN_BYTES) };
  try {
    if (encoding === ChunkEncoding.GZIP) return gunzipSync(bytes, bound);
    if (encoding === ChunkEncoding.ZSTD) return zstd === null ? null : zstd.decompress(bytes, bound);
  } catch {
    return null;
  }
  return bytes.length <= maxOutputLength ? bytes : null;
}

function encode(plain: Uint8Array, encoding: ChunkEncoding): Uint8Array {
  if (encoding === ChunkEncoding.GZIP) return gzipSync(plain, { level: GZIP_LEVEL });
  if (encoding === ChunkEncoding.ZSTD && zstd !== null) return zstd.compress(plain);
  return plain;
}

/** Whether a part of a chunk shows that encoding all of it is work for nothing: of photographs, say, or archives. */
function isSampleVain(plain: Uint8Array, encoding: ChunkEncoding): boolean {
  if (plain.length <= 2 * SAMPLE_BYTES) return false;
  // Not from the beginning, where files have headers that are not like the rest.
  const from = (plain.length - SAMPLE_BYTES) >> 1;
  const sample = plain.subarray(from, from + SAMPLE_BYTES);
  return !isSmaller(encode(sample, encoding), sample);
}

function isSmaller(encoded: Uint8Array, plain: Uint8Array): boolean {
  return encoded.length * 8 <= plain.length * 7;
}

/** So little may not shrink, whatever it is. */
const MAX_TAIL_BYTES = 4 * 1024;
/** Enough to tell by, and a sixteenth of a whole chunk's work. */
const SAMPLE_BYTES = 32 * 1024;
/** Far above any chunk, and what Node can give: a chunk that claims more is broken. */
const MAX_PLAIN_BYTES = 256 * 1024 * 1024;
/** Three quarters of what the default level saves, at a third of its time. */
const GZIP_LEVEL = 3;

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
export function sealChunk({ bytes, encoding, keepAs, maxPlainBytes }: SealInput): SealedChunk | null {
  const plain = plainOf(bytes, encoding, maxPlainBytes);
  if (plain === null) return null;
  const digest = createHash("sha256").update(plain).digest();
  const encoded = encoding === keepAs ? bytes : encode(plain, keepAs);
  const kept = new Uint8Array(1 + encoded.length);
  kept[0] = keepAs;
  kept.set(encoded, 1);
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

/** Far above any chunk, and what Node can give: a chunk that claims more is broken. */
const MAX_PLAIN_BYTES = 256 * 1024 * 1024;
/** Three quarters of what the default level saves, at a third of its time. */
const GZIP_LEVEL = 3;

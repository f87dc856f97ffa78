import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { ChunkEncoding, zstd } from "./chunk-encoding.ts";

/** Bytes of one chunk of a large value, and how they are encoded now. */
export interface ChunkBytes {
  /** All of its buffer, which is handed over. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly encoding: ChunkEncoding;
}

export interface SealInput extends ChunkBytes {
  /** How it is to be kept. */
  readonly keepAs: ChunkEncoding;
  /** Bytes that it may have without its encoding: one that has more is refused before they are there. */
  readonly maxPlainBytes: number;
}

export interface SealedChunk extends ChunkBytes {
  /** Without its encoding. */
  readonly plainBytes: number;
  /** SHA-256 of the bytes without their encoding. */
  readonly digest: Uint8Array;
}

/** A chunk as it is to be kept, with its digest; null when the bytes are not what their encoding says, or too many. */
export function sealChunk({ bytes, encoding, keepAs, maxPlainBytes }: SealInput): SealedChunk | null {
  const plain = plainOf(bytes, encoding, maxPlainBytes);
  if (plain === null) return null;
  const digest = createHash("sha256").update(plain).digest();
  const kept = encoding === keepAs ? bytes : encode(plain, keepAs);
  return { bytes: own(kept), encoding: keepAs, plainBytes: plain.length, digest };
}

/** A chunk without its encoding; null when the bytes are not what it says. */
export function openChunk({ bytes, encoding }: ChunkBytes): Uint8Array | null {
  const plain = plainOf(bytes, encoding, Number.MAX_SAFE_INTEGER);
  return plain === null ? null : own(plain);
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

/** With a buffer that has nothing else in it, so that nothing else is copied to the other thread. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.byteLength === bytes.buffer.byteLength ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}

/** Far above any chunk, and what Node can give: a chunk that claims more is broken. */
const MAX_PLAIN_BYTES = 256 * 1024 * 1024;
/** Three quarters of what the default level saves, at a third of its time. */
const GZIP_LEVEL = 3;

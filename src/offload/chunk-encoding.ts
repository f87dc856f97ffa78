import * as zlib from "node:zlib";

/** How the bytes of a chunk are encoded: as they stand in the store. */
export const ChunkEncoding = { IDENTITY: 0, GZIP: 1, ZSTD: 2 } as const;
export type ChunkEncoding = (typeof ChunkEncoding)[keyof typeof ChunkEncoding];

interface Zstd {
  compress(bytes: Uint8Array): Uint8Array;
  decompress(bytes: Uint8Array, options: { maxOutputLength: number }): Uint8Array;
}

interface ZlibWithZstd {
  zstdCompressSync?: Zstd["compress"];
  zstdDecompressSync?: Zstd["decompress"];
}

/** Zstandard, which Node has from 22.15 on; null where it has not. */
export const zstd: Zstd | null = zstdOf(zlib as ZlibWithZstd);

function zstdOf({ zstdCompressSync, zstdDecompressSync }: ZlibWithZstd): Zstd | null {
  if (zstdCompressSync === undefined || zstdDecompressSync === undefined) return null;
  return { compress: zstdCompressSync, decompress: zstdDecompressSync };
}

/** By their number; also what HTTP calls them. */
export const ENCODING_NAMES = ["identity", "gzip", "zstd"] as const;
export type EncodingName = (typeof ENCODING_NAMES)[number];

/** The encodings that this process can read and write. */
export const KNOWN_ENCODINGS: readonly EncodingName[] = zstd === null ? ["identity", "gzip"] : ENCODING_NAMES;

/** The number of an encoding; −1 when this process does not know it. An empty name is the identity. */
export function encodingNamed(name: string): ChunkEncoding | -1 {
  if (name === "") return ChunkEncoding.IDENTITY;
  return KNOWN_ENCODINGS.includes(name as EncodingName)
    ? (ENCODING_NAMES.indexOf(name as EncodingName) as ChunkEncoding)
    : -1;
}

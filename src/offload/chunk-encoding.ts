import * as zlib from "node:zlib";
import { MAX_ZSTD_FRAMES } from "../common/limits.ts";

/** How the bytes of a chunk are encoded: as they stand in the store. */
export const ChunkEncoding = { IDENTITY: 0, GZIP: 1, ZSTD: 2 } as const;
export type ChunkEncoding = (typeof ChunkEncoding)[keyof typeof ChunkEncoding];

interface Zstd {
  compress(bytes: Uint8Array): Uint8Array;
  /** Of frames one behind the other; throws when they are none, more than {@link MAX_ZSTD_FRAMES}, or have more than `maxOutputLength`. */
  decompress(bytes: Uint8Array, options: { maxOutputLength: number }): Uint8Array;
}

interface ZlibWithZstd {
  zstdCompressSync?: Zstd["compress"];
  zstdDecompressSync?: (
    bytes: Uint8Array,
    options: { maxOutputLength: number; info: true },
  ) => { buffer: Buffer; engine: { bytesWritten: number } };
}

/** Zstandard, which Node has from 22.15 on; null where it has not. */
export const zstd: Zstd | null = zstdOf(zlib as ZlibWithZstd);

function zstdOf({ zstdCompressSync, zstdDecompressSync }: ZlibWithZstd): Zstd | null {
  if (zstdCompressSync === undefined || zstdDecompressSync === undefined) return null;
  return { compress: zstdCompressSync, decompress: (bytes, bound) => unframed(bytes, bound, zstdDecompressSync) };
}

/** Node stops behind the first frame, and says nothing of those that follow. */
function unframed(
  bytes: Uint8Array,
  { maxOutputLength }: { readonly maxOutputLength: number },
  decompress: NonNullable<ZlibWithZstd["zstdDecompressSync"]>,
): Uint8Array {
  const plain: Buffer[] = [];
  let plainBytes = 0;
  let pos = 0;
  do {
    if (plain.length === MAX_ZSTD_FRAMES) throw new RangeError("too many frames");
    // Node takes no bound of 0; a byte too many is found below.
    const left = Math.max(1, maxOutputLength - plainBytes);
    const { buffer, engine } = decompress(bytes.subarray(pos), { maxOutputLength: left, info: true });
    plain.push(buffer);
    plainBytes += buffer.length;
    if (engine.bytesWritten === 0) throw new RangeError("no frame");
    pos += engine.bytesWritten;
  } while (pos < bytes.length);
  if (plainBytes > maxOutputLength) throw new RangeError(`more than ${maxOutputLength} bytes`);
  return plain.length === 1 ? (plain[0] as Buffer) : Buffer.concat(plain);
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

import { promisify } from "node:util";
import * as zlib from "node:zlib";

type Codec = (bytes: Uint8Array) => Promise<Uint8Array>;

interface ZlibWithZstd {
  zstdCompress?: (bytes: Uint8Array, done: (error: Error | null, result: Buffer) => void) => void;
  zstdDecompress?: (bytes: Uint8Array, done: (error: Error | null, result: Buffer) => void) => void;
}

const { zstdCompress, zstdDecompress } = zlib as ZlibWithZstd;
const gzip = promisify<Uint8Array, Buffer>(zlib.gzip);
const gunzip = promisify<Uint8Array, Buffer>(zlib.gunzip);

/** How this process encodes a chunk, by the name of the encoding; what it cannot is left to the gateway. */
export const encoders: ReadonlyMap<string, Codec> = new Map<string, Codec>([
  ["gzip", gzip],
  ...(zstdCompress === undefined ? [] : [["zstd", promisify(zstdCompress)] as const]),
]);

/** … and decodes one. */
export const decoders: ReadonlyMap<string, Codec> = new Map<string, Codec>([
  ["identity", async (bytes) => bytes],
  ["gzip", gunzip],
  ...(zstdDecompress === undefined ? [] : [["zstd", promisify(zstdDecompress)] as const]),
]);

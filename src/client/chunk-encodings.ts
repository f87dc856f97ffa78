import { promisify } from "node:util";
import * as zlib from "node:zlib";

type Codec = (bytes: Uint8Array) => Promise<Uint8Array>;

type Done<T> = (error: Error | null, result: T) => void;

interface Decompressed {
  readonly buffer: Buffer;
  /** Counts the bytes that were read. */
  readonly engine: { readonly bytesWritten: number };
}

interface ZlibWithZstd {
  zstdCompress?: (bytes: Uint8Array, done: Done<Buffer>) => void;
  zstdDecompress?: (bytes: Uint8Array, options: { info: true }, done: Done<Decompressed>) => void;
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
  ...(zstdDecompress === undefined
    ? []
    : [["zstd", (bytes: Uint8Array) => unframed(bytes, promisify(zstdDecompress))] as const]),
]);

/** Other clients may have made several frames of a chunk; Node stops behind the first, and says nothing of the others. */
async function unframed(
  bytes: Uint8Array,
  decompress: (bytes: Uint8Array, options: { info: true }) => Promise<Decompressed>,
): Promise<Uint8Array> {
  const plain: Buffer[] = [];
  let pos = 0;
  do {
    const { buffer, engine } = await decompress(bytes.subarray(pos), { info: true });
    plain.push(buffer);
    if (engine.bytesWritten === 0) throw new RangeError("no zstd frame");
    pos += engine.bytesWritten;
  } while (pos < bytes.length);
  return plain.length === 1 ? (plain[0] as Buffer) : Buffer.concat(plain);
}

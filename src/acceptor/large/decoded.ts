import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as zlib from "node:zlib";
import { PrismError } from "../../common/prism-error.ts";
import { bodyMalformed } from "./refusals.ts";
import { zstdFrames } from "./zstd-frames.ts";

interface ZlibWithZstd {
  createZstdDecompress?: () => zlib.Gunzip;
}

const { createZstdDecompress } = zlib as ZlibWithZstd;

/** What takes an encoding off a body, by the encoding's name; `zstd` where Node has it. Runs beside the door's thread. */
const decoders: ReadonlyMap<string, (source: AsyncIterable<Buffer>) => AsyncIterable<Buffer>> = new Map([
  ["gzip", gunzipped],
  ...(createZstdDecompress === undefined
    ? []
    : [["zstd", (source: AsyncIterable<Buffer>) => zstdFrames(source, createZstdDecompress)] as const]),
]);

export const BODY_ENCODINGS: readonly string[] = [...decoders.keys()];

/**
 * The bytes of a source without their encoding, a few at a time: what a small body claims to be is never there at once.
 * Throws BODY_NOT_DECODABLE when it is not what it claims to be.
 */
export async function* decoded(
  source: AsyncIterable<Buffer>,
  encoding: string,
): AsyncGenerator<Buffer, void, undefined> {
  const decode = decoders.get(encoding);
  if (decode === undefined) throw new PrismError(bodyMalformed);
  try {
    yield* decode(source);
  } catch (error) {
    throw error instanceof PrismError ? error : new PrismError(bodyMalformed, { source: "client", cause: error });
  }
}

async function* gunzipped(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const decoder = zlib.createGunzip();
  const flow = pipeline(Readable.from(source), decoder);
  flow.catch(() => undefined);
  try {
    for await (const part of decoder) yield part as Buffer;
    await flow;
  } finally {
    decoder.destroy();
  }
}

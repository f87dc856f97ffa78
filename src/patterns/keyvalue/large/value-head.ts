import type { Bytes } from "../../../backends/contract.ts";
import { LARGE_CHUNK_BYTES, MAX_LARGE_VALUE_BYTES } from "../../../common/limits.ts";

/**
 * What stands under the key of a large value: where its chunks are. It is written last, and so is the commit. It is told
 * from a value by its first 16 bytes, which no value may have.
 */
export interface ValueHead {
  readonly id: string;
  /** Bytes of the value. */
  readonly size: number;
  readonly chunks: number;
  /** Bytes of every chunk but the last, before any encoding. */
  readonly chunkBytes: number;
  /** How the chunks are kept. */
  readonly encoding: string;
  /** Bytes of all chunks as they are kept; 0 = not known, or they are not all kept in that encoding. */
  readonly keptBytes: number;
  /** SHA-256 over those of the chunks, in hexadecimal. */
  readonly digest: string;
}

/** Random, but for the version at the end. */
const MAGIC = "\xf1\x8e\x03\xc9\x5a\xd4\x77\xb0\x1f\xe6\x92\x3b\xac\x48\xfd\x01";
const MAGIC_LEAD = MAGIC.charCodeAt(0);
const MAGIC_BYTES = MAGIC.length;
/** Any head has an id of 48 and a digest of 64 digits: what is shorter is none, and its bytes need not be looked at. */
const MIN_HEAD_BYTES = MAGIC_BYTES + 48 + 64;

export function encodeHead(head: ValueHead): Buffer {
  return Buffer.from(MAGIC + JSON.stringify(head), "latin1");
}

/** Whether a value is the head of a large one; costs next to nothing where it is not. */
export function isHead(value: Bytes): boolean {
  if (value.length < MIN_HEAD_BYTES) return false;
  if (typeof value === "string") return value.charCodeAt(0) === MAGIC_LEAD && value.startsWith(MAGIC);
  return hasMagic(value, 0, value.length);
}

/** Whether `bytes[start, end)` begins as a head does. */
export function hasMagic(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < MAGIC_BYTES || bytes[start] !== MAGIC_LEAD) return false;
  for (let i = 1; i < MAGIC_BYTES; i++) if (bytes[start + i] !== MAGIC.charCodeAt(i)) return false;
  return true;
}

/** Bytes of the large value that this is the head of; −1 when it is none. */
export function largeBytesOf(value: Bytes): number {
  return isHead(value) ? (decodeHead(value)?.size ?? 0) : -1;
}

/** Null when it is the head of nothing, for it is broken. */
export function decodeHead(value: Bytes): ValueHead | null {
  const text = typeof value === "string" ? value : Buffer.from(value).toString("latin1");
  try {
    const head = JSON.parse(text.slice(MAGIC_BYTES)) as ValueHead;
    // Heads of the first kind do not have it.
    return isSound(head) ? { ...head, keptBytes: head.keptBytes ?? 0 } : null;
  } catch {
    return null;
  }
}

function isSound({ id, size, chunks, chunkBytes, encoding, digest }: ValueHead): boolean {
  const isText = [id, encoding, digest].every((text) => typeof text === "string");
  const isCount = [size, chunks, chunkBytes].every((count) => Number.isSafeInteger(count) && count >= 0);
  return isText && isCount && size <= MAX_LARGE_VALUE_BYTES && chunks * chunkBytes >= size && chunkBytes <= MAX_CHUNK;
}

/** A gateway to come may have larger chunks. */
const MAX_CHUNK = 2 * LARGE_CHUNK_BYTES;

import type { Bytes } from "../../../backends/contract.ts";
import { LARGE_CHUNK_BYTES } from "../../../common/limits.ts";

/** How far an upload is. What is doomed is no longer used, and removed when nobody can be reading it any more. */
export type UploadState = "open" | "committing" | "doomed";

/**
 * An upload as it stands in the store, from its begin until the last of its chunks is gone: while there are chunks there
 * is a record, so that whoever looks at all records finds all chunks, whatever was interrupted.
 */
export interface UploadRecord {
  /** Byte string. */
  readonly key: string;
  readonly encoding: string;
  /** A chunk is only kept so where that makes it smaller. */
  readonly ifSmaller: boolean;
  /** Bytes of every chunk but the last. */
  readonly chunkBytes: number;
  /** Bytes that the value was said to have; 0 = not said. */
  readonly size: number;
  readonly ttlMs: number;
  /** −1 = none. */
  readonly ifVersion: number;
  readonly begunMs: number;
  readonly state: UploadState;
  /** Since when it has been in that state. */
  readonly sinceMs: number;
  /** Committing: the version that the key had, which the head takes the place of. */
  readonly baseVersion: number;
}

export function encodeRecord(record: UploadRecord): Buffer {
  return Buffer.from(
    JSON.stringify({ ...record, key: Buffer.from(record.key, "latin1").toString("base64") }),
    "latin1",
  );
}

export function decodeRecord(value: Bytes): UploadRecord | null {
  const text = typeof value === "string" ? value : Buffer.from(value).toString("latin1");
  try {
    const record = JSON.parse(text) as UploadRecord;
    // Records of the first kinds have not all of them.
    const { chunkBytes = LARGE_CHUNK_BYTES, ifSmaller = false, size = 0 } = record as Partial<UploadRecord>;
    return { ...record, chunkBytes, ifSmaller, size, key: Buffer.from(record.key, "base64").toString("latin1") };
  } catch {
    return null;
  }
}

/** What is known of a chunk without reading it. */
export interface Receipt {
  readonly plainBytes: number;
  readonly digest: Uint8Array;
  /** Bytes as it is kept; 0 = not known. */
  readonly keptBytes: number;
  /** The first byte of what is kept, which says how it is encoded. */
  readonly encoding: number;
}

export function encodeReceipt({ plainBytes, digest, keptBytes, encoding }: Receipt): Buffer {
  const bytes = Buffer.alloc(RECEIPT_BYTES);
  bytes.writeUInt32BE(plainBytes, 0);
  bytes.set(digest, 4);
  bytes.writeUInt32BE(keptBytes, FIRST_RECEIPT_BYTES);
  bytes[RECEIPT_BYTES - 1] = encoding;
  return bytes;
}

export function decodeReceipt(value: Bytes): Receipt | null {
  const bytes = typeof value === "string" ? Buffer.from(value, "latin1") : Buffer.from(value);
  if (bytes.length !== RECEIPT_BYTES && bytes.length !== FIRST_RECEIPT_BYTES) return null;
  const isFirst = bytes.length === FIRST_RECEIPT_BYTES;
  return {
    plainBytes: bytes.readUInt32BE(0),
    digest: bytes.subarray(4, FIRST_RECEIPT_BYTES),
    keptBytes: isFirst ? 0 : bytes.readUInt32BE(FIRST_RECEIPT_BYTES),
    encoding: isFirst ? 0 : (bytes[RECEIPT_BYTES - 1] as number),
  };
}

/** The size, and SHA-256: all that receipts of the first kind had, which may be of uploads that are still under way. */
const FIRST_RECEIPT_BYTES = 4 + 32;
/** Behind them how many bytes are kept, and their encoding. */
const RECEIPT_BYTES = FIRST_RECEIPT_BYTES + 4 + 1;

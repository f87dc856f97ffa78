import type { Bytes } from "../../../backends/contract.ts";

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
    return { ...record, key: Buffer.from(record.key, "base64").toString("latin1") };
  } catch {
    return null;
  }
}

/** What is known of a chunk without reading it. */
export interface Receipt {
  readonly plainBytes: number;
  readonly digest: Buffer;
}

export function encodeReceipt(plainBytes: number, digest: Uint8Array): Buffer {
  const bytes = Buffer.alloc(RECEIPT_BYTES);
  bytes.writeUInt32BE(plainBytes, 0);
  bytes.set(digest, 4);
  return bytes;
}

export function decodeReceipt(value: Bytes): Receipt | null {
  const bytes = typeof value === "string" ? Buffer.from(value, "latin1") : Buffer.from(value);
  if (bytes.length !== RECEIPT_BYTES) return null;
  return { plainBytes: bytes.readUInt32BE(0), digest: bytes.subarray(4) };
}

/** The size, and SHA-256. */
const RECEIPT_BYTES = 4 + 32;

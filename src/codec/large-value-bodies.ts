import { BodyWriter } from "./body-writer.ts";

/** Requests of values in chunks as a client sends them, but for their namespace; texts are byte strings. */

export interface BeginUploadBody {
  readonly key: string;
  readonly encoding: string;
  readonly ttlMs: number;
  /** −1 when absent. */
  readonly ifVersion: number;
  readonly size: number;
}

export function beginUploadBody({ key, encoding, ttlMs, ifVersion, size }: BeginUploadBody): Buffer {
  const body = new BodyWriter(key.length + EXPECTED_BYTES).bytes(2, key).bytes(5, encoding).uint(7, ttlMs);
  if (ifVersion >= 0) body.present(8, ifVersion);
  return body.uint(9, size).take();
}

export interface UploadChunkBody {
  readonly key: string;
  readonly uploadId: string;
  readonly index: number;
  readonly encoding: string;
  readonly data: Uint8Array;
}

export function uploadChunkBody({ key, uploadId, index, encoding, data }: UploadChunkBody): Buffer {
  const body = new BodyWriter(key.length + data.length + EXPECTED_BYTES).bytes(2, key).bytes(3, uploadId);
  return body.uint(4, index).bytes(5, encoding).bytes(6, data).take();
}

export interface CommitUploadBody {
  readonly key: string;
  readonly uploadId: string;
  readonly chunks: number;
  /** Empty = not looked at. */
  readonly digest: Uint8Array;
}

export function commitUploadBody({ key, uploadId, chunks, digest }: CommitUploadBody): Buffer {
  return new BodyWriter().bytes(2, key).bytes(3, uploadId).uint(4, chunks).bytes(6, digest).take();
}

export function abortUploadBody(key: string, uploadId: string): Buffer {
  return new BodyWriter().bytes(2, key).bytes(3, uploadId).take();
}

export function openDownloadBody(key: string): Buffer {
  return new BodyWriter().bytes(2, key).take();
}

export interface DownloadChunkBody {
  readonly key: string;
  readonly downloadId: string;
  readonly index: number;
  readonly accept: readonly string[];
}

export function downloadChunkBody({ key, downloadId, index, accept }: DownloadChunkBody): Buffer {
  const body = new BodyWriter().bytes(2, key).bytes(3, downloadId).uint(4, index);
  for (const encoding of accept) body.bytes(5, encoding);
  return body.take();
}

/** Of a request beside its key and its data. */
const EXPECTED_BYTES = 128;

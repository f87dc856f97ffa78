import { Code } from "../../../common/codes.ts";
import { Failure } from "../../../common/failure.ts";
import { MAX_LARGE_VALUE_BYTES, MIN_LARGE_CHUNK_BYTES } from "../../../common/limits.ts";
import { PrismError } from "../../../common/prism-error.ts";

/** What calls about large values are refused with. */

export function refuse(failure: Failure): PrismError {
  return new PrismError(failure, { source: "client" });
}

export const uploadUnknown = new Failure(
  Code.NOT_FOUND,
  "UPLOAD_UNKNOWN",
  "the key has no such upload: it was aborted, took too long, or was committed and its value has been replaced since; begin another one",
  { metadata: { field: "upload_id" } },
);

export const uploadExpired = new Failure(
  Code.FAILED_PRECONDITION,
  "UPLOAD_EXPIRED",
  "the upload took over an hour, and was given up; begin another one",
  { metadata: { field: "upload_id" } },
);

export const uploadContended = new Failure(
  Code.ABORTED,
  "UPLOAD_CONTENDED",
  "others wrote the key, or committed the same upload, each time that this commit was about to; nothing was done; commit again",
  { metadata: { field: "key" }, retryAfterMs: 50 },
);

export function chunkOutOfRange(chunkBytes: number): Failure {
  return new Failure(
    Code.INVALID_ARGUMENT,
    "CHUNK_OUT_OF_RANGE",
    `index is beyond the largest value; chunks have ${chunkBytes} bytes and a value at most ${MAX_LARGE_VALUE_BYTES}`,
    { metadata: { field: "index" } },
  );
}

export function chunkMalformed(chunkBytes: number): Failure {
  return new Failure(
    Code.INVALID_ARGUMENT,
    "CHUNK_MALFORMED",
    `data is not what encoding says, is empty, or has more than ${chunkBytes} bytes without it; nothing of it was kept`,
    { metadata: { field: "data" } },
  );
}

/** @param maxItemBytes of the store. */
export function itemsTooSmall(maxItemBytes: number): Failure {
  return new Failure(
    Code.FAILED_PRECONDITION,
    "STORE_ITEMS_TOO_SMALL",
    `the store's items have at most ${maxItemBytes} bytes; a value in chunks needs some more than ${MIN_LARGE_CHUNK_BYTES}: raise the store's limit (of NATS, max_payload)`,
    { metadata: { field: "namespace" } },
  );
}

export const checksumMismatch = new Failure(
  Code.INVALID_ARGUMENT,
  "CHECKSUM_MISMATCH",
  "digest is not that of the chunks that came; nothing was committed; send the chunks anew whose digests differ, and commit again",
  { metadata: { field: "digest" } },
);

export const chunksUnderWay = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "TOO_MANY_CHUNKS_UNDER_WAY",
  "the worker has as many chunks of large values under way as it may; nothing was done; try again",
  { retryAfterMs: 50 },
);

export const downloadUnknown = new Failure(
  Code.INVALID_ARGUMENT,
  "DOWNLOAD_UNKNOWN",
  "download_id is none that Prism gave for this key; open the download anew",
  { metadata: { field: "download_id" } },
);

export const valueGone = new Failure(
  Code.ABORTED,
  "LARGE_VALUE_GONE",
  "the value was replaced or removed longer ago than its chunks are kept for those who are reading them; open the download anew",
  { metadata: { field: "download_id" } },
);

export const valueBroken = new Failure(
  Code.DATA_LOSS,
  "LARGE_VALUE_BROKEN",
  "what is kept of the value is not what was written; write the value anew",
);

export function encodingUnknown(field: string): Failure {
  return new Failure(
    Code.INVALID_ARGUMENT,
    "CHUNK_ENCODING_UNKNOWN",
    `${field} is none that this gateway knows; use identity or gzip; zstd where the gateway runs on Node.js 22.15 or later`,
    { metadata: { field } },
  );
}

/** What this gateway keeps for others and cannot decode itself. */
export function encodingUnavailable(encoding: string): Failure {
  return new Failure(
    Code.FAILED_PRECONDITION,
    "VALUE_ENCODING_UNAVAILABLE",
    `the value is kept in ${encoding}, which this gateway's Node.js cannot decode; name it in accept_encodings, or run the gateway on Node.js 22.15 or later`,
    { metadata: { field: "accept_encodings", encoding } },
  );
}

/** @param chunk the first that is missing, or has the wrong size. */
export function uploadIncomplete(chunk: number, problem: string): Failure {
  return new Failure(
    Code.FAILED_PRECONDITION,
    "UPLOAD_INCOMPLETE",
    `chunk ${chunk} ${problem}; nothing was committed; send it, and commit again`,
    { metadata: { field: "chunks", chunk: String(chunk) } },
  );
}

import { afterPrefix, isUtf8String } from "../../codec/byte-string.ts";
import { readScanRequest, type ScanRequest } from "../../codec/scan-request.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { DEFAULT_PAGE_ITEMS, MAX_ANSWER_BYTES, MAX_KEY_BYTES, MAX_PAGE_ITEMS } from "../../common/limits.ts";
import type { KeyValueCall } from "./call.ts";
import { OWN_KEYS } from "./large/chunk-keys.ts";
import { readPageToken } from "./page-token.ts";
import { QueryHashes } from "./query-hash.ts";

/** Fills `call.query`; false when the request is malformed or a field is wrong, which `call.failure` then names. */
export function prepareScan(call: KeyValueCall): boolean {
  const request = readScanRequest(call.source, call.from, call.to);
  call.failure = null;
  if (request === null) return false;
  call.failure = checkFields(request);
  if (call.failure !== null) return false;
  call.queryHash = hashes.of(call.namespaceId, request);
  let from = request.start > request.prefix ? request.start : request.prefix;
  if (request.pageToken !== "") {
    const last = readPageToken(request.pageToken, call.queryHash);
    if (typeof last !== "string") {
      call.failure = last;
      return false;
    }
    // The first key that comes after `last`; a forged token must not lead out of the range that was asked for.
    const next = `${last}\0`;
    if (next > from) from = next;
  }
  call.query = {
    namespaceId: call.namespaceId,
    from,
    // What the gateway keeps for itself comes after all of that.
    to: lower(OWN_KEYS, lower(request.end === "" ? null : request.end, afterPrefix(request.prefix))),
    keysOnly: request.keysOnly,
    maxItems: request.pageSize === 0 ? DEFAULT_PAGE_ITEMS : Math.min(request.pageSize, MAX_PAGE_ITEMS),
    maxBytes: MAX_ANSWER_BYTES,
  };
  return true;
}

function lower(a: string | null, b: string | null): string | null {
  if (a === null) return b;
  return b === null || a < b ? a : b;
}

function checkFields(request: ScanRequest): Failure | null {
  for (const field of ["prefix", "start", "end"] as const) {
    const value = request[field];
    if (value.length > MAX_KEY_BYTES) {
      return invalidScan(
        "KEY_TOO_LARGE",
        field,
        `${field} has ${value.length} bytes; a key has at most ${MAX_KEY_BYTES}`,
      );
    }
    if (!isUtf8String(value)) {
      return invalidScan("KEY_NOT_UTF8", field, `${field} is not valid UTF-8`);
    }
  }
  if (request.pageSize > MAX_PAGE_ITEMS) {
    return invalidScan(
      "PAGE_TOO_LARGE",
      "page_size",
      `page_size is ${request.pageSize}; ask for at most ${MAX_PAGE_ITEMS}`,
    );
  }
  return null;
}

function invalidScan(reason: string, field: string, message: string): Failure {
  return new Failure(Code.INVALID_ARGUMENT, reason, message, { metadata: { field } });
}

const hashes = new QueryHashes();

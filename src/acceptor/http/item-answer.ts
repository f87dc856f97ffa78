import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import type { ByteSpan } from "../large/value-download.ts";
import { readRange } from "./byte-range.ts";
import { entityTag, readTags } from "./entity-tags.ts";
import { badRequest } from "./http-refusals.ts";
import type { HttpRequest } from "./http-request.ts";
import type { RequestHeaders } from "./request-headers.ts";

/** What the answer to a read says of its item, whether it is in one piece or in many. */

export interface ItemState {
  readonly version: number;
  /** 0 = never. */
  readonly expiresAtMs: number;
  /** How the answer's bytes are encoded; empty = not at all. */
  readonly encoding?: string;
}

/** The headers of an answer that has the value; null when the client has that version already; or why it gets none. */
export function readHeaders({ ifMatch, ifNoneMatch }: RequestHeaders, item: ItemState): string[] | Failure | null {
  const { version } = item;
  if (ifMatch !== null && !fits(ifMatch, version, false)) return versionMismatch(version);
  if (ifNoneMatch !== null && fits(ifNoneMatch, version, true)) return null;
  const headers = notModifiedHeaders(item);
  // Nobody knows what is in a value: it must never run as a page of this origin.
  headers.push("Content-Type", "application/octet-stream", "X-Content-Type-Options", "nosniff");
  return headers;
}

export function notModifiedHeaders({ version, expiresAtMs, encoding }: ItemState): string[] {
  const headers = ["ETag", entityTag(version, encoding), "Cache-Control", "no-cache"];
  if (expiresAtMs > 0) headers.push("Prism-Expires-At-Ms", String(expiresAtMs));
  return headers;
}

/** Answers with a value that is in one piece, or with the part of it that is asked for. */
export function answerBytes(
  request: HttpRequest,
  headers: string[],
  item: { readonly version: number; readonly value: Uint8Array },
): void {
  const { value, version } = item;
  const span = request.headers.range === null ? null : spanOf(request.headers, version, value.length);
  if (span === null) request.answer(200, headers, value);
  else if (span === "unsatisfiable") refuseRange(request, value.length);
  else {
    headers.push("Content-Range", contentRange(span, value.length));
    request.answer(206, headers, value.subarray(span.from, span.to));
  }
}

/** The part that the client asks for; null = all of it. */
export function spanOf(
  { range, ifRange }: RequestHeaders,
  version: number,
  size: number,
): ByteSpan | "unsatisfiable" | null {
  if (range === null) return null;
  // What it has a part of is another version, or that one encoded: it gets all of what there is now.
  if (ifRange !== null && ifRange !== entityTag(version)) return null;
  return readRange(range, size);
}

export function contentRange({ from, to }: ByteSpan, size: number): string {
  return `bytes ${from}-${to - 1}/${size}`;
}

export function refuseRange(request: HttpRequest, size: number): void {
  request.fail(rangeNotSatisfiable(size));
}

/** Whether a condition lets this version pass; one that cannot be read fits nothing. */
function fits(condition: string, version: number, takesWeak: boolean): boolean {
  const tags = readTags(condition);
  if (tags === null || tags === "*") return tags === "*";
  return tags.some((tag) => tag.version === version && (takesWeak || !tag.isWeak));
}

export const keyNotFound = new Failure(
  Code.NOT_FOUND,
  "KEY_NOT_FOUND",
  "there is no item with this key; PUT writes one",
  { metadata: { field: "key" } },
);

function versionMismatch(version: number): Failure {
  return new Failure(
    Code.FAILED_PRECONDITION,
    "VERSION_MISMATCH",
    `the item has version ${version}, which If-Match does not name`,
    { metadata: { field: "If-Match", current_version: String(version) } },
  );
}

function rangeNotSatisfiable(size: number): Failure {
  const failure = badRequest(
    "RANGE_NOT_SATISFIABLE",
    "Range",
    `Range begins behind the value, which has ${size} bytes`,
  );
  return new Failure(Code.OUT_OF_RANGE, failure.reason, failure.message, {
    metadata: { field: "Range", size: String(size) },
  });
}

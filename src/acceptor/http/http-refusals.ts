import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { MAX_HTTP_HEADER_BYTES, MAX_HTTP_PATH_CHARACTERS } from "../../common/limits.ts";
import { printable } from "../../common/printable.ts";

/** What the HTTP door answers by itself: what only HTTP can get wrong. */

export const keyRequired = badRequest(
  "KEY_REQUIRED",
  "path",
  "the path ends where the key should stand; a key has 1 to 1024 bytes, and a listing has no slash behind keyvalue",
);

export const slashInKey = badRequest(
  "SLASH_IN_KEY",
  "path",
  "a slash in a key is written %2F: a plain one separates the parts of a path, and proxies may join or remove those",
);

export const dotKey = badRequest(
  "DOT_SEGMENT",
  "path",
  "the path has a segment `.` or `..`, which programs on the way remove; write the key %2E or %2E%2E, or call POST …/keyvalue:batchGet and its kin",
);

export const badPercent = badRequest(
  "BAD_PERCENT_ENCODING",
  "path",
  "a % in the path or the query is not followed by two hexadecimal digits; write a plain % as %25",
);

export const badPath = badRequest(
  "PATH_NOT_ASCII",
  "path",
  "the path or the query has a character that must be percent-encoded, such as é as %C3%A9 or # as %23",
);

export const lengthAndChunks = badRequest(
  "LENGTH_AMBIGUOUS",
  "Content-Length",
  "the request has both Content-Length and Transfer-Encoding; send one of them",
);

export const hostRequired = badRequest("HOST_REQUIRED", "Host", "a request of HTTP/1.1 names its host");

export const badLength = badRequest(
  "BAD_CONTENT_LENGTH",
  "Content-Length",
  "Content-Length is not a number of bytes in digits",
);

export const unknownTransferEncoding = new Failure(
  Code.UNIMPLEMENTED,
  "TRANSFER_ENCODING_UNKNOWN",
  "the only Transfer-Encoding that this gateway takes is chunked",
  { metadata: { field: "Transfer-Encoding" } },
);

export const bodyNotTaken = badRequest(
  "BODY_NOT_TAKEN",
  "body",
  "this method takes no body; a value is written with PUT",
);

export const pathTooLong = badRequest(
  "PATH_TOO_LONG",
  "path",
  `the path and the query have more than ${MAX_HTTP_PATH_CHARACTERS} characters; send long lists of keys with POST …/keyvalue:batchGet`,
);

export const headersTooLarge = badRequest(
  "HEADERS_TOO_LARGE",
  "headers",
  `the headers have more than ${MAX_HTTP_HEADER_BYTES} bytes`,
);

export const bodyTooSlow = new Failure(
  Code.DEADLINE_EXCEEDED,
  "BODY_TOO_SLOW",
  "the body did not come in time; nothing was done",
  { metadata: { field: "body" } },
);

export const tooManyBodies = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "OVERLOADED",
  "the gateway waits for as many request bodies as it keeps; nothing was done",
  { retryAfterMs: 1_000 },
);

export function headerRepeated(name: string): Failure {
  return badRequest("HEADER_REPEATED", name, `the header ${name} came more than once; send it once`);
}

export function headerEmpty(name: string): Failure {
  return badRequest("HEADER_EMPTY", name, `the header ${name} is empty; leave it out, or give it a value in ASCII`);
}

export function bodyTooLarge(maxBytes: number): Failure {
  return new Failure(
    Code.RESOURCE_EXHAUSTED,
    "MESSAGE_TOO_LARGE",
    `the body has more than ${maxBytes} bytes, which is the most that this path takes; send less at once`,
    { metadata: { field: "body", max_bytes: String(maxBytes) } },
  );
}

export function unknownPath(path: string): Failure {
  return new Failure(
    Code.NOT_FOUND,
    "PATH_NOT_FOUND",
    `there is no ${printable(path, SHOWN_CHARACTERS)}; there are /v1/namespaces/{namespace}/keyvalue/{key}, /v1/namespaces/{namespace}/keyvalue, and what docs-cms/reference/http.md lists`,
    { metadata: { field: "path" } },
  );
}

export function methodNotAllowed(method: string, allowed: string): Failure {
  return new Failure(
    Code.UNIMPLEMENTED,
    "METHOD_NOT_ALLOWED",
    `this path has no ${printable(method, SHOWN_CHARACTERS)}; it has ${allowed}`,
    { metadata: { field: "method", allowed_methods: allowed } },
  );
}

export function badNumber(name: string, max: number): Failure {
  return badRequest("BAD_NUMBER", name, `${name} is not a whole number from 0 to ${max} in digits`);
}

export function badRequest(reason: string, field: string, message: string): Failure {
  return new Failure(Code.INVALID_ARGUMENT, reason, message, { metadata: { field } });
}

/** Of what a client sent, in a message about it. */
const SHOWN_CHARACTERS = 100;

import { Code, codeName } from "../../common/codes.ts";
import type { Failure } from "../../common/failure.ts";

/** The HTTP status of each code. Source: google/rpc/code.proto, which gives them beside its codes. */
export const STATUS_OF_CODE: Readonly<Record<Code, number>> = {
  [Code.OK]: 200,
  [Code.CANCELLED]: 499,
  [Code.UNKNOWN]: 500,
  [Code.INVALID_ARGUMENT]: 400,
  [Code.DEADLINE_EXCEEDED]: 504,
  [Code.NOT_FOUND]: 404,
  [Code.ALREADY_EXISTS]: 409,
  [Code.PERMISSION_DENIED]: 403,
  [Code.RESOURCE_EXHAUSTED]: 429,
  [Code.FAILED_PRECONDITION]: 400,
  [Code.ABORTED]: 409,
  [Code.OUT_OF_RANGE]: 400,
  [Code.UNIMPLEMENTED]: 501,
  [Code.INTERNAL]: 500,
  [Code.UNAVAILABLE]: 503,
  [Code.DATA_LOSS]: 500,
  [Code.UNAUTHENTICATED]: 401,
};

/** Reasons for which HTTP has a status that says more than the one of their code. */
export const STATUS_OF_REASON: Readonly<Record<string, number>> = {
  VERSION_MISMATCH: 412,
  // Not this client's doing: the gateway as a whole has too much to do.
  OVERLOADED: 503,
  TOO_MANY_CONNECTIONS: 503,
  TOO_MANY_IN_FLIGHT: 503,
  TOO_MANY_WAITING: 503,
  // What the client has sent is too much, whenever it sends it.
  FRAME_TOO_LARGE: 413,
  MESSAGE_TOO_LARGE: 413,
  VALUE_TOO_LARGE: 413,
  // What only HTTP has.
  CONTENT_ENCODING_UNKNOWN: 415,
  HEADERS_TOO_LARGE: 431,
  LENGTH_REQUIRED: 411,
  METHOD_NOT_ALLOWED: 405,
  PATH_TOO_LONG: 414,
  RANGE_NOT_SATISFIABLE: 416,
  UNKNOWN_METHOD: 404,
  UNSUPPORTED_MEDIA_TYPE: 415,
  UPGRADE_REQUIRED: 426,
};

export function statusOf(failure: Failure): number {
  return STATUS_OF_REASON[failure.reason] ?? STATUS_OF_CODE[failure.code];
}

export const PROBLEM_CONTENT_TYPE = "application/problem+json";

/** The body of an answer that is no success, by RFC 9457; what the other doors say of a failure stands in further members. */
export function encodeProblem(failure: Failure, status = statusOf(failure)): string {
  const { code, reason, message, retryAfterMs, metadata } = failure;
  return JSON.stringify({
    type: "about:blank",
    title: titleOf(reason),
    status,
    detail: message,
    code: codeName(code),
    reason,
    ...(retryAfterMs > 0 ? { retryAfterMs } : {}),
    metadata,
  });
}

/** `KEY_NOT_FOUND` → `Key not found`. */
function titleOf(reason: string): string {
  const words = reason.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The headers that go with it. */
export function problemHeaders({ code, reason, retryAfterMs, metadata }: Failure): string[] {
  const headers = ["Content-Type", PROBLEM_CONTENT_TYPE];
  if (retryAfterMs > 0) headers.push("Retry-After", String(Math.ceil(retryAfterMs / 1000)));
  if (code === Code.UNAUTHENTICATED) headers.push("WWW-Authenticate", 'Bearer realm="prism"');
  if (reason === "UPGRADE_REQUIRED") headers.push("Upgrade", "websocket", "Sec-WebSocket-Version", "13");
  if (metadata.allowed_methods !== undefined) headers.push("Allow", metadata.allowed_methods);
  return headers;
}

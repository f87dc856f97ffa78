import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import { SHED_RETRY_AFTER_MS } from "../common/limits.ts";

/** What the acceptor answers by itself, without a worker. */

export const callRequired = new Failure(
  Code.INVALID_ARGUMENT,
  "CALL_REQUIRED",
  "the request carries no call; set one of the fields from 16, for example kv_get",
  { metadata: { field: "call" } },
);

export const namespaceRequired = new Failure(
  Code.INVALID_ARGUMENT,
  "NAMESPACE_REQUIRED",
  'the call names no namespace; set its field 1, for example to "default"',
  { metadata: { field: "namespace" } },
);

export const credentialsRequired = new Failure(
  Code.UNAUTHENTICATED,
  "CREDENTIALS_REQUIRED",
  "this gateway asks for credentials; send a token or an API key as authorization, for example `Bearer …`",
  { metadata: { field: "authorization" } },
);

export const credentialsExpired = new Failure(
  Code.UNAUTHENTICATED,
  "CREDENTIALS_EXPIRED",
  "the credentials are no longer valid; nothing was done; get new ones and send them as authorization",
  { metadata: { field: "authorization" } },
);

export const emptyFrame = new Failure(
  Code.INVALID_ARGUMENT,
  "EMPTY_FRAME",
  "a frame of length 0 came; each frame is a 4-byte big-endian length and so many bytes of prism.v1.Request",
);

export const shuttingDown = new Failure(
  Code.UNAVAILABLE,
  "SHUTTING_DOWN",
  "this gateway is shutting down; nothing was done; connect again, or to another gateway",
  { retryAfterMs: 1_000 },
);

export const tooManyConnections = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "TOO_MANY_CONNECTIONS",
  "the gateway has as many connections as limits.maxConnections allows; share connections, or raise the limit",
  { retryAfterMs: 1_000 },
);

export const tooManyInFlight = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "TOO_MANY_IN_FLIGHT",
  "the gateway has as many requests in flight as limits.maxInFlight allows; nothing was done",
  { retryAfterMs: SHED_RETRY_AFTER_MS },
);

export const ringFull = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "OVERLOADED",
  "the worker of this namespace did not keep up; nothing was done",
  { retryAfterMs: SHED_RETRY_AFTER_MS },
);

export const workerLost = new Failure(
  Code.UNAVAILABLE,
  "WORKER_LOST",
  "the worker that held this request died; a write may or may not have been done: repeat it with an idempotency key",
  { retryAfterMs: 100 },
);

export const workerRestarting = new Failure(
  Code.UNAVAILABLE,
  "WORKER_RESTARTING",
  "the worker of this namespace is being started; nothing was done",
  { retryAfterMs: 100 },
);

export const namespaceDeleting = new Failure(
  Code.UNAVAILABLE,
  "NAMESPACE_DELETING",
  "the namespace is being deleted, and its requests wait for the outcome; nothing was done; try again",
  { retryAfterMs: 50 },
);

export function unknownCall(call: number): Failure {
  return new Failure(
    Code.UNIMPLEMENTED,
    "UNKNOWN_CALL",
    `this gateway has no call with field number ${call}; it may be older than the client`,
    { metadata: { field: "call" } },
  );
}

export function frameTooLarge(length: number, maxFrameBytes: number): Failure {
  return new Failure(
    Code.RESOURCE_EXHAUSTED,
    "FRAME_TOO_LARGE",
    `a frame of ${length} bytes came and limits.maxFrameBytes is ${maxFrameBytes}; if the length makes no sense, the client does not speak Prism's frames`,
    { metadata: { length: String(length), max_frame_bytes: String(maxFrameBytes) } },
  );
}

export const tooManyUnfinished = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "TOO_MANY_UNFINISHED_FRAMES",
  "too much has come of frames that are not whole, on connections without credentials; show them with a small request first, then send large ones",
  { retryAfterMs: 1_000 },
);

export const connectionClosed = new Failure(
  Code.UNAVAILABLE,
  "CONNECTION_CLOSED",
  "the gateway has closed the connection before it answered; a write may have been done; connect again",
  { retryAfterMs: 100 },
);

/** Of calls that only read, and of those that had not begun. */
export const callNotDone = new Failure(
  Code.UNAVAILABLE,
  "CALL_NOT_DONE",
  "the gateway has closed the connection before it answered; nothing was done; connect again",
  { retryAfterMs: 100 },
);

/** Whether nothing helps but another connection: the gateway goes, or the way to its workers is gone. */
export function isForGood(reason: string): boolean {
  return reason === shuttingDown.reason || reason === connectionClosed.reason || reason === callNotDone.reason;
}

export const tooManyWaiting = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "TOO_MANY_WAITING",
  "this connection has more calls waiting than the gateway keeps; nothing was done; wait for answers",
  { retryAfterMs: SHED_RETRY_AFTER_MS },
);

export function messageTooLarge(bytes: number, maxBytes: number): Failure {
  return new Failure(
    Code.RESOURCE_EXHAUSTED,
    "MESSAGE_TOO_LARGE",
    `the message has ${bytes} bytes; one has at most ${maxBytes}: send less at once, or raise limits.maxFrameBytes`,
    { metadata: { field: "message" } },
  );
}

export const gatewayFailed = new Failure(
  Code.INTERNAL,
  "GATEWAY_FAILED",
  "the gateway failed in a way that Prism does not know; this is a fault of the gateway, whose log has the cause",
);

export const unreadableAnswer = new Failure(
  Code.INTERNAL,
  "UNREADABLE_ANSWER",
  "the gateway could not read its own answer; this is a fault of the gateway",
);

import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import {
  MAX_PARKED_FETCHES,
  MAX_STREAM_SESSIONS,
  MAX_WAITING_PUBLISH_BYTES,
  SHED_RETRY_AFTER_MS,
} from "../../common/limits.ts";

/** What callers of streams are told that is not about one field. */

export const storeFailed = new Failure(
  Code.INTERNAL,
  "STORE_FAILED",
  "the store failed in a way Prism does not know; the log has the cause",
);

export const storeBusy = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "STORE_BUSY",
  `more than ${MAX_WAITING_PUBLISH_BYTES} bytes of messages wait for the store of this stream; nothing was done; try again later`,
  { retryAfterMs: SHED_RETRY_AFTER_MS },
);

export const tooManyFetches = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "TOO_MANY_FETCHES",
  `${MAX_PARKED_FETCHES} fetches wait for messages already, which is the most; fetch with fewer subscribers, or without waiting`,
  { retryAfterMs: 1_000 },
);

export const tooManySessions = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "TOO_MANY_SUBSCRIPTIONS",
  `${MAX_STREAM_SESSIONS} subscribers are being served already, which is the most; end those that are no longer needed`,
  { retryAfterMs: 1_000 },
);

export const leaseEnded = new Failure(
  Code.NOT_FOUND,
  "LEASE_ENDED",
  "the lease has ended: the message is done, or is delivered again; extend leases in time, or raise ack_timeout_ms",
);

export const groupNotFound = new Failure(
  Code.NOT_FOUND,
  "GROUP_NOT_FOUND",
  "the stream has no such group; a group is made by its first fetch or seek",
  { metadata: { field: "group" } },
);

export const noGroups = new Failure(
  Code.UNIMPLEMENTED,
  "STORE_LACKS_GUARANTEE",
  "the store of this stream has no groups; read without a group, or keep the stream in a store that has them",
  { metadata: { field: "group" } },
);

export const noIdempotency = new Failure(
  Code.UNIMPLEMENTED,
  "STORE_LACKS_GUARANTEE",
  "the store of this stream cannot keep an idempotency key together with its message; leave it out, or keep the stream in a store that can",
  { metadata: { field: "idempotency_key" } },
);

export const streamGone = new Failure(
  Code.UNAVAILABLE,
  "NAMESPACE_DELETING",
  "the namespace is being deleted, or its store is closed; try again later",
  { retryAfterMs: 1_000 },
);

export const deadlineBeforeSent = late("the message waited for its store longer than timeout_ms; nothing was done");
export const deadlineAtStore = late(
  "the store did not answer within timeout_ms; what was asked may have been done: repeat a publish with an idempotency key",
);

function late(message: string): Failure {
  return new Failure(Code.DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED", message, { metadata: { field: "timeout_ms" } });
}

/** Kept with a dead letter that was delivered as often as its namespace allows. */
export function attemptsExhausted(attempts: number): string {
  return `delivered ${attempts} times, as often as maxAttempts of the namespace allows`;
}

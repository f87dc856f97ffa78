import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { MAX_CREDITS, MAX_SUBSCRIPTIONS, MAX_SUBSCRIPTIONS_PER_CONNECTION } from "../../common/limits.ts";

/** What is said of subscriptions without asking a worker. */

export const malformedCall = new Failure(
  Code.INVALID_ARGUMENT,
  "MALFORMED_CALL",
  "the call is not a valid protobuf message of its type; check the client's generated code",
  { metadata: { field: "call" } },
);

export const subscriptionExists = new Failure(
  Code.ALREADY_EXISTS,
  "SUBSCRIPTION_EXISTS",
  "this connection has a subscription with this id, and it goes on; give each request an id of its own",
  { metadata: { field: "id" } },
);

export const subscriptionNotFound = new Failure(
  Code.NOT_FOUND,
  "SUBSCRIPTION_NOT_FOUND",
  "this connection has no subscription with this subscribe_id; it has ended, or another connection has it",
  { metadata: { field: "subscribe_id" } },
);

export const creditsOutOfRange = new Failure(
  Code.INVALID_ARGUMENT,
  "CREDITS_OUT_OF_RANGE",
  `credits is 0, or leaves the subscription with more than ${MAX_CREDITS}; none was added: give as many as messages were processed`,
  { metadata: { field: "credits" } },
);

export const tooManySubscriptionsHere = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "TOO_MANY_SUBSCRIPTIONS",
  `this connection has ${MAX_SUBSCRIPTIONS_PER_CONNECTION} subscriptions and fetches that wait; end some, or open another connection`,
);

export const tooManySubscriptions = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "TOO_MANY_SUBSCRIPTIONS",
  `this gateway has ${MAX_SUBSCRIPTIONS} subscriptions; leave some, or use another gateway`,
  { retryAfterMs: 1_000 },
);

export const tooManyFetches = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "TOO_MANY_FETCHES",
  "as many fetches wait for messages as this gateway lets; nothing was done; try again, or use another gateway",
  { retryAfterMs: 1_000 },
);

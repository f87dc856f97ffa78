import { Code } from "../../../common/codes.ts";
import { Failure } from "../../../common/failure.ts";
import { MAX_GROUPS_PER_STREAM } from "../../../common/limits.ts";
import { PrismError } from "../../../common/prism-error.ts";
import { NAMESPACE_GONE } from "../namespace-tasks.ts";
import { ServerError } from "../sql.ts";
import { GROUP_GONE, TOO_MANY_GROUPS } from "./group-functions.ts";

export const keyReused = new Failure(
  Code.INVALID_ARGUMENT,
  "IDEMPOTENCY_KEY_REUSED",
  "idempotency_key was used for a different message; give each message a key of its own",
  { metadata: { field: "idempotency_key" } },
);

export const positionInvalid = new Failure(
  Code.INVALID_ARGUMENT,
  "POSITION_INVALID",
  "position is none that this stream gives; use one that came with a message of it, or begin at earliest, latest or a time",
  { metadata: { field: "position" } },
);

export const streamGone = new Failure(
  Code.FAILED_PRECONDITION,
  "STORE_MISSING",
  "the stream was removed from its store while it was read; subscribe anew",
);

const groupGone = new Failure(
  Code.FAILED_PRECONDITION,
  "STORE_MISSING",
  "the group was dropped while it was at work; take part anew to make it again",
);

const tooManyGroups = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "TOO_MANY_GROUPS",
  `the stream has ${MAX_GROUPS_PER_STREAM} groups, which is the most: drop those that are no longer used`,
);

/** What the functions of the schema say by a SQLSTATE of their own. */
const own: Readonly<Record<string, Failure>> = {
  [NAMESPACE_GONE]: streamGone,
  [GROUP_GONE]: groupGone,
  [TOO_MANY_GROUPS]: tooManyGroups,
};

/** The error as callers are told; what the schema's functions say is put in the words of streams. */
export function inStreamWords(error: unknown): unknown {
  if (!(error instanceof PrismError) || !(error.cause instanceof ServerError)) return error;
  const failure = own[error.cause.code];
  return failure === undefined ? error : new PrismError(failure, { source: "backend", cause: error.cause });
}

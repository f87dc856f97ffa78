import { encodeProblem, problemHeaders, statusOf } from "../acceptor/http/problem.ts";
import type { Failure } from "../common/failure.ts";
import type { AdminAnswer } from "./admin-answer.ts";

/** A failure as the admin port tells it: `application/problem+json`. */
export function problemAnswer(failure: Failure): AdminAnswer {
  const headers: Record<string, string> = {};
  const list = problemHeaders(failure);
  for (let i = 0; i < list.length; i += 2) headers[list[i] as string] = list[i + 1] as string;
  const { "Content-Type": contentType = "", ...rest } = headers;
  const status = STATUS_OF_REASON[failure.reason] ?? statusOf(failure);
  return { status, contentType, body: `${encodeProblem(failure, status)}\n`, headers: rest };
}

/** Reasons that only this port has, and for which HTTP has a status that says more than the one of their code. */
const STATUS_OF_REASON: Readonly<Record<string, number>> = {
  ETAG_MISMATCH: 412,
  // What is there stands in the way, and not the request as such.
  NAMESPACE_DECLARED_IN_FILE: 409,
  NAMESPACE_FIELD_FIXED: 409,
  NAMESPACE_NOT_EMPTY: 409,
  NAMESPACE_UNSERVED: 409,
  CAPTURE_DECLARED: 409,
  CAPTURE_UNDER_WAY: 409,
  HEAP_TOO_LARGE: 409,
  WORKER_HOLDS_MEMORY: 409,
  POOL_FIXED: 409,
};

import { Failure } from "../common/failure.ts";

/** A failure as the caller of a traced request is told it: with the id to look for it by. */
export function tracedFailure(failure: Failure, traceId: string): Failure {
  const { code, reason, message, retryAfterMs, metadata } = failure;
  return new Failure(code, reason, message, { retryAfterMs, metadata: { ...metadata, trace_id: traceId } });
}

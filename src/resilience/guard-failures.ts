import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import { SHED_RETRY_AFTER_MS } from "../common/limits.ts";
import { PrismError } from "../common/prism-error.ts";
import type { CallKind } from "./guarded-call.ts";

/** The store has not answered an attempt in the time that it had. */
export function timedOut(kind: CallKind, timeoutMs: number): PrismError {
  const remedy =
    kind === "read"
      ? "try again, or allow more time"
      : kind === "write-once"
        ? "it may have been done: try again with the same idempotency key"
        : "it may have been done: read before you try again, or give writes an idempotency key";
  const message = `the store has not answered within ${Math.max(1, Math.round(timeoutMs))} ms; ${remedy}`;
  return new PrismError(new Failure(Code.DEADLINE_EXCEEDED, "STORE_TIMEOUT", message), {
    source: "backend",
    retry: kind === "write" ? "never" : "safe",
  });
}

/** The deadline was over before the store was asked at all. */
export function deadlineOver(): PrismError {
  const message = "the deadline passed before the store was asked; nothing was done: allow more time";
  return new PrismError(new Failure(Code.DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED", message), { retry: "safe" });
}

export function circuitOpen(backend: string, retryAfterMs: number, lastProblem: string): Failure {
  const because = lastProblem === "" ? "" : ` (${lastProblem})`;
  const message = `the store is left alone for a while, as it does not answer${because}; nothing was done: try again later`;
  return new Failure(Code.UNAVAILABLE, "STORE_CIRCUIT_OPEN", message, { retryAfterMs, metadata: { backend } });
}

export function busy(backend: string): Failure {
  const message = `more calls wait for the store than its settings bulkhead.maxCalls and bulkhead.maxBytes allow; nothing was done: try again later`;
  return new Failure(Code.RESOURCE_EXHAUSTED, "STORE_BUSY", message, {
    retryAfterMs: SHED_RETRY_AFTER_MS,
    metadata: { backend },
  });
}

/** The failure with the name of its backend, for whoever reads it outside. */
export function named(failure: Failure, backend: string): Failure {
  const { code, reason, message, retryAfterMs, metadata } = failure;
  if (metadata.backend !== undefined) return failure;
  return new Failure(code, reason, message, { retryAfterMs, metadata: { ...metadata, backend } });
}

/** The same for an error. */
export function withBackend(error: PrismError, backend: string): PrismError {
  const failure = named(error.failure, backend);
  if (failure === error.failure) return error;
  return new PrismError(failure, { source: error.source, retry: error.retry, cause: error.cause ?? error });
}

import type { Failure } from "./failure.ts";

/** Whose fault it was. */
export type ErrorSource = "client" | "gateway" | "backend";

/** Whether trying again can help: `never`, `safe` (nothing was done), or only on a `fresh-connection`. */
export type Retry = "never" | "safe" | "fresh-connection";

/** The one operating error. `cause` goes to the log and never to the client, who sees `failure` alone. */
export class PrismError extends Error {
  override name = "PrismError";
  readonly failure: Failure;
  readonly source: ErrorSource;
  readonly retry: Retry;

  constructor(failure: Failure, options: { source?: ErrorSource; retry?: Retry; cause?: unknown } = {}) {
    super(`${failure.reason}: ${failure.message}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.failure = failure;
    this.source = options.source ?? "gateway";
    this.retry = options.retry ?? "never";
  }
}

/** The failure inside any thrown value; what is no {@link PrismError} becomes `fallback`. */
export function failureOf(error: unknown, fallback: Failure): Failure {
  return error instanceof PrismError ? error.failure : fallback;
}

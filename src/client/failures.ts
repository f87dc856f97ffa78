import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import { largeValueTooLarge } from "../common/large-value-size.ts";
import { PrismError, type Retry } from "../common/prism-error.ts";

/**
 * The errors that the client makes by itself. `metadata.outcome` says what became of the call: `not_done`, or `unknown`
 * when it may have reached the gateway.
 */
type CallOutcome = "not_done" | "unknown";

export function addressInvalid(text: string, schemes: readonly string[]): PrismError {
  return invalid(
    "ADDRESS_INVALID",
    "address",
    `"${text}" is no address; give ${schemes.join("://, ")}:// and host:port, for example prism://127.0.0.1:7400`,
  );
}

export function tlsNotUsed(): PrismError {
  return invalid(
    "TLS_NOT_USED",
    "tls",
    "tls is given and the address has no TLS; use prisms:// or grpcs://, or leave tls out",
  );
}

export function tlsInvalid(what: string, cause?: unknown): PrismError {
  const message = `tls cannot be used: ${what}; give PEM, and a certificate with its key`;
  const failure = new Failure(Code.INVALID_ARGUMENT, "TLS_OPTION_INVALID", message, { metadata: { field: "tls" } });
  return local(failure, "never", cause);
}

/** The function that gives tokens did not. */
export function tokenUnavailable(cause: unknown): PrismError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return local(
    new Failure(Code.UNAUTHENTICATED, "TOKEN_UNAVAILABLE", `there is no token to come in with: ${why}`, {
      metadata: outcome("not_done"),
    }),
    "safe",
    cause,
  );
}

export function invalid(reason: string, field: string, message: string): PrismError {
  return local(new Failure(Code.INVALID_ARGUMENT, reason, message, { metadata: { field } }), "never");
}

export function connectFailed(address: string, cause: Error): PrismError {
  return local(
    new Failure(Code.UNAVAILABLE, "CONNECT_FAILED", `cannot connect to ${address}: ${cause.message}`, {
      metadata: outcome("not_done"),
    }),
    "safe",
    cause,
  );
}

export function adminUnreachable(address: string, why: string, cause: Error): PrismError {
  const failure = new Failure(Code.UNAVAILABLE, "ADMIN_UNREACHABLE", `cannot reach ${address}: ${why}`, {
    metadata: outcome("unknown"),
  });
  return local(failure, "never", cause);
}

export function connectionLost(
  address: string,
  isHandedOver: boolean,
  isRepeatable: boolean,
  cause: Error | null,
): PrismError {
  const what = `the connection to ${address} ended before the answer came${cause === null ? "" : ` (${cause.message})`}`;
  const advice = !isHandedOver
    ? "the request was not sent"
    : isRepeatable
      ? "the request may be repeated"
      : "the write may or may not have been done; with an idempotency key it could be repeated";
  const failure = new Failure(Code.UNAVAILABLE, "CONNECTION_LOST", `${what}; ${advice}`, {
    metadata: outcome(isHandedOver ? "unknown" : "not_done"),
  });
  return local(failure, isRepeatable || !isHandedOver ? "safe" : "never", cause ?? undefined);
}

export function deadlineExceeded(
  timeoutMs: number,
  isHandedOver: boolean,
  isWrite: boolean,
  cause: Error | null,
): PrismError {
  const state = !isHandedOver
    ? `and the request was never sent${cause === null ? "" : ` (${cause.message})`}`
    : isWrite
      ? "without an answer; the write may or may not have been done"
      : "without an answer";
  return local(
    new Failure(Code.DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED", `${timeoutMs} ms passed ${state}`, {
      metadata: outcome(isHandedOver ? "unknown" : "not_done"),
    }),
    "never",
    cause ?? undefined,
  );
}

export function cancelled(isHandedOver: boolean, cause: unknown): PrismError {
  return local(
    new Failure(Code.CANCELLED, "CANCELLED", "the caller's signal ended the call", {
      metadata: outcome(isHandedOver ? "unknown" : "not_done"),
    }),
    "never",
    cause,
  );
}

export function clientClosed(isHandedOver: boolean): PrismError {
  return local(
    new Failure(Code.CANCELLED, "CLIENT_CLOSED", "the client was closed before the call was answered", {
      metadata: outcome(isHandedOver ? "unknown" : "not_done"),
    }),
    "never",
  );
}

export function clientOverloaded(maxWaiting: number): PrismError {
  return local(
    new Failure(
      Code.RESOURCE_EXHAUSTED,
      "CLIENT_OVERLOADED",
      `${maxWaiting} calls wait for room on a connection already; await some answers before you send more`,
      { metadata: outcome("not_done") },
    ),
    "safe",
  );
}

export function requestTooLarge(frameBytes: number, maxFrameBytes: number): PrismError {
  return invalid(
    "REQUEST_TOO_LARGE",
    "request",
    `the request takes ${frameBytes} bytes and maxFrameBytes is ${maxFrameBytes}; send smaller values or fewer items`,
  );
}

/** The gateway's answer is not what the call asked for. */
/** The source of an upload has more than a value can have: it was read no further. */
export function valueTooLarge(): PrismError {
  return local(largeValueTooLarge("value"), "never");
}

/** What was read of a large value is not what was written. */
export function checksumMismatch(): PrismError {
  return local(
    new Failure(
      Code.DATA_LOSS,
      "CHECKSUM_MISMATCH",
      "what was read is not what was written, by the digest that was kept with it; read it again, or write it anew",
    ),
    "never",
  );
}

export function malformedAnswer(): PrismError {
  return local(
    new Failure(
      Code.INTERNAL,
      "MALFORMED_ANSWER",
      "the answer is not one to this call; is a Prism gateway at this address?",
      {
        metadata: outcome("unknown"),
      },
    ),
    "never",
  );
}

function outcome(value: CallOutcome): { outcome: CallOutcome } {
  return { outcome: value };
}

function local(failure: Failure, retry: Retry, cause?: unknown): PrismError {
  return new PrismError(
    failure,
    cause === undefined ? { source: "client", retry } : { source: "client", retry, cause },
  );
}

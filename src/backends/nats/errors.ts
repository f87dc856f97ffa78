import { ErrorCode } from "nats";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError, type Retry } from "../../common/prism-error.ts";

interface Row {
  readonly code: Code;
  readonly reason: string;
  readonly message: string;
  readonly retry: Retry;
  readonly retryAfterMs: number;
}

/** A server that starts again is there within some hundred milliseconds; a new leader takes about as long. */
const AWAY_RETRY_AFTER_MS = 250;
/** How long somebody takes to make room; sooner only adds load. */
const FULL_RETRY_AFTER_MS = 5_000;

function row(code: Code, reason: string, message: string, retryAfterMs = 0, retry?: Retry): Row {
  return { code, reason, message, retryAfterMs, retry: retry ?? (retryAfterMs === 0 ? "never" : "safe") };
}

const unavailable = row(
  Code.UNAVAILABLE,
  "STORE_UNAVAILABLE",
  "NATS cannot be reached, or its JetStream does not serve now; nothing was done. Check `url` and the server.",
  AWAY_RETRY_AFTER_MS,
);
/** A read is lost without harm; a write may have been done, and JetStream KV has no idempotency keys to find out. */
const lost = row(
  Code.UNAVAILABLE,
  "STORE_CONNECTION_LOST",
  "The connection to NATS was lost before the answer came: the write may have been done. Read, or write with if_version, before you try again.",
  AWAY_RETRY_AFTER_MS,
  "never",
);
const timeout = row(
  Code.DEADLINE_EXCEEDED,
  "STORE_TIMEOUT",
  "NATS did not answer in time: a write may have been done.",
);
const authentication = row(
  Code.UNAVAILABLE,
  "STORE_AUTHENTICATION_FAILED",
  "NATS refused the gateway's credentials: check `user` and `password`, `token`, `nkeySeed` or `credentials` of the backend.",
);
const permission = row(
  Code.FAILED_PRECONDITION,
  "STORE_PERMISSION_DENIED",
  "The gateway's NATS user may not do this: allow it to publish to `$JS.>`, `$KV.<prefix>…` and `<prefix>.>`, and to subscribe to `_INBOX.>`.",
);
const tooManyConnections = row(
  Code.RESOURCE_EXHAUSTED,
  "STORE_TOO_MANY_CONNECTIONS",
  "NATS takes no more connections: raise its `max_connections`, or the limit of the account.",
  FULL_RETRY_AFTER_MS,
);
const full = row(
  Code.RESOURCE_EXHAUSTED,
  "STORE_FULL",
  "JetStream has no room for this: raise the limits of the stream, the account or the server, or free space on its disk. Nothing was written.",
  FULL_RETRY_AFTER_MS,
);
const missing = row(
  Code.FAILED_PRECONDITION,
  "STORE_MISSING",
  "The JetStream stream or consumer behind this namespace is gone from the server, and what it held with it; the next call makes a new one.",
);
const tooLarge = row(
  Code.INVALID_ARGUMENT,
  "STORE_ITEM_TOO_BIG",
  "The item is larger than the NATS server takes: raise `max_payload` in its configuration.",
);
const noJetStream = row(
  Code.FAILED_PRECONDITION,
  "STORE_MISCONFIGURED",
  "JetStream is not enabled on the NATS server, or not for the gateway's account: start it with `-js`.",
);
const replicas = row(
  Code.FAILED_PRECONDITION,
  "STORE_MISCONFIGURED",
  "The NATS server cannot keep so many replicas: lower `replicas`, or add servers to its cluster.",
);
const contention = row(
  Code.ABORTED,
  "STORE_CONTENTION",
  "The item was changed by others again and again while it was being written: nothing was written. Try again later.",
  AWAY_RETRY_AFTER_MS,
);
const failed = row(Code.INTERNAL, "STORE_FAILED", "NATS refused what the gateway asked of it.");

/** By the client's error code. Source: nats.js, nats-base-client/core.ts, `ErrorCode`. */
const byClientCode: Readonly<Record<string, Row>> = {
  "503": unavailable,
  CONNECTION_REFUSED: unavailable,
  CONNECTION_TIMEOUT: unavailable,
  ECONNREFUSED: unavailable,
  ECONNRESET: unavailable,
  ENOTFOUND: unavailable,
  EAI_AGAIN: unavailable,
  EHOSTUNREACH: unavailable,
  ETIMEDOUT: unavailable,
  EPIPE: lost,
  CONNECTION_CLOSED: lost,
  CONNECTION_DRAINING: lost,
  DISCONNECT: lost,
  TIMEOUT: timeout,
  AUTHORIZATION_VIOLATION: authentication,
  AUTHENTICATION_EXPIRED: authentication,
  AUTHENTICATION_TIMEOUT: authentication,
  ACCOUNT_EXPIRED: authentication,
  BAD_AUTHENTICATION: authentication,
  BAD_CREDS: authentication,
  PERMISSIONS_VIOLATION: permission,
  MAX_PAYLOAD_EXCEEDED: tooLarge,
  // What the server says before it closes the connection; the client gives it this code.
  NATS_PROTOCOL_ERR: unavailable,
};

/** Whether the other side closed the connection. */
export function isHangUp(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === "string" && (byClientCode[code] === lost || code === "ECONNRESET");
}

/** By the `err_code` of an answer from JetStream. Source: nats-server, server/errors.json. */
const byApiCode: Readonly<Record<number, Row>> = {
  10002: full,
  10005: replicas,
  10008: unavailable,
  10009: unavailable,
  10014: missing,
  10023: full,
  10026: full,
  10027: full,
  10028: full,
  10039: noJetStream,
  10047: full,
  10054: tooLarge,
  10059: missing,
  10074: replicas,
  10076: noJetStream,
  10077: full,
};

/** An answer from JetStream that says no. */
export interface ApiError {
  readonly code: number;
  readonly err_code?: number;
  readonly description: string;
}

/** The write found another last message of its subject than it expected. */
const WRONG_LAST_SEQUENCE = 10071;
/** The same on newer servers, which may leave out what they expected. */
const WRONG_LAST_SEQUENCE_CONSTANT = 10164;

export function isWrongLastSequence({ err_code }: ApiError): boolean {
  return err_code === WRONG_LAST_SEQUENCE || err_code === WRONG_LAST_SEQUENCE_CONSTANT;
}

/** There is no message of this number, or under this subject. */
const NO_MESSAGE_FOUND = 10037;
/** The number given for removal has no message: one of these two. */
const SEQUENCE_NOT_FOUND = 10043;
const DELETE_FAILED = 10057;
export const STREAM_NOT_FOUND = 10059;
export const CONSUMER_NOT_FOUND = 10014;
/** A stream, or a consumer, of this name is there with other settings. */
export const STREAM_NAME_IN_USE = 10058;

/** The message that was to be removed is there no more. */
export function isGone({ err_code }: ApiError): boolean {
  return err_code === DELETE_FAILED || err_code === SEQUENCE_NOT_FOUND || err_code === NO_MESSAGE_FOUND;
}

/** The server says this in words before it closes a connection that is one too many. */
const TOO_MANY_CONNECTIONS = /maximum (account )?(active )?connections exceeded/i;
/** What Node.js and OpenSSL call what is wrong with a certificate or a handshake. */
const TLS_TROUBLE = /^(UNABLE_TO_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_|ERR_TLS_|ERR_SSL_)/;

/** What went wrong with the connection or a request, in Prism's words. */
export function toPrismError(error: unknown): PrismError {
  if (error instanceof PrismError) return error;
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  const text = typeof message === "string" ? message : "";
  if (TOO_MANY_CONNECTIONS.test(text)) return prismError(tooManyConnections, error);
  if (
    code === ErrorCode.Tls ||
    code === ErrorCode.ServerOptionNotAvailable ||
    (typeof code === "string" && TLS_TROUBLE.test(code))
  )
    return prismError(tlsRefused, error);
  return prismError(byClientCode[typeof code === "string" ? code : ""] ?? failed, error);
}

const tlsRefused = row(
  Code.UNAVAILABLE,
  "STORE_TLS_FAILED",
  "The TLS handshake with NATS failed: check `tls.ca`, `tls.certificate` and `tls.key`, and whether the URL should begin with `tls://`.",
);

/** What JetStream answered, in Prism's words. */
export function apiPrismError(error: ApiError): PrismError {
  const cause = new Error(`JetStream: ${error.description} (${error.err_code ?? error.code})`);
  return prismError(byApiCode[error.err_code ?? 0] ?? (error.code === 503 ? unavailable : failed), cause);
}

/** Nobody listens on the subject: JetStream, or this stream, is not there now. */
export function noResponders(): PrismError {
  return prismError(unavailable, new Error("no responders"));
}

export function connectionLost(isRead: boolean, cause: unknown): PrismError {
  return prismError(isRead ? { ...lost, retry: "safe", message: LOST_READ } : lost, cause);
}

const LOST_READ = "The connection to NATS was lost before the answer came; nothing was changed.";

/** Not even tried: the last attempt to connect was just now. */
export function stillAway(cause: unknown): PrismError {
  return prismError(unavailable, cause);
}

export function connectionClosed(): PrismError {
  return prismError(unavailable, new Error("the store is closed"));
}

export function timedOut(isRead: boolean): PrismError {
  return prismError(isRead ? { ...timeout, retry: "safe" } : timeout, new Error("no answer in time"));
}

export function streamMissing(name: string): PrismError {
  return prismError(missing, new Error(`the stream ${name} is gone`));
}

export function tooMuchContention(): PrismError {
  return prismError(contention, new Error("wrong last sequence, again and again"));
}

/** A secret of the backend cannot be read; the error's text never has the secret in it. */
export function settingProblem(setting: string, error: unknown): PrismError {
  const why = error instanceof Error ? error.message : "cannot be read";
  const message = `The setting \`${setting}\` of the NATS backend ${why}.`;
  return prismError(row(Code.FAILED_PRECONDITION, "STORE_MISCONFIGURED", message), error);
}

export function itemTooLarge(): PrismError {
  return prismError(tooLarge, new Error("over max_payload"));
}

export function jetStreamDisabled(): PrismError {
  return prismError(noJetStream, new Error("the server's INFO has no jetstream"));
}

function prismError(found: Row, cause: unknown): PrismError {
  const failure = new Failure(found.code, found.reason, found.message, { retryAfterMs: found.retryAfterMs });
  return new PrismError(failure, { source: "backend", retry: found.retry, cause });
}

import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError, type Retry } from "../../common/prism-error.ts";
import { ConnectionError, ServerError } from "./sql.ts";

interface Row {
  readonly code: Code;
  readonly reason: string;
  readonly message: string;
  readonly retry: Retry;
  readonly retryAfterMs: number;
}

/** A rival transaction has ended by then. */
const CONFLICT_RETRY_AFTER_MS = 20;
/** A server that restarts, or fails over, takes about so long. */
const RESTART_RETRY_AFTER_MS = 1_000;
/** Somebody has to do something first; sooner only adds load. */
const OPERATOR_RETRY_AFTER_MS = 5_000;

function row(code: Code, reason: string, message: string, retry: Retry = "never", retryAfterMs = 0): Row {
  return { code, reason, message, retry, retryAfterMs };
}

const unavailable = row(
  Code.UNAVAILABLE,
  "STORE_UNAVAILABLE",
  "PostgreSQL cannot be reached, or is starting or stopping: check the backend's url and the server.",
  "safe",
  RESTART_RETRY_AFTER_MS,
);
const lost = row(
  Code.UNAVAILABLE,
  "STORE_CONNECTION_LOST",
  "The connection to PostgreSQL broke off while it wrote, so that the write may have been done: try again with an idempotency key.",
  "never",
  RESTART_RETRY_AFTER_MS,
);
const silent = row(
  Code.DEADLINE_EXCEEDED,
  "STORE_TIMEOUT",
  "PostgreSQL did not answer in time; a write may have been done: try again with an idempotency key.",
);
const silentRead = row(Code.DEADLINE_EXCEEDED, "STORE_TIMEOUT", "PostgreSQL did not answer in time.", "safe");
const gaveUp = row(
  Code.DEADLINE_EXCEEDED,
  "STORE_TIMEOUT",
  "PostgreSQL gave the statement up: it took longer than the backend's statementTimeout, or somebody cancelled it.",
  "safe",
);
const conflict = row(
  Code.ABORTED,
  "STORE_CONFLICT",
  "Another transaction of PostgreSQL was in the way, so nothing was done: try again.",
  "safe",
  CONFLICT_RETRY_AFTER_MS,
);
const authentication = row(
  Code.UNAVAILABLE,
  "STORE_AUTHENTICATION_FAILED",
  "PostgreSQL refuses the user: check user, password and database in the backend's url, and the server's pg_hba.conf.",
  "never",
  OPERATOR_RETRY_AFTER_MS,
);
const denied = row(
  Code.FAILED_PRECONDITION,
  "STORE_PERMISSION_DENIED",
  "The user of the backend's url may not do this in PostgreSQL: give it the schema that the backend names, or CREATE on the database.",
);
const readOnly = row(
  Code.UNAVAILABLE,
  "STORE_READ_ONLY",
  "PostgreSQL takes no writes: it is a standby, or read-only. Point the backend's url at the primary.",
  "never",
  RESTART_RETRY_AFTER_MS,
);
const full = row(
  Code.RESOURCE_EXHAUSTED,
  "STORE_FULL",
  "PostgreSQL has no room: free space on its disk; nothing of this batch was written.",
  "safe",
  OPERATOR_RETRY_AFTER_MS,
);
const busy = row(
  Code.RESOURCE_EXHAUSTED,
  "STORE_OUT_OF_MEMORY",
  "PostgreSQL could not get memory, or ran into a limit of its configuration.",
  "safe",
  RESTART_RETRY_AFTER_MS,
);
const tooManyConnections = row(
  Code.RESOURCE_EXHAUSTED,
  "STORE_TOO_MANY_CONNECTIONS",
  "PostgreSQL takes no more connections: lower the backend's connections, or raise max_connections of the server.",
  "safe",
  RESTART_RETRY_AFTER_MS,
);
const missing = row(
  Code.FAILED_PRECONDITION,
  "STORE_MISSING",
  "A table of Prism is gone from PostgreSQL, or the database is: restore it; where nothing was kept in it, the next call makes the tables anew.",
);
const corrupt = row(
  Code.DATA_LOSS,
  "STORE_CORRUPT",
  "PostgreSQL reports damaged data: see its log, and restore it from a backup.",
);
const ioError = row(
  Code.UNAVAILABLE,
  "STORE_IO_ERROR",
  "The disk of PostgreSQL reports an error: see its log.",
  "safe",
  RESTART_RETRY_AFTER_MS,
);
const tooBig = row(Code.INVALID_ARGUMENT, "STORE_ITEM_TOO_BIG", "The item is larger than PostgreSQL can keep.");
const failed = row(Code.INTERNAL, "STORE_FAILED", "PostgreSQL refused a statement of the gateway.");

/**
 * By SQLSTATE, then by its class, the first two characters. Whatever the server says itself has undone the statement.
 * Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const table: Readonly<Record<string, Row>> = {
  "08": unavailable,
  "08004": authentication,
  "08P01": failed,
  "25006": readOnly,
  "28": authentication,
  "3D000": authentication,
  "3F000": missing,
  "40": conflict,
  "42501": denied,
  "42883": missing,
  "42P01": missing,
  "53": busy,
  "53100": full,
  "53300": tooManyConnections,
  "54000": tooBig,
  "55P03": conflict,
  PRM01: conflict,
  "57014": gaveUp,
  "57P": unavailable,
  "57P05": unavailable,
  "58": ioError,
  "58030": ioError,
  XX001: corrupt,
  XX002: corrupt,
};

/** What certificates and addresses are refused for, by the code of Node.js. */
const TLS_CODES = /CERT|^ERR_TLS|SELF_SIGNED|UNABLE_TO_/;

const untrusted = row(
  Code.UNAVAILABLE,
  "STORE_AUTHENTICATION_FAILED",
  "PostgreSQL's certificate is not trusted, or it has no TLS: check the backend's tls and ca, and ssl of the server.",
  "never",
  OPERATOR_RETRY_AFTER_MS,
);

/**
 * What went wrong, in Prism's words. `isRepeatable` says whether what was asked may be done twice without changing
 * anything: then a broken connection is no riddle.
 */
export function toPrismError(error: unknown, isRepeatable: boolean): PrismError {
  if (error instanceof PrismError) return error;
  const { code, reason, message, retry, retryAfterMs } = rowOf(error, isRepeatable);
  const failure = new Failure(code, reason, message, { retryAfterMs });
  return new PrismError(failure, { source: "backend", retry, cause: error });
}

function rowOf(error: unknown, isRepeatable: boolean): Row {
  if (error instanceof ServerError)
    return table[error.code] ?? table[error.code.slice(0, 3)] ?? table[error.code.slice(0, 2)] ?? failed;
  if (!(error instanceof ConnectionError)) return failed;
  if (error.kind === "silent") return isRepeatable ? silentRead : silent;
  if (error.kind === "lost") return isRepeatable ? unavailable : lost;
  const { code, message } = (error.cause ?? {}) as { code?: unknown; message?: unknown };
  // pg's own words, where the server asks for a password and there is none.
  if (/^SASL: /.test(String(message))) return authentication;
  const isTls = TLS_CODES.test(String(code)) || /does not support SSL/.test(String(message));
  return isTls ? untrusted : unavailable;
}

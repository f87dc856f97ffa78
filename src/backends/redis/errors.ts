import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError, type Retry } from "../../common/prism-error.ts";
import { RedisError } from "./resp/redis-error.ts";

interface Row {
  readonly code: Code;
  readonly reason: string;
  readonly message: string;
  readonly retry: Retry;
  readonly retryAfterMs: number;
}

/** A server that starts, fails over or is busy with a script is itself again within a second or so. */
const SOON_MS = 200;
/** Somebody has to do something about it. */
const LATER_MS = 5_000;

function row(code: Code, reason: string, message: string, retryAfterMs = 0, retry: Retry = "safe"): Row {
  return { code, reason, message, retry: retryAfterMs === 0 ? "never" : retry, retryAfterMs };
}

const unavailable = row(
  Code.UNAVAILABLE,
  "STORE_UNAVAILABLE",
  "The Redis server cannot be reached: check that it runs, and `url` of the backend.",
  SOON_MS,
);
const lost = row(
  Code.UNAVAILABLE,
  "STORE_CONNECTION_LOST",
  "The connection to Redis was lost before it had answered: a write may have been done. With an idempotency key it can be tried again.",
  SOON_MS,
  "fresh-connection",
);
const timedOut = row(
  Code.DEADLINE_EXCEEDED,
  "STORE_TIMEOUT",
  "Redis did not answer in time: a write may have been done, or may yet be. With an idempotency key it can be tried again.",
  SOON_MS,
  "fresh-connection",
);
const unauthenticated = row(
  Code.UNAVAILABLE,
  "STORE_AUTHENTICATION_FAILED",
  "Redis refuses the user or the password: check the ones in `url` of the backend.",
  LATER_MS,
);
const notPermitted = row(
  Code.FAILED_PRECONDITION,
  "STORE_PERMISSION_DENIED",
  "The user in `url` of the backend lacks a right in Redis: allow it the commands and the keys of the backend's `keyPrefix`, see the page on Redis.",
);
const readOnly = row(
  Code.UNAVAILABLE,
  "STORE_READ_ONLY",
  "This Redis server is a replica and cannot be written: `url` of the backend must lead to the primary. During a failover it soon does.",
  SOON_MS,
);
const full = row(
  Code.RESOURCE_EXHAUSTED,
  "STORE_FULL",
  "Redis has reached `maxmemory` and may not evict: delete items, or raise it; nothing was written.",
  LATER_MS,
);
const diskTrouble = row(
  Code.UNAVAILABLE,
  "STORE_READ_ONLY",
  "Redis takes no writes because it cannot save to its disk: see its log; nothing was written.",
  LATER_MS,
);
const starting = row(Code.UNAVAILABLE, "STORE_UNAVAILABLE", "Redis is loading its data and answers soon.", SOON_MS);
const busy = row(
  Code.UNAVAILABLE,
  "STORE_UNAVAILABLE",
  "Redis is busy with a script that takes long, of whoever it is; nothing was done.",
  SOON_MS,
);
const noReplicas = row(
  Code.UNAVAILABLE,
  "STORE_READ_ONLY",
  "Redis takes no writes while fewer replicas follow it than `min-replicas-to-write` demands.",
  LATER_MS,
);
const noPrimary = row(
  Code.UNAVAILABLE,
  "STORE_UNAVAILABLE",
  "The Redis server or cluster has no primary that works: it waits for a failover.",
  SOON_MS,
);
const cluster = row(
  Code.FAILED_PRECONDITION,
  "STORE_UNSUPPORTED",
  "The server is a node of a Redis Cluster, which Prism speaks to through one address only: put a proxy for clusters before it, or name a server by itself in `url`.",
);
const tooManyConnections = row(
  Code.RESOURCE_EXHAUSTED,
  "STORE_TOO_MANY_CONNECTIONS",
  "Redis has as many clients as `maxclients` allows: raise it, or lower `connections` of the backend.",
  LATER_MS,
);
const failed = row(
  Code.INTERNAL,
  "STORE_FAILED",
  "Redis refused a command of the gateway in a way that Prism does not know; the log has the cause.",
);

/**
 * By the first word of what the server answers, and by errno for what befalls a socket. The server says each of these before it
 * does anything. Source: the `shared` errors in `server.c` of Redis 7, and the texts in `script.c` and `cluster.c`.
 */
const table: Readonly<Record<string, Row>> = {
  OOM: full,
  READONLY: readOnly,
  NOAUTH: unauthenticated,
  WRONGPASS: unauthenticated,
  NOPERM: notPermitted,
  DENIED: notPermitted,
  LOADING: starting,
  BUSY: busy,
  MASTERDOWN: noPrimary,
  CLUSTERDOWN: noPrimary,
  TRYAGAIN: noPrimary,
  MOVED: cluster,
  ASK: cluster,
  CROSSSLOT: cluster,
  NOREPLICAS: noReplicas,
  MISCONF: diskTrouble,
  UNBLOCKED: noPrimary,
  MAXCLIENTS: tooManyConnections,
};

/** Errors that begin with ERR, told apart by their text. */
const texts: readonly (readonly [RegExp, Row])[] = [
  [/max number of clients/, tooManyConnections],
  [/invalid password|invalid username-password|without any password/i, unauthenticated],
  [
    /DB index is out of range|invalid DB index/i,
    row(
      Code.FAILED_PRECONDITION,
      "STORE_MISSING",
      "Redis has no database of the number in `url` of the backend: name one that it has.",
    ),
  ],
  [
    /unknown command/i,
    row(
      Code.FAILED_PRECONDITION,
      "STORE_UNSUPPORTED",
      "The server lacks a command that Prism needs: it must be Redis 6.2 or newer, or Valkey, with scripts allowed.",
    ),
  ],
];

/** A server that is too old. */
export function unsupported(version: string): RedisError {
  return new RedisError(`ERR unknown command: the server is Redis ${version}`);
}

/** What befell a call before it was sent: nothing was done. */
export function notSent(cause: unknown): PrismError {
  if (cause instanceof PrismError) return cause;
  return toError(cause instanceof RedisError ? rowOf(cause) : (certificateTrouble(cause) ?? unavailable), cause);
}

/** The connection ended while a call was under way. */
export function connectionLost(cause: unknown): PrismError {
  return toError(lost, cause);
}

export function timeout(): PrismError {
  return toError(timedOut, undefined);
}

/** What went wrong, in Prism's words. */
export function toPrismError(error: unknown): PrismError {
  if (error instanceof PrismError) return error;
  return toError(error instanceof RedisError ? rowOf(error) : failed, error);
}

function rowOf(error: RedisError): Row {
  const found = table[error.prefix];
  if (found !== undefined) return found;
  return texts.find(([text]) => text.test(error.message))?.[1] ?? failed;
}

function toError(found: Row, cause: unknown): PrismError {
  const failure = new Failure(found.code, found.reason, found.message, { retryAfterMs: found.retryAfterMs });
  return new PrismError(failure, { source: "backend", retry: found.retry, cause });
}

/** TLS fails in ways that waiting does not mend. */
function certificateTrouble(error: unknown): Row | null {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== "string" || !/^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS|ERR_SSL|EPROTO)/.test(code))
    return null;
  return untrusted;
}

const untrusted = row(
  Code.UNAVAILABLE,
  "STORE_TLS_FAILED",
  "The TLS connection to Redis cannot be made: check that the server speaks TLS, and that `ca` of the backend has the authority that signed its certificate for the host in `url`.",
  LATER_MS,
);

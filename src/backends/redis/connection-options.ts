import { readFileSync } from "node:fs";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import type { redisBackend } from "../../config/backends/redis.ts";
import { readSecret } from "../../config/secret.ts";
import { readServerUrl } from "../../config/server-url.ts";
import type { ValueOf } from "../../config/setting.ts";
import type { StoreSurroundings } from "../networked-contract.ts";
import type { ConnectionOptions } from "./resp/connection.ts";

export type RedisSettings = ValueOf<typeof redisBackend>;

/** What a connection is opened with. Reads `url` and `ca` where they stand; throws a PrismError that says which is wrong. */
export function connectionOptions(settings: RedisSettings, { worker, random }: StoreSurroundings): ConnectionOptions {
  const url = naming("url", () => readServerUrl(settings.url));
  const database = naming("url", () => databaseOf(url));
  const isTls = url.protocol === "rediss:";
  const { ca } = settings;
  const sentinels = settings.sentinels.map(sentinelOf);
  if (sentinels.length > 0 && isTls)
    throw wrong("sentinels", "cannot be used with a `url` that begins with `rediss://`");
  if (ca !== null && !isTls) throw wrong("ca", "goes with a `url` that begins with `rediss://`");
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const delayMs = (attempt: number): number => {
    const longestMs = Math.min(settings.maxReconnectDelayMs, FIRST_DELAY_MS * 2 ** Math.min(attempt - 1, 16));
    return Math.ceil((longestMs * (1 + random())) / 2);
  };
  const tls = ca === null ? {} : { ca: naming("ca", () => readFileSync(ca)) };
  return {
    host,
    port: url.port === "" ? DEFAULT_PORT : Number(url.port),
    ...(url.username === "" ? {} : { username: decodeURIComponent(url.username) }),
    ...(url.password === "" ? {} : { password: decodeURIComponent(url.password) }),
    database,
    ...(isTls ? { tls: { ...tls, servername: /^[\d.]+$|:/.test(host) ? "" : host } } : {}),
    ...(sentinels.length > 0 ? { sentinels, name: host, sentinelRetryStrategy: delayMs } : {}),
    ...(settings.sentinelPassword === null ? {} : { sentinelPassword: sentinelPasswordOf(settings.sentinelPassword) }),
    connectTimeout: settings.connectTimeoutMs,
    clientName: `prism-worker-${worker}`,
    retryStrategy: delayMs,
  };
}

/** What all keys begin with; braces would decide about their slots. */
export function keyPrefixOf({ keyPrefix }: RedisSettings): string {
  if (/[{}]/.test(keyPrefix)) throw wrong("keyPrefix", "may not have `{` or `}`");
  return keyPrefix;
}

function sentinelOf(text: string): { readonly host: string; readonly port: number } {
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  if (host === undefined) throw wrong("sentinels", "must be a list of `host:port`");
  return { host: host.replace(/^\[(.*)\]$/, "$1"), port: Number(port) };
}

function sentinelPasswordOf(reference: string): string {
  return naming("sentinelPassword", () => Buffer.from(readSecret(reference)).toString("utf8"));
}

function databaseOf(url: URL): number {
  const path = url.pathname.replace(/^\//, "");
  if (!/^\d{0,5}$/.test(path)) throw new Error("has a path that is not the number of a database");
  return Number(path);
}

function naming<T>(setting: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw wrong(setting, error instanceof Error ? error.message : String(error));
  }
}

function wrong(setting: string, what: string): PrismError {
  const failure = new Failure(
    Code.FAILED_PRECONDITION,
    "STORE_MISCONFIGURED",
    `\`${setting}\` of the Redis backend ${what}`,
  );
  return new PrismError(failure, { source: "backend" });
}

const DEFAULT_PORT = 6379;
const FIRST_DELAY_MS = 20;

import { readFileSync } from "node:fs";
import type { ConnectionOptions } from "node:tls";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import { readServerUrl } from "../../config/server-url.ts";
import type { PostgresSettings } from "./settings.ts";

export type TlsMode = "off" | "require" | "verify-ca" | "verify-full";

/** Where the server is, and who asks. */
export interface ServerAddress {
  /** A name, an address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly tlsMode: TlsMode;
  /** A file with certificates; null = those that Node.js trusts. */
  readonly ca: string | null;
  /** What `tlsMode` and `ca` come to for Node.js; null = no TLS. */
  readonly tls: ConnectionOptions | null;
}

const DEFAULT_PORT = 5432;

/** What the settings `url`, `tls` and `ca` say. Throws a {@link PrismError} that names the one at fault. */
export function readServerAddress(settings: PostgresSettings): ServerAddress {
  const url = readUrl(settings.url);
  if (url.search !== "" || url.hash !== "")
    throw wrong("url", `has ${url.search}${url.hash}: what a URL may say there stands in settings of the backend`);
  const host = decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, "$1");
  if (host === "") throw wrong("url", "names no host");
  if (url.username === "") throw wrong("url", "names no user: postgres://USER@HOST/DATABASE");
  const user = decodeURIComponent(url.username);
  const tlsMode = settings.tls === "auto" ? (isLocal(host) ? "off" : "verify-full") : settings.tls;
  return {
    host,
    port: url.port === "" ? DEFAULT_PORT : Number(url.port),
    user,
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)) || user,
    tlsMode,
    ca: settings.ca,
    tls: tlsOptions(tlsMode, settings.ca),
  };
}

function readUrl(setting: string): URL {
  try {
    return readServerUrl(setting);
  } catch (error) {
    throw wrong("url", (error as Error).message, error);
  }
}

function tlsOptions(mode: TlsMode, ca: string | null): ConnectionOptions | null {
  if (mode === "off") return null;
  if (mode === "require") return { rejectUnauthorized: false };
  const options: ConnectionOptions = ca === null ? {} : { ca: readCa(ca) };
  return mode === "verify-full" ? options : { ...options, checkServerIdentity: () => undefined };
}

function isLocal(host: string): boolean {
  return host.startsWith("/") || host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function readCa(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw wrong("ca", `cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"})`, error);
  }
}

function wrong(setting: string, problem: string, cause?: unknown): PrismError {
  const message = `The setting ${setting} of the PostgreSQL backend ${problem}.`;
  return new PrismError(new Failure(Code.FAILED_PRECONDITION, "STORE_MISCONFIGURED", message), {
    source: "backend",
    cause,
  });
}

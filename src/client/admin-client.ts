import type { ConnectionOptions } from "node:tls";
import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import { PrismError } from "../common/prism-error.ts";
import { bearer, type TokenSource } from "./access-token.ts";
import * as failures from "./failures.ts";
import { type HttpAnswer, type HttpRequest, requestHttp } from "./http-request.ts";

export interface AdminClientOptions {
  /** For each call. */
  readonly timeoutMs: number;
  /** Undefined = come without credentials. */
  readonly token: TokenSource | undefined;
  readonly tls: ConnectionOptions;
  readonly signal: AbortSignal;
}

export interface AdminCall {
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What was answered: a JSON object, and the headers. */
export interface AdminResult {
  readonly status: number;
  readonly headers: HttpAnswer["headers"];
  readonly body: Readonly<Record<string, unknown>>;
}

/** The admin API of a gateway, over HTTP with JSON. Every failure is a PrismError, as through any other door. */
export class AdminClient {
  private readonly url: URL;
  private readonly options: AdminClientOptions;
  private token: string | null = null;

  /** @param url of the admin port: `http://127.0.0.1:7403`. */
  constructor(url: URL, options: AdminClientOptions) {
    this.url = url;
    this.options = options;
  }

  /** @param path from `/v1/` on; whoever makes it escapes names in it. */
  async call(method: string, path: string, { body, query = {}, headers = {} }: AdminCall = {}): Promise<AdminResult> {
    const url = new URL(path, this.url);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const answer = await this.ask(url, {
      method,
      body: body === undefined ? "" : JSON.stringify(body),
      headers: {
        Accept: "application/json",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(await this.authorization()),
        ...headers,
      },
      maxCharacters: MAX_CHARACTERS,
      timeoutMs: this.options.timeoutMs,
    });
    const read = readObject(answer.text);
    if (answer.status >= 400) throw failureIn(answer.status, read);
    if (read === null || answer.status < 200 || answer.status >= 300) throw failures.malformedAnswer();
    return { status: answer.status, headers: answer.headers, body: read };
  }

  /** The text of an answer that takes `workMs` to make, and may have `maxCharacters`. */
  async download(
    method: string,
    path: string,
    {
      query,
      workMs,
      maxCharacters,
    }: { query: Readonly<Record<string, string>>; workMs: number; maxCharacters: number },
  ): Promise<string> {
    const url = new URL(path, this.url);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const headers = { Accept: "application/json", ...(await this.authorization()) };
    const timeoutMs = this.options.timeoutMs + workMs;
    const { status, text } = await this.ask(url, { method, body: "", headers, maxCharacters, timeoutMs });
    if (status !== 200) throw failureIn(status, readObject(text));
    return text;
  }

  private async authorization(): Promise<Record<string, string>> {
    const { token } = this.options;
    if (token === undefined) return {};
    this.token ??= typeof token === "function" ? await token() : token;
    return { Authorization: bearer(this.token) };
  }

  private async ask(
    url: URL,
    { timeoutMs, ...request }: Omit<HttpRequest, "signal" | "tls"> & { readonly timeoutMs: number },
  ): Promise<HttpAnswer> {
    const { signal, tls } = this.options;
    const timeout = AbortSignal.timeout(timeoutMs);
    const both = AbortSignal.any([signal, timeout]);
    try {
      return await requestHttp(url, { ...request, signal: both, tls });
    } catch (error) {
      if (signal.aborted) throw failures.cancelled(true, error);
      if (timeout.aborted) throw failures.deadlineExceeded(timeoutMs, true, request.method !== "GET", null);
      const cause = error as NodeJS.ErrnoException;
      throw failures.adminUnreachable(url.origin, cause.message || String(cause.code), cause);
    }
  }
}

/** A page of a thousand namespaces with some rules each. */
const MAX_CHARACTERS = 64 * 1024 * 1024;

function readObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** The failure in a problem+json; what is none comes from something else than a gateway. */
function failureIn(status: number, problem: Readonly<Record<string, unknown>> | null): PrismError {
  const { code, reason, detail, retryAfterMs, metadata } = problem ?? {};
  const known = Object.entries(Code).find(([name]) => name === code)?.[1];
  if (known === undefined || typeof reason !== "string") {
    const message = `the admin door answered with status ${status}; is a Prism gateway at this address?`;
    return new PrismError(new Failure(Code.UNKNOWN, "MALFORMED_ANSWER", message));
  }
  const failure = new Failure(known, reason, String(detail ?? reason), {
    retryAfterMs: typeof retryAfterMs === "number" ? retryAfterMs : 0,
    metadata: texts(metadata),
  });
  return new PrismError(failure, { retry: failure.retryAfterMs > 0 ? "safe" : "never" });
}

function texts(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]));
}

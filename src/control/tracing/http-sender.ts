import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { SpanEncoding } from "../../tracing/span-encoding.ts";
import type { SendOutcome, SpanSender } from "./span-sender.ts";

export interface HttpSenderParts {
  /** Without `/v1/traces`. */
  readonly endpoint: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly isCompressed: boolean;
  readonly encoding: SpanEncoding;
}

/** OTLP over HTTP, with one connection that is kept. Source: https://opentelemetry.io/docs/specs/otlp/#otlphttp */
export class HttpSender implements SpanSender {
  private readonly parts: HttpSenderParts;
  private readonly url: URL;
  private readonly agent: HttpAgent;

  constructor(parts: HttpSenderParts) {
    this.parts = parts;
    this.url = new URL(`${parts.endpoint.replace(/\/+$/, "")}/v1/traces`);
    const options = { keepAlive: true, maxSockets: 1 };
    this.agent = this.url.protocol === "https:" ? new HttpsAgent(options) : new HttpAgent(options);
  }

  async send(request: Uint8Array, timeoutMs: number): Promise<SendOutcome> {
    try {
      const body = this.parts.isCompressed ? await compress(request) : request;
      const answer = await this.post(body, timeoutMs);
      return this.outcomeOf(answer, await readBody(answer));
    } catch (error) {
      const { message, code } = error as NodeJS.ErrnoException;
      return {
        kind: "again",
        problem: code === "ABORT_ERR" ? `no answer within ${timeoutMs} ms` : message,
        afterMs: 0,
      };
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private post(body: Uint8Array, timeoutMs: number): Promise<IncomingMessage> {
    const { headers, isCompressed, encoding } = this.parts;
    const send = this.url.protocol === "https:" ? requestHttps : requestHttp;
    return new Promise((resolve, reject) => {
      const options = {
        method: "POST",
        agent: this.agent,
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          ...Object.fromEntries(headers),
          "Content-Type": encoding.contentType,
          "Content-Length": body.length,
          ...(isCompressed ? { "Content-Encoding": "gzip" } : {}),
        },
      };
      send(this.url, options, resolve).on("error", reject).end(body);
    });
  }

  private outcomeOf({ statusCode = 0, headers }: IncomingMessage, body: Buffer): SendOutcome {
    if (statusCode >= 200 && statusCode < 300)
      return { kind: "taken", rejected: this.parts.encoding.readRejected(body) };
    const problem = `the collector answered ${statusCode}`;
    if (!RETRYABLE.has(statusCode)) return { kind: "refused", problem };
    const seconds = Number(headers["retry-after"] ?? 0);
    return { kind: "again", problem, afterMs: seconds > 0 ? seconds * 1000 : 0 };
  }
}

const compress = promisify<Uint8Array, Buffer>(gzip);
/** All others are not to be tried again, says OTLP. */
const RETRYABLE: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** An answer says in a few bytes what was refused; of a page of a proxy that stands in between, nothing matters. */
const MAX_ANSWER_BYTES = 64 * 1024;

async function readBody(answer: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes <= MAX_ANSWER_BYTES) parts.push(part);
  }
  return Buffer.concat(parts);
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { HTTP_BODY_TIMEOUT_MS } from "../../common/limits.ts";
import type { Identity } from "../../security/authenticator.ts";
import type { HttpAnswer, HttpBody, HttpExchange, HttpHead } from "./exchange.ts";
import { NodeBody } from "./node-body.ts";
import type { OpenExchanges, UnreadAnswer } from "./open-exchanges.ts";
import { RequestHeaders } from "./request-headers.ts";

/** An exchange over Node's own HTTP server. */
export class NodeExchange implements HttpExchange, UnreadAnswer {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers = new RequestHeaders();
  readonly identity: Identity | null;
  isOver = false;
  onGone: (() => void) | null = null;
  private readonly request: IncomingMessage;
  private readonly response: ServerResponse;
  private readonly open: OpenExchanges;
  private isSettled = false;

  constructor(request: IncomingMessage, response: ServerResponse, identity: Identity | null, open: OpenExchanges) {
    const target = request.url ?? "";
    const mark = target.indexOf("?");
    this.request = request;
    this.response = response;
    this.identity = identity;
    this.open = open;
    this.method = request.method ?? "";
    this.path = mark === -1 ? target : target.slice(0, mark);
    this.query = mark === -1 ? "" : target.slice(mark + 1);
    const { rawHeaders } = request;
    for (let i = 0; i < rawHeaders.length; i += 2) {
      this.headers.add((rawHeaders[i] as string).toLowerCase(), toText(rawHeaders[i + 1] as string));
    }
    open.begin();
    response.on("close", () => this.settle());
    // Whoever breaks off is gone, which "close" tells.
    response.on("error", () => undefined);
    request.on("error", () => undefined);
  }

  get peer(): string {
    return this.request.socket.remoteAddress ?? "";
  }

  readBody(onChunk: (chunk: Buffer, isLast: boolean) => void): void {
    this.request.on("data", (chunk: Buffer) => onChunk(chunk, false));
    this.request.on("end", () => onChunk(nothing, true));
  }

  pauseBody(): void {
    this.request.pause();
  }

  resumeBody(): void {
    this.request.resume();
  }

  begin({ status, headers, totalBytes, isLast }: HttpHead): HttpBody {
    const { response } = this;
    this.boundRest();
    if (!this.isOver) {
      if (isLast) response.shouldKeepAlive = false;
      response.writeHead(status, [...headers, "Content-Length", String(totalBytes)]);
      response.setTimeout(STALL_MS, () => this.cut());
    }
    return new NodeBody(response, { answer: this, open: this.open, totalBytes, onEnd: () => this.over() });
  }

  send({ status, headers, body, isHeadOnly, isLast, totalBytes }: HttpAnswer): void {
    if (this.isOver) return;
    this.isOver = true;
    this.boundRest();
    const { response } = this;
    if (isLast) response.shouldKeepAlive = false;
    const bytes = totalBytes ?? (body === null ? -1 : Buffer.byteLength(body));
    const length = bytes < 0 ? [] : ["Content-Length", String(bytes)];
    response.writeHead(status, [...headers, ...length]);
    if (body === null || isHeadOnly) response.end();
    // Node keeps what the socket does not take, and the body is only borrowed.
    else response.end(typeof body === "string" ? body : Buffer.from(body));
    if (response.writableLength > STALL_BYTES) this.watch();
  }

  cut(): void {
    // At once, though its end is told later: else those behind it would be cut off too.
    this.open.release(this);
    this.response.destroy();
  }

  /** Its answer is given to the socket. */
  private over(): void {
    this.isOver = true;
  }

  /** What has not come of a body that the answer does not wait for may take so long, though nobody reads it. */
  private boundRest(): void {
    const { request } = this;
    if (request.complete) return;
    const timer = setTimeout(() => {
      if (!request.complete) request.socket.destroy();
    }, HTTP_BODY_TIMEOUT_MS).unref();
    request.once("close", () => clearTimeout(timer));
  }

  /** The client has to take the answer, or it is cut off. */
  private watch(): void {
    this.open.keep(this, this.response.writableLength);
    this.response.setTimeout(STALL_MS, () => this.cut());
  }

  /** The answer has left, or the client has. */
  private settle(): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.open.release(this);
    this.open.end();
    if (this.isOver) return;
    this.isOver = true;
    this.onGone?.();
  }
}

/** Node gives a header's bytes as characters. */
function toText(value: string): string {
  for (let i = 0; i < value.length; i++) {
    if (value.charCodeAt(i) >= 0x80) return Buffer.from(value, "latin1").toString();
  }
  return value;
}

const nothing = Buffer.alloc(0);
/** What a socket holds anyway. */
const STALL_BYTES = 16 * 1024;
/** How long a client may take nothing of its answer. */
const STALL_MS = 12_000;

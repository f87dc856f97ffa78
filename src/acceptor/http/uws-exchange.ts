import type { HttpRequest, HttpResponse } from "uWebSockets.js";
import type { Identity } from "../../security/authenticator.ts";
import type { HttpAnswer, HttpBody, HttpExchange, HttpHead } from "./exchange.ts";
import type { OpenExchanges, UnreadAnswer } from "./open-exchanges.ts";
import { RequestHeaders } from "./request-headers.ts";
import { statusLine } from "./status.ts";
import { UwsBody } from "./uws-body.ts";

/**
 * An exchange over uWebSockets.js. Its response must not be touched once the client is gone or has its answer.
 *
 * The parser goes on with what stands behind a request when its callbacks return, also when the answer has just said that
 * the connection ends. So an answer that ends the connection is not given from within them: until the next turn the
 * request counts as unanswered, and the server cuts off a connection on which another one follows.
 */
export class UwsExchange implements HttpExchange, UnreadAnswer {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: RequestHeaders;
  readonly identity: Identity | null;
  isOver = false;
  onGone: (() => void) | null = null;
  protected readonly response: HttpResponse;
  private readonly open: OpenExchanges;
  /** What could not be sent at once, and where in the answer it begins. */
  private rest: Buffer | null = null;
  private restFrom = 0;
  private totalBytes = 0;
  /** Of an answer that goes part by part. */
  private body: UwsBody | null = null;

  /** The request is gone when its handler returns: everything is read now. */
  constructor(response: HttpResponse, request: HttpRequest, identity: Identity | null, open: OpenExchanges) {
    this.response = response;
    this.open = open;
    open.begin();
    this.identity = identity;
    this.method = request.getCaseSensitiveMethod();
    this.path = request.getUrl();
    this.query = request.getQuery() ?? "";
    this.headers = new RequestHeaders();
    filling = this.headers;
    request.forEach(addHeader);
    response.onAborted(() => this.leave());
  }

  get peer(): string {
    return this.isOver ? "" : Buffer.from(this.response.getRemoteAddressAsText()).toString("latin1");
  }

  /** Has `work` done as a part of the parser's callbacks. */
  static parse(work: () => void): void {
    isParsing = true;
    try {
      work();
    } finally {
      isParsing = false;
    }
  }

  readBody(onChunk: (chunk: Buffer, isLast: boolean) => void): void {
    this.response.onData((chunk, isLast) => UwsExchange.parse(() => onChunk(Buffer.from(chunk), isLast)));
  }

  pauseBody(): void {
    if (!this.isOver) this.response.pause();
  }

  resumeBody(): void {
    if (!this.isOver) this.response.resume();
  }

  begin(head: HttpHead): HttpBody {
    const { response, open } = this;
    const body = new UwsBody(response, { open, totalBytes: head.totalBytes, onEnd: () => this.finish() });
    this.body = body;
    if (this.isOver) body.leave();
    else body.open(head);
    return body;
  }

  send(answer: HttpAnswer): void {
    if (this.isOver) return;
    if (answer.isLast && isParsing) setImmediate(() => this.send(answer));
    else this.response.cork(() => this.write(answer));
  }

  private write({ status, headers, body, isHeadOnly, isLast, totalBytes }: HttpAnswer): void {
    const { response } = this;
    // What the server says unless told otherwise.
    if (status !== 200) response.writeStatus(statusLine(status));
    if (headers.length > 0) response.writeHeader(headers[0] as string, joinHeaders(headers));
    if (body === null || isHeadOnly) {
      this.finish();
      // Only with a length does the server end the connection by itself.
      if (body === null && totalBytes === undefined && !isLast) response.endWithoutBody();
      else response.endWithoutBody(totalBytes ?? (body === null ? 0 : Buffer.byteLength(body)), isLast);
    } else if (body.length <= SMALL_BODY_BYTES) {
      this.finish();
      response.end(body, isLast);
    } else {
      // The server cannot end a connection behind a body that is sent in parts: the client is asked to.
      if (isLast) response.writeHeader("Connection", "close");
      this.writeLarge(Buffer.from(body));
    }
  }

  /** Gives the socket what it takes, and the rest as it takes more: only then is the body kept. */
  private writeLarge(body: Buffer): void {
    const { response } = this;
    this.totalBytes = body.length;
    const from = response.getWriteOffset();
    response.onWritable((offset) => this.writeRest(offset));
    const [, isDone] = response.tryEnd(body, body.length);
    if (isDone) {
      this.finish();
      return;
    }
    this.restFrom = response.getWriteOffset() - from;
    this.rest = Buffer.from(body.subarray(this.restFrom));
    this.open.keep(this, this.rest.length);
  }

  private writeRest(offset: number): boolean {
    const rest = this.rest as Buffer;
    const [isAccepted, isDone] = this.response.tryEnd(rest.subarray(offset - this.restFrom), this.totalBytes);
    if (isDone) this.finish();
    return isAccepted;
  }

  cut(): void {
    this.response.close();
  }

  /** To be called once: the response must not be touched any more. */
  protected finish(): void {
    this.isOver = true;
    this.open.end();
    if (this.rest === null) return;
    this.rest = null;
    this.open.release(this);
  }

  private leave(): void {
    if (this.isOver) return;
    this.finish();
    this.body?.leave();
    this.onGone?.();
  }
}

/** Up to here the server copies what the socket does not take; a larger body is sent in parts. */
const SMALL_BODY_BYTES = 16 * 1024;

/**
 * The value of the first header and, behind it, the other headers as they stand in an answer: one call into the server
 * where there would be one for each. Values come from this door alone, and have no line breaks.
 */
export function joinHeaders(headers: readonly string[]): string {
  let joined = headers[1] as string;
  for (let i = 2; i < headers.length; i += 2) {
    joined = joined.concat("\r\n", headers[i] as string, ": ", headers[i + 1] as string);
  }
  return joined;
}

let isParsing = false;
let filling: RequestHeaders;
const addHeader = (name: string, value: string): void => filling.add(name, value);

import type { HttpResponse } from "uWebSockets.js";
import type { HttpBody, HttpHead } from "./exchange.ts";
import type { OpenExchanges, UnreadAnswer } from "./open-exchanges.ts";
import { statusLine } from "./status.ts";
import { joinHeaders } from "./uws-exchange.ts";

export interface UwsBodyParts {
  readonly open: OpenExchanges;
  readonly totalBytes: number;
  /** All has been given to the socket: the response must not be touched any more. */
  readonly onEnd: () => void;
}

/**
 * A body that goes part by part over uWebSockets.js. Its size is known, for what the server keeps of a body whose size is
 * not, it does not tell.
 */
export class UwsBody implements HttpBody, UnreadAnswer {
  private readonly response: HttpResponse;
  private readonly parts: UwsBodyParts;
  /** Of the part that is being written: what the socket has not taken, and where in the answer it begins. */
  private rest: Uint8Array = none;
  private restFrom = 0;
  private isOver = false;
  private onTaken: (() => void) | null = null;

  constructor(response: HttpResponse, parts: UwsBodyParts) {
    this.response = response;
    this.parts = parts;
  }

  open({ status, headers, totalBytes, isLast }: HttpHead): void {
    const { response } = this;
    response.onWritable((offset) => this.writeRest(offset));
    response.cork(() => {
      if (status !== 200) response.writeStatus(statusLine(status));
      // The server cannot end a connection behind a body that is sent in parts: the client is asked to.
      if (isLast) response.writeHeader("Connection", "close");
      if (headers.length > 0) response.writeHeader(headers[0] as string, joinHeaders(headers));
      if (totalBytes === 0) {
        response.endWithoutBody(0);
        this.finish();
      }
    });
  }

  write(bytes: Uint8Array): Promise<void> {
    if (this.isOver || bytes.length === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.onTaken = resolve;
      this.response.cork(() => this.writePart(bytes));
    });
  }

  cut(): void {
    if (!this.isOver) this.response.close();
  }

  /** The client is gone. */
  leave(): void {
    this.isOver = true;
    this.taken();
  }

  private writePart(bytes: Uint8Array): void {
    const { response, parts } = this;
    const from = response.getWriteOffset();
    const [isAccepted, isDone] = response.tryEnd(bytes, parts.totalBytes);
    if (isDone) this.finish();
    else if (isAccepted) this.taken();
    else {
      this.restFrom = from;
      this.rest = bytes;
      parts.open.keep(this, bytes.length);
    }
  }

  private writeRest(offset: number): boolean {
    if (this.rest.length === 0) return true;
    const rest = this.rest.subarray(offset - this.restFrom);
    if (rest.length === 0) {
      this.taken();
      return true;
    }
    const [isAccepted, isDone] = this.response.tryEnd(rest, this.parts.totalBytes);
    if (isDone) this.finish();
    else if (isAccepted) this.taken();
    return isAccepted;
  }

  private finish(): void {
    this.isOver = true;
    this.parts.onEnd();
    this.taken();
  }

  private taken(): void {
    if (this.rest.length > 0) this.parts.open.release(this);
    this.rest = none;
    const { onTaken } = this;
    this.onTaken = null;
    onTaken?.();
  }
}

const none = new Uint8Array(0);

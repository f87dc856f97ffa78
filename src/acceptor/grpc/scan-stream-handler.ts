import type { Method } from "../../codec/json/services.ts";
import { readNextPageToken, withPageToken } from "../../codec/page-token.ts";
import { RESPONSE_ERROR } from "../../codec/response.ts";
import type { AnswerHandler } from "../call-port.ts";
import type { CallHandler, IncomingCall } from "./incoming-call.ts";
import { failureOf } from "./unary-handler.ts";

/**
 * KeyValueService.ScanStream: asks the worker for one page after the other, as fast as the client takes them, and as long
 * as its credentials are good.
 */
export class ScanStreamHandler implements CallHandler {
  readonly method: Method;

  constructor(method: Method) {
    this.method = method;
  }

  handle(call: IncomingCall): void {
    new ScanStream(call, Buffer.from(call.message)).readPage();
  }
}

class ScanStream {
  private readonly call: IncomingCall;
  /** The client's request. */
  private readonly request: Buffer;
  /** Where the next page begins; empty = where the client said. */
  private token: Uint8Array = new Uint8Array(0);

  constructor(call: IncomingCall, request: Buffer) {
    this.call = call;
    this.request = request;
  }

  readonly readPage = (): void => {
    this.call.send(this.token.length === 0 ? this.request : withPageToken(this.request, this.token), this.onPage);
  };

  private readonly onPage: AnswerHandler = (result, bytes, start, end, _queueUs, _backendUs, missed) => {
    const { call } = this;
    call.missedLevels = missed;
    if (result === RESPONSE_ERROR) {
      call.fail(failureOf(bytes, start, end));
      return;
    }
    this.token = readNextPageToken(bytes, start, end);
    const isLast = this.token.length === 0;
    call.write(bytes, start, end, isLast ? nothing : this.onPageLeft);
    if (isLast) call.end();
  };

  private readonly onPageLeft = (): void => this.call.awaitTurn(this.readPage);
}

function nothing(): void {}

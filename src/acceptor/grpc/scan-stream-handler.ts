import { CallNumber } from "../../codec/calls.ts";
import { readNextPageToken, withPageToken } from "../../codec/page-token.ts";
import { RESPONSE_ERROR } from "../../codec/response.ts";
import type { DoorPorts } from "../ports.ts";
import type { CallHandler, IncomingCall } from "./incoming-call.ts";
import { failureOf } from "./worker-call-handler.ts";

/**
 * KeyValueService.ScanStream: asks the worker for one page after the other, as fast as the client takes them, and as long
 * as its credentials are good.
 */
export class ScanStreamHandler implements CallHandler {
  private readonly ports: DoorPorts;

  constructor(ports: DoorPorts) {
    this.ports = ports;
  }

  handle(call: IncomingCall): void {
    new ScanStream(this.ports, call, Buffer.from(call.message)).readPage();
  }
}

class ScanStream {
  private readonly ports: DoorPorts;
  private readonly call: IncomingCall;
  /** The client's request. */
  private readonly request: Buffer;
  /** Where the next page begins; empty = where the client said. */
  private token: Uint8Array = new Uint8Array(0);

  constructor(ports: DoorPorts, call: IncomingCall, request: Buffer) {
    this.ports = ports;
    this.call = call;
    this.request = request;
  }

  readonly readPage = (): void => {
    const { call } = this;
    // Anew each time: the acceptor may have closed the port meanwhile.
    const port = this.ports.of(call.principal);
    const page = {
      call: CallNumber.KV_SCAN,
      message: this.token.length === 0 ? this.request : withPageToken(this.request, this.token),
      timeoutMs: call.remainingMs,
      idempotencyKey: "",
      traceparent: call.headers.traceparent,
    };
    const id = port.send(page, this.onPage);
    call.onGone = () => port.abandon(id);
  };

  private readonly onPage = (result: number, bytes: Buffer, start: number, end: number): void => {
    const { call } = this;
    call.onGone = null;
    if (result === RESPONSE_ERROR) {
      call.fail(failureOf(bytes, start, end));
      return;
    }
    this.token = readNextPageToken(bytes, start, end);
    const isLast = this.token.length === 0;
    call.write(bytes, start, end, isLast ? nothing : this.onPageLeft);
    if (isLast) call.end();
  };

  private readonly onPageLeft = (): void => this.call.awaitTurn(this.readNextPage);

  private readonly readNextPage = (): void => this.call.check(this.readPage);
}

function nothing(): void {}

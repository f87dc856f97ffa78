import { readError } from "../../codec/read-error.ts";
import { RESPONSE_ERROR } from "../../codec/response.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import type { DoorPorts } from "../ports.ts";
import type { CallHandler, IncomingCall } from "./incoming-call.ts";

/** A unary method that a worker serves: the message goes to the worker as it came, and the answer comes back as it was made. */
export class WorkerCallHandler implements CallHandler {
  private readonly ports: DoorPorts;
  readonly call: number;

  constructor(ports: DoorPorts, call: number) {
    this.ports = ports;
    this.call = call;
  }

  handle(call: IncomingCall): void {
    const port = this.ports.of(call.principal);
    const { idempotencyKey, traceparent } = call.headers;
    const request = {
      call: this.call,
      message: call.message,
      timeoutMs: call.remainingMs,
      idempotencyKey,
      traceparent,
    };
    const id = port.send(request, (result, bytes, start, end) => {
      if (result === RESPONSE_ERROR) call.fail(failureOf(bytes, start, end));
      else call.answer(bytes, start, end);
    });
    call.onGone = () => port.abandon(id);
  }
}

/** The failure in a `prism.v1.Error`. */
export function failureOf(bytes: Buffer, start: number, end: number): Failure {
  return readError(bytes, start, end) ?? unreadable;
}

const unreadable = new Failure(Code.INTERNAL, "ANSWER_UNREADABLE", "the worker's answer is no prism.v1.Error");

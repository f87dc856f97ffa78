import { changesNothing } from "../../codec/calls.ts";
import type { Method } from "../../codec/json/services.ts";
import { readError } from "../../codec/read-error.ts";
import { RESPONSE_ERROR } from "../../codec/response.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import type { CallHandler, IncomingCall } from "./incoming-call.ts";

/** A unary method: the message goes on as it came, and the answer comes back as it was made. */
export class UnaryHandler implements CallHandler {
  readonly method: Method;
  readonly changesNothing: boolean;

  constructor(method: Method) {
    this.method = method;
    this.changesNothing = method.call !== null && changesNothing(method.call);
  }

  handle(call: IncomingCall): void {
    call.send(call.message, (result, bytes, start, end, _queueUs, _backendUs, missedLevels) => {
      call.missedLevels = missedLevels;
      if (result === RESPONSE_ERROR) call.fail(failureOf(bytes, start, end));
      else call.answer(bytes, start, end);
    });
  }
}

/** The failure in a `prism.v1.Error`. */
export function failureOf(bytes: Buffer, start: number, end: number): Failure {
  return readError(bytes, start, end) ?? unreadable;
}

const unreadable = new Failure(Code.INTERNAL, "ANSWER_UNREADABLE", "the worker's answer is no prism.v1.Error");

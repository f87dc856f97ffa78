import type { Method } from "../../codec/json/services.ts";
import { Failure } from "../../common/failure.ts";
import { Door } from "../../security/caller.ts";
import type { AdminCalls } from "../admin-calls.ts";
import type { CallHandler, IncomingCall } from "./incoming-call.ts";

/** A unary method that control answers. */
export class AdminCallHandler implements CallHandler {
  private readonly calls: AdminCalls;
  private readonly method: Method;

  constructor(calls: AdminCalls, method: Method) {
    this.calls = calls;
    this.method = method;
  }

  handle(call: IncomingCall): void {
    void this.calls.call(this.method, Buffer.from(call.message), call.principal, Door.GRPC).then((answer) => {
      if (answer instanceof Failure) call.fail(answer);
      else call.answer(answer, 0, answer.length);
    });
  }
}

import type { IncomingCall } from "./incoming-call.ts";
import { UnaryHandler } from "./unary-handler.ts";

/** A unary method that may wait for messages rather than for a worker: the connection's other calls do not wait for it. */
export class PatientHandler extends UnaryHandler {
  override handle(call: IncomingCall): void {
    call.standAside();
    super.handle(call);
  }
}

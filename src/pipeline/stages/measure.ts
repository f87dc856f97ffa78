import { elapsedUs } from "../../common/clock.ts";
import type { RequestSink } from "../../metrics/request-sink.ts";
import type { Request } from "../request.ts";

/** Records outcome and times of a request that is answered. */
export function measure(request: Request, sink: RequestSink, executedUs: number, backendUs: number): void {
  sink.record(
    request.namespace === null ? -1 : request.namespace.index,
    request.operation,
    request.code,
    elapsedUs(request.arrivalUs, executedUs),
    elapsedUs(request.arrivalUs, request.startedUs),
    backendUs,
  );
}

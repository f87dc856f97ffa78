import { elapsedUs } from "../../common/clock.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import type { Request } from "../request.ts";

/** Refuses a request whose caller has given up: doing it now would cost others and help nobody. */
export function deadline(request: Request, nowUs: number): Failure | null {
  if (request.timeoutMs === 0) return null;
  if (elapsedUs(request.arrivalUs, nowUs) < request.timeoutMs * 1000) return null;
  return new Failure(
    Code.DEADLINE_EXCEEDED,
    "DEADLINE_EXCEEDED",
    `the request waited longer than its timeout_ms of ${request.timeoutMs}; nothing was done`,
    { metadata: { field: "timeout_ms" } },
  );
}

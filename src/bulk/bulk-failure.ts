import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import { PrismError } from "../common/prism-error.ts";

/** An export or import that cannot go on, for a reason that no gateway gave. */
export function bulkFailure(reason: string, message: string, cause?: unknown): PrismError {
  return new PrismError(new Failure(Code.FAILED_PRECONDITION, reason, message), { source: "client", cause });
}

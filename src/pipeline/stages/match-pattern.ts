import type { Failure } from "../../common/failure.ts";
import { wrongPattern } from "../../namespaces/wrong-pattern.ts";
import type { BoundNamespace, Request } from "../request.ts";

/** Refuses a call of another pattern than the namespace's. */
export function matchPattern(request: Request): Failure | null {
  return wrongPattern(request.namespace as BoundNamespace, request.operation);
}

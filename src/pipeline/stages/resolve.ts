import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import type { BoundNamespace, Request } from "../request.ts";

/** Finds the namespace, which the acceptor has looked up already, among those that this worker owns. */
export function resolve(request: Request, bound: readonly (BoundNamespace | undefined)[]): Failure | null {
  const namespace = bound[request.route];
  if (namespace === undefined) return notOwned;
  request.namespace = namespace;
  request.call.namespaceId = namespace.id;
  return null;
}

const notOwned = new Failure(
  Code.UNAVAILABLE,
  "NAMESPACE_MOVED",
  "the namespace is served elsewhere in this gateway by now; try again",
  { retryAfterMs: 10 },
);

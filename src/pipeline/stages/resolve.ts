import { RequestView } from "../../codec/request-view.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import type { NamespaceTable } from "../../namespaces/namespace-table.ts";
import type { BoundNamespace, Request } from "../request.ts";

/** Finds the namespace among those that this worker owns. The acceptor has refused names that do not exist. */
export function resolve(
  request: Request,
  table: NamespaceTable,
  bound: readonly (BoundNamespace | undefined)[],
): Failure | null {
  view.callFrom = request.call.from;
  view.callTo = request.call.to;
  if (!view.peekNamespace(request.bytes, range)) return notOwned;
  const namespace = bound[table.find(request.bytes, range.from, range.to)];
  if (namespace === undefined) return notOwned;
  request.namespace = namespace;
  request.call.namespaceId = namespace.id;
  return null;
}

const view = new RequestView();
const range = { from: 0, to: 0 };

const notOwned = new Failure(
  Code.UNAVAILABLE,
  "NAMESPACE_MOVED",
  "the namespace is served elsewhere in this gateway by now; try again",
  { retryAfterMs: 10 },
);

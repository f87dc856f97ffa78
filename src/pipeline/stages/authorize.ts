import { classOfCall } from "../../codec/call-classes.ts";
import { CallNumber } from "../../codec/calls.ts";
import type { Failure } from "../../common/failure.ts";
import type { KeyValueCall } from "../../patterns/keyvalue/call.ts";
import { accessDenied } from "../../security/access/access-denied.ts";
import type { AccessTable } from "../../security/access/access-table.ts";
import type { Rights } from "../../security/access/rights.ts";
import type { BoundNamespace, Request } from "../request.ts";

/**
 * Refuses who has no right to do this with any key. Where the key decides, {@link authorizeKeys} does when it is known.
 * @param access null where no rules apply.
 */
export function authorize(request: Request, access: AccessTable | null): Failure | null {
  request.rightsByKey = null;
  if (access === null) return null;
  const rights = access.rightsOf(request.principal, (request.namespace as BoundNamespace).index);
  const operationClass = classOfCall(request.operation);
  if ((rights.always & operationClass) !== 0) return null;
  if ((rights.byKey & operationClass) === 0) return denied(request, "");
  request.rightsByKey = rights;
  return null;
}

/** Refuses a call with a key that it may not use, or a range with such keys in it; a batch call as a whole. */
export function authorizeKeys(request: Request): Failure | null {
  const rights = request.rightsByKey;
  if (rights === null) return null;
  const field = deniedField(request.call, rights);
  return field === null ? null : denied(request, field);
}

/** The field that names what is not allowed; null when everything is. */
function deniedField(call: KeyValueCall, rights: Rights): string | null {
  const operationClass = classOfCall(call.operation);
  if (call.query !== null) return rights.allowsScan(call.query.from, call.query.to) ? null : "prefix";
  if (call.batch === null) return rights.allowsKey(operationClass, call.item.key) ? null : "key";
  const index = call.batch.findIndex((item) => !rights.allowsKey(operationClass, item.key));
  if (index < 0) return null;
  return call.operation === CallNumber.KV_BATCH_GET ? `keys[${index}]` : `items[${index}].key`;
}

function denied({ principal, namespace, operation }: Request, field: string): Failure {
  return accessDenied({ principal, namespace: (namespace as BoundNamespace).name, call: operation, field });
}

import { ItemAction, type KeyValueItem } from "../../backends/contract.ts";
import { classOfCall } from "../../codec/call-classes.ts";
import { CallNumber } from "../../codec/calls.ts";
import type { Failure } from "../../common/failure.ts";
import { OperationClass } from "../../common/operation-class.ts";
import type { KeyValueCall } from "../../patterns/keyvalue/call.ts";
import { operationPath } from "../../patterns/keyvalue/prepare-transact.ts";
import { accessDenied } from "../../security/access/access-denied.ts";
import type { AccessTable } from "../../security/access/access-table.ts";
import type { Rights } from "../../security/access/rights.ts";
import type { BoundNamespace, Request } from "../request.ts";
import { deniedStreamField } from "./authorize-stream.ts";

/**
 * Refuses who has no right to do this with any key. Where the key decides, {@link authorizeKeys} does when it is known.
 * @param access null where no rules apply.
 */
export function authorize(request: Request, access: AccessTable | null): Failure | null {
  request.rightsByKey = null;
  if (access === null) return null;
  const rights = access.rightsOf(request.principal, (request.namespace as BoundNamespace).index);
  if (request.operation === CallNumber.KV_TRANSACT) return authorizeTransact(request, rights);
  const operationClass = classOfCall(request.operation);
  if ((rights.always & operationClass) !== 0) return null;
  if ((rights.byKey & operationClass) === 0) return denied(request, "");
  request.rightsByKey = rights;
  return null;
}

/** What a transaction deletes takes the right to delete, all else the right to write: mostly its operations decide. */
function authorizeTransact(request: Request, rights: Rights): Failure | null {
  const classes = OperationClass.WRITE | OperationClass.DELETE;
  if ((rights.always & classes) === classes) return null;
  if (((rights.always | rights.byKey) & classes) === 0) return denied(request, "");
  request.rightsByKey = rights;
  return null;
}

/** Refuses a call with a key that it may not use, or a range with such keys in it; a batch call as a whole. */
export function authorizeKeys(request: Request): Failure | null {
  const rights = request.rightsByKey;
  if (rights === null) return null;
  const { call, stream } = request;
  if (stream !== null) {
    const denial = deniedStreamField(stream, rights);
    return denial === null ? null : denied(request, denial);
  }
  if (call.operation === CallNumber.KV_TRANSACT) return authorizeOperations(request, call.batch ?? [], rights);
  const field = deniedField(call, rights);
  return field === null ? null : denied(request, field);
}

function authorizeOperations(request: Request, items: readonly KeyValueItem[], rights: Rights): Failure | null {
  for (const [i, item] of items.entries()) {
    const operationClass = item.action === ItemAction.DELETE ? OperationClass.DELETE : OperationClass.WRITE;
    if (rights.allowsKey(operationClass, item.key)) continue;
    return denied(request, `${operationPath(item, i)}.key`, operationClass);
  }
  return null;
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

/** @param operationClass of what is denied, where it is not the call's own. */
function denied({ principal, namespace, operation }: Request, field: string, operationClass?: OperationClass): Failure {
  const { name } = namespace as BoundNamespace;
  const own = operationClass ?? classOfCall(operation);
  return accessDenied({ principal, namespace: name, call: operation, field, operationClass: own });
}

import { ItemAction, KeyValueItem } from "../../backends/contract.ts";
import { OperationField, readBatchElements, readOperation } from "../../codec/keyvalue-requests.ts";
import type { Failure } from "../../common/failure.ts";
import type { KeyValueCall } from "./call.ts";
import {
  fields,
  invalid,
  malformed,
  prepareCondition,
  prepareCount,
  prepareDelete,
  prepareIncrement,
  prepareKey,
  prepareWrite,
} from "./prepare-item.ts";

/** Makes `call.batch` of the operations of a TransactRequest, each with its action, and checks every field. */
export function prepareTransact(call: KeyValueCall, nowMs: number): Failure | null {
  const ranges = readBatchElements(call.source, call.from, call.to);
  if (ranges === null) return malformed;
  const count = ranges.length / 2;
  const failure = prepareCount(count, "operations");
  if (failure !== null) return failure;
  const items: KeyValueItem[] = [];
  const placeOf = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const item = new KeyValueItem();
    const which = readOperation(call.source, ranges[2 * i] as number, ranges[2 * i + 1] as number, range);
    const problem = prepareOperation(item, call, which, nowMs, i);
    if (problem !== null) return problem;
    const other = placeOf.get(item.key);
    if (other !== undefined) return sameKey(item, i, other);
    placeOf.set(item.key, i);
    items.push(item);
  }
  call.batch = items;
  return null;
}

/** Where an operation's key stands in its request, for messages. */
export function operationPath(item: KeyValueItem, index: number): string {
  return `operations[${index}].${ACTION_FIELDS[item.action]}`;
}

const ACTION_FIELDS = {
  [ItemAction.PUT]: "put",
  [ItemAction.DELETE]: "delete",
  [ItemAction.INCREMENT]: "increment",
  [ItemAction.CHECK]: "check",
} as const;

function prepareOperation(
  item: KeyValueItem,
  call: KeyValueCall,
  which: number,
  nowMs: number,
  index: number,
): Failure | null {
  const { source } = call;
  const path = `operations[${index}]`;
  switch (which) {
    case OperationField.CHECK:
      if (!fields.readCheck(source, range.from, range.to)) return malformed;
      return prepareKey(item, call, `${path}.check.key`) ?? prepareCheck(item, `${path}.check.`);
    case OperationField.PUT:
      if (!fields.readPutItem(source, range.from, range.to)) return malformed;
      return prepareKey(item, call, `${path}.put.key`) ?? prepareWrite(item, call, nowMs, `${path}.put.`);
    case OperationField.DELETE:
      if (!fields.readDeleteItem(source, range.from, range.to)) return malformed;
      return prepareKey(item, call, `${path}.delete.key`) ?? prepareDelete(item, `${path}.delete.`);
    case OperationField.INCREMENT:
      if (!fields.readIncrementItem(source, range.from, range.to)) return malformed;
      return prepareKey(item, call, `${path}.increment.key`) ?? prepareIncrement(item, nowMs, `${path}.increment.`);
    default:
      return which < 0 ? malformed : operationRequired(path);
  }
}

function prepareCheck(item: KeyValueItem, path: string): Failure | null {
  item.action = ItemAction.CHECK;
  return prepareCondition(item, `${path}if_version`);
}

function operationRequired(path: string): Failure {
  return invalid("OPERATION_REQUIRED", path, `${path} says nothing to do; set one of check, put, delete, increment`);
}

function sameKey(item: KeyValueItem, index: number, other: number): Failure {
  const field = `${operationPath(item, index)}.key`;
  return invalid(
    "DUPLICATE_KEY",
    field,
    `${field} is the key of operations[${other}] too; say in one operation what is to become of it`,
  );
}

const range = { from: 0, to: 0 };

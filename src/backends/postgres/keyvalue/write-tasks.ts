import { assert } from "../../../common/assert.ts";
import type { Failure } from "../../../common/failure.ts";
import { type KeyValueItem, Outcome } from "../../contract.ts";
import type { KeyValueWrite } from "../../networked-contract.ts";
import type { NamespaceTask } from "../namespace-tasks.ts";
import { bytea, byteas, int4, int4s, int8, int8s, type Statement } from "../sql.ts";
import type { KeyValueStatements } from "./keyvalue-statements.ts";
import { bytesToWrite, WriteCall } from "./write-call.ts";
import { KEY_TAKEN } from "./write-function.ts";
import type { WritePlan } from "./write-plan.ts";

/** One transaction of a batch of writes. */
export interface WriteTask extends NamespaceTask {
  /** Checks that every item has been answered for. */
  finish(): void;
  /** Nothing of it was done, or nothing is known of it, but this. */
  fail(failure: Failure): void;
}

/** What the tasks are made with. */
export interface WriteContext {
  readonly statements: KeyValueStatements;
  readonly nowMs: number;
  /** The server's number of a namespace. */
  readonly idOf: (namespaceId: number) => number;
}

export function createWriteTasks(plan: WritePlan, context: WriteContext): WriteTask[] {
  const { write, writeTogether } = context.statements;
  const tasks: WriteTask[] = [];
  const [first] = plan.puts;
  if (plan.puts.length === 1 && first !== undefined) tasks.push(putOneTask(first, context));
  else if (plan.puts.length > 0) tasks.push(putTask(plan.puts, context));
  for (const deletes of byNamespace(plan.deletes)) tasks.push(deleteTask(deletes, context));
  if (plan.singles.length > 0) tasks.push(callTask(write, WriteCall.ofSingles(plan.singles), context));
  for (const call of plan.together) tasks.push(togetherTask(call, call.isAtomic ? writeTogether : write, context));
  return tasks;
}

/** Rows come back in the order in which they went. */
function putTask(items: readonly KeyValueItem[], { statements, idOf }: WriteContext): WriteTask {
  const namespaceIds = distinctNamespaces(items);
  let received = 0;
  const task: WriteTask = {
    namespaceIds,
    isGone: false,
    statement: statements.put,
    get parameters() {
      return [
        int4s(items.map((item) => idOf(item.namespaceId))),
        byteas(items.map((item) => item.key)),
        int8s(items.map((item) => item.expiresAtMs)),
        byteas(items.map(bytesToWrite)),
        int4s(namespaceIds.map(idOf)),
      ];
    },
    isRepeatable: false,
    onRow: (row) => {
      const version = row.integer(0);
      if (version === 0) {
        task.isGone = true;
        return;
      }
      const item = items[received++] as KeyValueItem;
      item.version = version;
      item.outcome = Outcome.DONE;
    },
    finish: () => assert(received === items.length, "every put gives a row"),
    fail: (failure) => failItems(items, failure),
  };
  return task;
}

function putOneTask(item: KeyValueItem, { statements, idOf }: WriteContext): WriteTask {
  const task: WriteTask = {
    namespaceIds: [item.namespaceId],
    isGone: false,
    statement: statements.putOne,
    get parameters() {
      task.isGone = true;
      return [int4(idOf(item.namespaceId)), bytea(item.key), int8(item.expiresAtMs), bytea(bytesToWrite(item))];
    },
    isRepeatable: false,
    onRow: (row) => {
      task.isGone = false;
      item.version = row.integer(0);
      item.outcome = Outcome.DONE;
    },
    finish: () => assert(item.outcome === Outcome.DONE, "a put gives a row"),
    fail: (failure) => failItems([item], failure),
  };
  return task;
}

function deleteTask(items: readonly KeyValueItem[], { statements, idOf, nowMs }: WriteContext): WriteTask {
  const namespaceIds = distinctNamespaces(items);
  const byKey = new Map<string, KeyValueItem>();
  for (const item of items) byKey.set(item.key, item);
  const task: WriteTask = {
    namespaceIds,
    isGone: false,
    statement: statements.delete,
    get parameters() {
      for (const item of items) item.outcome = Outcome.ABSENT;
      return [int4(idOf(namespaceIds[0] as number)), byteas(items.map((item) => item.key))];
    },
    isRepeatable: false,
    onRow: (row) => {
      const expiresAtMs = row.integer(0);
      if (expiresAtMs < 0) task.isGone = true;
      else if (expiresAtMs === 0 || expiresAtMs > nowMs)
        (byKey.get(row.byteString(1)) as KeyValueItem).outcome = Outcome.DONE;
    },
    finish: () => undefined,
    fail: (failure) => failItems(items, failure),
  };
  return task;
}

/** Of sorted items. */
function distinctNamespaces(items: readonly { readonly namespaceId: number }[]): number[] {
  const distinct: number[] = [];
  for (const { namespaceId } of items) if (distinct.at(-1) !== namespaceId) distinct.push(namespaceId);
  return distinct;
}

function togetherTask(write: KeyValueWrite, statement: Statement, context: WriteContext): WriteTask {
  return callTask(statement, WriteCall.ofWrite(write), context);
}

function callTask(statement: Statement, call: WriteCall, { nowMs, idOf }: WriteContext): WriteTask {
  return {
    namespaceIds: call.namespaceIds,
    isGone: false,
    statement,
    get parameters() {
      return call.parameters(nowMs, idOf);
    },
    isRepeatable: call.isRepeatable,
    onRow: (row) => call.receive(row),
    askAgainOn: KEY_TAKEN,
    finish: () => call.finish(),
    fail: (failure) => call.fail(failure),
  };
}

/** Sorted items, parted where the namespace changes. */
function byNamespace(items: readonly KeyValueItem[]): KeyValueItem[][] {
  const parts: KeyValueItem[][] = [];
  for (const item of items) {
    const last = parts.at(-1);
    if (last?.[0]?.namespaceId === item.namespaceId) last.push(item);
    else parts.push([item]);
  }
  return parts;
}

function failItems(items: readonly KeyValueItem[], failure: Failure): void {
  for (const item of items) {
    item.outcome = Outcome.FAILED;
    item.failure = failure;
  }
}

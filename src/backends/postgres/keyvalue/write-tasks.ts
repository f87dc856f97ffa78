import { assert } from "../../../common/assert.ts";
import type { Failure } from "../../../common/failure.ts";
import { type KeyValueItem, Outcome } from "../../contract.ts";
import type { KeyValueWrite } from "../../networked-contract.ts";
import type { Task } from "../database.ts";
import { byteas, int4, int4s, int8s, type Statement } from "../sql.ts";
import type { KeyValueStatements } from "./keyvalue-statements.ts";
import { bytesToWrite, WriteCall } from "./write-call.ts";
import type { WritePlan } from "./write-plan.ts";

/** One transaction of a batch of writes. */
export interface WriteTask extends Task {
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
  if (plan.puts.length > 0) tasks.push(putTask(plan.puts, context));
  for (const deletes of byNamespace(plan.deletes)) tasks.push(deleteTask(deletes, context));
  if (plan.singles.length > 0) tasks.push(callTask(write, WriteCall.ofSingles(plan.singles), context));
  for (const call of plan.together) tasks.push(togetherTask(call, call.isAtomic ? writeTogether : write, context));
  return tasks;
}

/** Rows come back in the order in which they went. */
function putTask(items: readonly KeyValueItem[], { statements, idOf }: WriteContext): WriteTask {
  let received = 0;
  return {
    statement: statements.put,
    parameters: [
      int4s(items.map((item) => idOf(item.namespaceId))),
      byteas(items.map((item) => item.key)),
      int8s(items.map((item) => item.expiresAtMs)),
      byteas(items.map(bytesToWrite)),
    ],
    isRepeatable: false,
    onRow: (row) => {
      const item = items[received++] as KeyValueItem;
      item.version = row.integer(0);
      item.outcome = Outcome.DONE;
    },
    finish: () => assert(received === items.length, "every put gives a row"),
    fail: (failure) => failItems(items, failure),
  };
}

function deleteTask(items: readonly KeyValueItem[], { statements, idOf, nowMs }: WriteContext): WriteTask {
  const byKey = new Map<string, KeyValueItem>();
  for (const item of items) {
    byKey.set(item.key, item);
    item.outcome = Outcome.ABSENT;
  }
  return {
    statement: statements.delete,
    parameters: [int4(idOf((items[0] as KeyValueItem).namespaceId)), byteas(items.map((item) => item.key))],
    isRepeatable: false,
    onRow: (row) => {
      const expiresAtMs = row.integer(1);
      const item = byKey.get(row.byteString(0));
      if (item !== undefined && !(expiresAtMs > 0 && expiresAtMs <= nowMs)) item.outcome = Outcome.DONE;
    },
    finish: () => undefined,
    fail: (failure) => failItems(items, failure),
  };
}

function togetherTask(write: KeyValueWrite, statement: Statement, context: WriteContext): WriteTask {
  return callTask(statement, WriteCall.ofWrite(write), context);
}

function callTask(statement: Statement, call: WriteCall, { nowMs, idOf }: WriteContext): WriteTask {
  return {
    statement,
    parameters: call.parameters(nowMs, idOf),
    isRepeatable: call.isRepeatable,
    onRow: (row) => call.receive(row),
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

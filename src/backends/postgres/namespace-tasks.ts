import type { PrismError } from "../../common/prism-error.ts";
import type { Database, Task } from "./database.ts";
import { toPrismError } from "./errors.ts";
import type { NamespaceIds } from "./namespace-ids.ts";
import { type Parameter, type Row, ServerError, type Statement } from "./sql.ts";

/** What asks of namespaces that may be gone; then nothing is done, and it is run again under their new numbers. */
export interface NamespaceTask extends Task {
  readonly namespaceIds: readonly number[];
  /** Set when the server says that one of them is gone. */
  isGone: boolean;
}

/** SQLSTATE of a call for a namespace that was dropped. */
export const NAMESPACE_GONE = "PRM02";

/** Each time somebody must have dropped the namespace in between. */
const MAX_ROUNDS = 5;

interface TaskParts {
  readonly statement: Statement;
  /** Made for each run, with the numbers that are right then: what an earlier run has said counts no more. */
  readonly parameters: () => readonly Parameter[];
  readonly isRepeatable: boolean;
  readonly onRow?: (row: Row) => void;
}

export function namespaceTask(namespaceIds: readonly number[], parts: TaskParts): NamespaceTask {
  return {
    namespaceIds,
    isGone: false,
    statement: parts.statement,
    get parameters() {
      return parts.parameters();
    },
    isRepeatable: parts.isRepeatable,
    onRow: parts.onRow,
  };
}

/** Whether a namespace of `ids` is gone, in SQL: looked at once for a statement, which then does nothing, and says so. */
export function someDropped(schema: string, ids: string): string {
  return `((SELECT count(*) FROM ${schema}.namespaces WHERE id = ANY (${ids}) AND NOT dropped) < cardinality(${ids}))`;
}

/**
 * Runs tasks under the server's numbers of their namespaces, which it looks up. Another gateway may drop a namespace, and
 * make its name stand for a new one: tasks that meet that are run again.
 */
export class NamespaceTasks {
  readonly #database: Database;
  readonly #namespaces: NamespaceIds;

  constructor(database: Database, namespaces: NamespaceIds) {
    this.#database = database;
    this.#namespaces = namespaces;
  }

  /** Rejects with a PrismError when it fails. */
  async run(task: NamespaceTask, timeoutMs: number): Promise<void> {
    const [error] = await this.runEach([task], timeoutMs);
    if (error !== undefined && error !== null) throw error;
  }

  /** Each in a transaction of its own, in this order; says what became of each. */
  async runEach(tasks: readonly NamespaceTask[], timeoutMs: number): Promise<(PrismError | null)[]> {
    const errors: (PrismError | null)[] = [];
    let left = tasks.map((task, i) => ({ task, i }));
    for (let round = 1; left.length > 0; round++) {
      if (round > 1) this.#namespaces.forgetAll();
      while (left.some(({ task }) => this.#isUnknown(task)))
        for (const { task } of left) await this.#lookUp(task, timeoutMs);
      const found = await this.#database.runEach(
        left.map(({ task }) => task),
        timeoutMs,
      );
      for (const [n, { i }] of left.entries()) errors[i] = found[n] ?? null;
      left = left.filter(({ task, i }) => isGone(task, errors[i] ?? null));
      for (const { task, i } of left) {
        task.isGone = false;
        errors[i] = keepsGoing;
      }
      if (round === MAX_ROUNDS) return errors;
    }
    return errors;
  }

  /** Looked at again after each wait: what is declared anew meanwhile is looked up anew. */
  #isUnknown({ namespaceIds }: NamespaceTask): boolean {
    return namespaceIds.some((id) => this.#namespaces.idOf(id) === 0);
  }

  async #lookUp({ namespaceIds }: NamespaceTask, timeoutMs: number): Promise<void> {
    for (const id of namespaceIds) if (this.#namespaces.idOf(id) === 0) await this.#namespaces.lookUp(id, timeoutMs);
  }
}

function isGone(task: NamespaceTask, error: PrismError | null): boolean {
  if (error === null) return task.isGone;
  return error.cause instanceof ServerError && error.cause.code === NAMESPACE_GONE;
}

const keepsGoing = toPrismError(new ServerError("40001", "the namespace is dropped again and again"), true);

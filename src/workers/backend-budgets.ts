import { assert } from "../common/assert.ts";
import type { BackendSpec } from "../namespaces/snapshot.ts";
import { SharedBudget } from "../ring/shared-budget.ts";

/**
 * What a worker's stores of each memory backend take their bytes from: one budget for a backend, whichever patterns its
 * namespaces have, for the worker has one word of it.
 *
 * @param memories by backend; null where a backend has no bound that workers share.
 */
export function createBudgets(
  memories: readonly (SharedArrayBuffer | null)[],
  worker: number,
): (backend: BackendSpec) => SharedBudget {
  const budgets = new Map<number, SharedBudget>();
  return (backend) => {
    const { index, type } = backend;
    let budget = budgets.get(index);
    if (budget === undefined) {
      const memory = memories[index];
      assert(
        type === "memory" && memory !== null && memory !== undefined,
        "a memory backend has a bound that workers share",
      );
      budget = new SharedBudget(memory, worker, backend.settings.maxBytes);
      budgets.set(index, budget);
    }
    return budget;
  };
}

import assert from "node:assert/strict";
import { test } from "node:test";
import type { BackendSpec } from "../../src/namespaces/snapshot.ts";
import { createBudgetMemory } from "../../src/ring/shared-budget.ts";
import { createBudgets } from "../../src/workers/backend-budgets.ts";

test("counts what a worker's stores of one backend take together, also those that are opened later", () => {
  const maxBytes = 4 * 1024 * 1024;
  const backend = {
    name: "ram",
    type: "memory",
    settings: { maxBytes },
    index: 0,
    owner: -1,
    keeper: 0,
  } as BackendSpec;
  const budgetOf = createBudgets([createBudgetMemory(1)], 0);
  const items = budgetOf(backend);
  assert.equal(items.take(maxBytes / items.chunkBytes - 1), true);
  const messages = budgetOf(backend);
  assert.equal(messages.take(2), false);
  assert.equal(messages.take(1), true);
});

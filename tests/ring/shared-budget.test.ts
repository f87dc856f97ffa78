import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { createBudgetMemory, SharedBudget } from "../../src/ring/shared-budget.ts";

const MIB = 1024 * 1024;

function budgets(workers: number, maxBytes: number): { memory: SharedArrayBuffer; of: SharedBudget[] } {
  const memory = createBudgetMemory(workers);
  return { memory, of: Array.from({ length: workers }, (_, worker) => new SharedBudget(memory, worker, maxBytes)) };
}

describe("a budget that threads share", () => {
  it("gives chunks until the bound, to whoever asks, and takes them back", () => {
    const { of } = budgets(2, 4 * MIB);
    const [a, b] = of as [SharedBudget, SharedBudget];
    const all = (4 * MIB) / a.chunkBytes;
    assert.equal(a.take(all), true);
    assert.equal(b.take(1), false);
    a.give(3);
    assert.equal(b.take(4), false);
    assert.equal(b.take(3), true);
    assert.equal(a.take(1), false);
  });

  it("is never overdrawn, whatever is taken and given in whatever order", () => {
    const step = fc.record({ worker: fc.nat({ max: 3 }), chunks: fc.integer({ min: -40, max: 400 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 8 }), (steps, mebibytes) => {
        const { of } = budgets(4, mebibytes * MIB);
        const held = [0, 0, 0, 0];
        const bound = Math.floor((mebibytes * MIB) / (of[0] as SharedBudget).chunkBytes);
        for (const { worker, chunks } of steps) {
          const sum = held.reduce((a, b) => a + b);
          if (chunks < 0) {
            const back = Math.min(-chunks, held[worker] as number);
            of[worker]?.give(back);
            held[worker] = (held[worker] as number) - back;
          } else {
            assert.equal(of[worker]?.take(chunks), sum + chunks <= bound);
            if (sum + chunks <= bound) held[worker] = (held[worker] as number) + chunks;
          }
        }
      }),
    );
  });

  it("takes back what a thread held that has died, when the next one begins", () => {
    const { memory, of } = budgets(2, 4 * MIB);
    const all = (4 * MIB) / (of[0] as SharedBudget).chunkBytes;
    assert.equal(of[0]?.take(all), true);
    assert.equal(of[1]?.take(1), false);
    new SharedBudget(memory, 0, 4 * MIB);
    assert.equal(of[1]?.take(all), true);
  });

  it("has chunks that waste little of any bound the configuration allows", () => {
    for (const maxBytes of [4 * MIB, 64 * MIB, 512 * MIB, 1024 * 1024 * MIB]) {
      const { chunkBytes } = new SharedBudget(createBudgetMemory(1), 0, maxBytes);
      // 64 workers that each hold two chunks they do not use.
      assert.ok(128 * chunkBytes <= maxBytes / 8, `${chunkBytes} of ${maxBytes}`);
      assert.ok(maxBytes / chunkBytes < 2 ** 31);
    }
  });
});

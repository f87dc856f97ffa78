import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Connection } from "../../src/acceptor/connection.ts";
import { Slots } from "../../src/acceptor/slots.ts";
import { encodeFailureFrame } from "../../src/codec/response.ts";
import { Failure } from "../../src/common/failure.ts";

const CAPACITY = 6;
const failure = new Failure(3, "ANY", "any answer will do");

interface Run {
  readonly connection: Connection;
  readonly slot: number;
  readonly generation: number;
  readonly worker: number;
  readonly isSoon: boolean;
  readonly open: number[];
}

const step = fc.oneof(
  fc.record({
    kind: fc.constant("take" as const),
    ids: fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }),
    worker: fc.nat(1),
    isSoon: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("answer" as const), which: fc.nat(), count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant("stale" as const), which: fc.nat() }),
  fc.record({ kind: fc.constant("lose" as const), worker: fc.nat(1) }),
);

describe("slots", () => {
  it("know whose every answer is and which requests are open, and refuse answers of an earlier run", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: "max" }), fc.nat(15), (steps, acceptor) => {
        const slots = new Slots(CAPACITY, acceptor);
        let runs: Run[] = [];
        const ended: Run[] = [];
        const open = (some: Run[]): number => some.reduce((sum, run) => sum + run.open.length, 0);
        for (const each of steps) {
          if (each.kind === "take") take(slots, runs, each);
          else if (each.kind === "answer" && runs.length > 0) {
            const run = runs[each.which % runs.length] as Run;
            answer(slots, run, Math.min(each.count, run.open.length));
            if (run.open.length === 0) ended.push(run);
          } else if (each.kind === "stale" && ended.length > 0) {
            const { slot, generation } = ended[each.which % ended.length] as Run;
            assert.equal(slots.answer(slot, generation, 1, Buffer.alloc(0), 0, 0), null);
          } else if (each.kind === "lose") {
            const lost = runs.filter((run) => run.worker === each.worker);
            assert.deepEqual(new Set(slots.heldBy(each.worker)), new Set(lost.map((run) => run.slot)));
            for (const run of lost) {
              const { connection, ids } = slots.abandon(run.slot);
              assert.equal(connection, run.connection);
              assert.deepEqual([...ids].sort(), [...run.open].sort());
              run.open.length = 0;
              ended.push(run);
            }
          }
          runs = runs.filter((run) => run.open.length > 0);
          assert.equal(slots.inFlight, open(runs));
          assert.equal(slots.dueSoon, open(runs.filter(({ isSoon }) => isSoon)));
          assert.equal(slots.isFull, open(runs) === CAPACITY);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("do not take a second answer to the last request of a run for one of the next", () => {
    const slots = new Slots(1, 5);
    const runs: Run[] = [];
    take(slots, runs, { ids: [1], worker: 0, isSoon: false });
    const first = runs[0] as Run;
    answer(slots, first, 1);
    take(slots, runs, { ids: [1], worker: 0, isSoon: false });
    assert.equal((runs[1] as Run).slot, first.slot);
    assert.equal(slots.answer(first.slot, first.generation, 1, Buffer.alloc(0), 0, 0), null);
    assert.equal(slots.inFlight, 1);
  });
});

function take(slots: Slots, runs: Run[], step: { ids: readonly number[]; worker: number; isSoon: boolean }): void {
  if (slots.isFull) return;
  const connection = {} as Connection;
  const { ids, worker, isSoon } = step;
  const slot = slots.take(connection, worker, isSoon);
  const open: number[] = [];
  for (const id of ids) {
    if (slots.isFull) break;
    slots.add(slot, id);
    open.push(id);
  }
  runs.push({ connection, slot, generation: slots.generationOf(slot), worker, isSoon, open });
}

/** Answers the last `count` requests of a run with one record. */
function answer(slots: Slots, run: Run, count: number): void {
  const ids = run.open.splice(run.open.length - count);
  const bytes = Buffer.concat([Buffer.alloc(5), ...ids.map((id) => encodeFailureFrame(id, failure))]);
  assert.equal(slots.answer(run.slot, run.generation, count, bytes, 5, bytes.length), run.connection);
}

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { NumberTable } from "../../src/acceptor/number-table.ts";

/** What is done with a call: one of few, so that they meet, around numbers where they wrap and far ones. */
const step = fc.record({
  what: fc.constantFrom("set", "set", "delete", "clear"),
  call: fc.oneof(
    fc.nat(300),
    fc.integer({ min: 2 ** 32 - 100, max: 2 ** 32 - 1 }),
    fc.nat(40).map((n) => n * 1_024),
  ),
  value: fc.option(fc.nat(), { nil: null }),
});

describe("a table of numbers", () => {
  it("has what a map would have, whatever comes and goes", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
        const table = new NumberTable<number | null>();
        const expected = new Map<number, number | null>();
        for (const { what, call, value } of steps) {
          if (what === "set") {
            table.set(call, value);
            expected.set(call, value);
          } else if (what === "delete") assert.equal(table.delete(call), expected.delete(call));
          else if (call % 50 === 0) {
            table.clear();
            expected.clear();
          }
          assert.equal(table.size, expected.size);
          for (const each of [call, call + 1, call + 64]) assert.equal(table.get(each), expected.get(each));
        }
        for (const [call, value] of expected) assert.equal(table.get(call), value);
        assert.deepEqual(table.all().sort(), [...expected.values()].sort());
      }),
      { numRuns: 200 },
    );
  });

  it("lets calls go at a cost that does not grow with how many there are", () => {
    const count = 2 ** 17;
    const table = new NumberTable<number>();
    const before = process.cpuUsage();
    for (let call = 1; call <= count; call++) table.set(call, call);
    for (let call = 1; call <= count; call++) assert.ok(table.delete(call));
    const { user } = process.cpuUsage(before);
    assert.equal(table.size, 0);
    // A hundredth of that; looking through all the others for each takes many seconds.
    assert.ok(user < 2_000_000, `${user} µs`);
  });

  it("has no long rows of numbers which somebody has chosen so that they would stand in one", () => {
    // Their last 17 bits are the same. A factor may be unlucky with a few of these choices, and none that there is with most.
    const rows = [1, 5, 7, 11, 13, 17, 19, 23, 29].map((odd) => longestRow(odd * 2 ** 17)).sort((a, b) => a - b);
    // The one in the middle is 14 at the most, counted for each factor; were last bits to say where a number stands, all would be in one row.
    assert.ok((rows[4] as number) < 100, `rows of ${rows}`);
  });
});

/**
 * The most places that are taken without a gap, for two thousand numbers that are so far apart: no number is looked for any further.
 * It is counted, not timed: on a machine that does much else a time says little.
 */
function longestRow(step: number): number {
  const table = new NumberTable<number>();
  for (let i = 0; i < 2_000; i++) table.set((1 + i * step) % 2 ** 32, i);
  const places = Reflect.get(table, "places") as readonly (number | undefined)[];
  assert.ok(places.length >= 2 * table.size && table.size === 2_000);
  let longest = 0;
  let row = 0;
  // Twice, for a row may go on at the beginning.
  for (const place of [...places, ...places]) {
    row = place === undefined ? 0 : row + 1;
    longest = Math.max(longest, row);
  }
  return longest;
}

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

  it("takes no longer for numbers which somebody has chosen so that they would stand in one row", () => {
    const least = (step: number): number => Math.min(...[1, 2, 3].map(() => msOf(step)));
    const [usual, chosen] = [least(2), least(2 ** 17)];
    // Were a number's last bits to say where it stands, it would be some 100 times as long.
    assert.ok(chosen < 20 * usual, `${chosen} ms, and ${usual} ms for usual numbers`);
  });
});

/** Milliseconds for thousands of numbers that are so far apart. */
function msOf(step: number): number {
  const numbers = Array.from({ length: 8_000 }, (_, i) => 1 + i * step);
  const beganMs = performance.now();
  const table = new NumberTable<number>();
  for (const number of numbers) table.set(number, number);
  let found = 0;
  for (const number of numbers) if (table.get(number) === number) found++;
  const tookMs = performance.now() - beganMs;
  assert.equal(found, numbers.length);
  return tookMs;
}

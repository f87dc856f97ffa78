import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { CallTable } from "../../../src/acceptor/remote/call-table.ts";

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

describe("the table of calls", () => {
  it("has what a map would have, whatever comes and goes", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
        const table = new CallTable<number | null>();
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
      }),
      { numRuns: 200 },
    );
  });

  it("lets calls go at a cost that does not grow with how many there are", () => {
    const count = 2 ** 17;
    const table = new CallTable<number>();
    const before = process.cpuUsage();
    for (let call = 1; call <= count; call++) table.set(call, call);
    for (let call = 1; call <= count; call++) assert.ok(table.delete(call));
    const { user } = process.cpuUsage(before);
    assert.equal(table.size, 0);
    // A hundredth of that; looking through all the others for each takes many seconds.
    assert.ok(user < 2_000_000, `${user} µs`);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Http2Stream } from "../../../src/acceptor/http2/http2-stream.ts";
import { StreamTable } from "../../../src/acceptor/http2/stream-table.ts";

const streamOf = (id: number): Http2Stream => ({ id }) as Http2Stream;

/** Rising ids, some apart, and which of those that are open end in between. */
const steps = fc.array(fc.record({ gap: fc.nat(40), ends: fc.array(fc.nat(), { maxLength: 3 }) }), { maxLength: 300 });

/** Milliseconds for thousands of streams whose ids are so far apart. */
function msOf(step: number): number {
  const ids = Array.from({ length: 8_000 }, (_, i) => 1 + i * step);
  const beganMs = performance.now();
  const table = new StreamTable();
  for (const id of ids) table.add(streamOf(id));
  let found = 0;
  for (const id of ids) if (table.get(id)?.id === id) found++;
  const tookMs = performance.now() - beganMs;
  assert.equal(found, ids.length);
  return tookMs;
}

describe("the table of streams", () => {
  it("has what a map would have, whatever comes and goes", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const table = new StreamTable();
        const expected = new Map<number, Http2Stream>();
        let id = 1;
        for (const { gap, ends } of all) {
          const stream = streamOf(id);
          table.add(stream);
          expected.set(id, stream);
          id += 2 + 2 * gap;
          for (const end of ends) {
            const open = [...expected.keys()];
            const gone = open[end % Math.max(1, open.length)] ?? 999;
            table.delete(gone);
            expected.delete(gone);
          }
          assert.equal(table.size, expected.size);
          for (let each = 1; each <= id; each += 2) assert.equal(table.get(each), expected.get(each));
        }
        assert.deepEqual(
          table
            .all()
            .map((stream) => stream.id)
            .sort((a, b) => a - b),
          [...expected.keys()],
        );
      }),
      { numRuns: 60 },
    );
  });

  it("takes no longer for ids which a client has chosen so that they would stand in one row", () => {
    const [usual, chosen] = [2, 2 ** 17].map((step) => Math.min(...[1, 2, 3].map(() => msOf(step)))) as [
      number,
      number,
    ];
    // Were the ids' last bits to say where they stand, it would be some 100 times as long.
    assert.ok(chosen < 20 * usual, `${chosen} ms, and ${usual} ms for usual ids`);
  });

  it("finds the highest id there is", () => {
    const table = new StreamTable();
    for (const id of [1, 2 ** 31 - 1, 2 ** 31 - 33]) table.add(streamOf(id));
    assert.equal(table.get(2 ** 31 - 1)?.id, 2 ** 31 - 1);
    table.delete(2 ** 31 - 1);
    assert.equal(table.get(2 ** 31 - 1), undefined);
    assert.equal(table.size, 2);
  });
});

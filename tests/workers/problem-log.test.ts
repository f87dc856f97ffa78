import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ProblemLog } from "../../src/workers/problem-log.ts";

describe("the log of a worker's problems", () => {
  function start(): { log: ProblemLog; told: [string, number][]; clock: { nowUs: number } } {
    const clock = { nowUs: 0x7fff_fff0, monotonicUs: () => clock.nowUs | 0, wallMs: () => 0 };
    const told: [string, number][] = [];
    return {
      log: new ProblemLog(
        clock,
        (problem, leftOut) => told.push([problem, leftOut]),
        (work) => work(),
      ),
      told,
      clock,
    };
  }

  it("tells where an error was thrown and what caused it", () => {
    const { log, told } = start();
    log.add(new Error("outer", { cause: new TypeError("inner") }));
    assert.match(told[0]?.[0] ?? "", /outer.*problem-log\.test.*inner/s);
  });

  it("tells one a second, and then how many it left out", () => {
    const { log, told, clock } = start();
    for (let i = 0; i < 5; i++) {
      log.add(i);
      clock.nowUs += 400_000;
    }
    assert.deepEqual(told, [
      ["0", 0],
      ["3", 2],
    ]);
    clock.nowUs += 1_000_000;
    log.add("next");
    assert.deepEqual(told[2], ["'next'", 1]);
  });

  it("still tells after a silence in which the clock wrapped", () => {
    const { log, told, clock } = start();
    log.add(1);
    clock.nowUs += 2 ** 31 + 5;
    log.add(2);
    assert.deepEqual(told, [
      ["1", 0],
      ["2", 0],
    ]);
  });

  it("names some of the requests that failed with what it tells, and those of no other", () => {
    const works: (() => void)[] = [];
    const told: unknown[] = [];
    const log = new ProblemLog(
      { monotonicUs: () => 0, wallMs: () => 0 },
      (problem, _leftOut, requests) => told.push([problem, requests.map(({ id }) => id)]),
      (work) => works.push(work),
    );
    const failed = (id: number) => log.failed({ id, namespace: "n", operation: "get" });
    failed(1);
    log.add("first");
    for (let id = 2; id < 40; id++) failed(id);
    works.shift()?.();
    failed(50);
    assert.deepEqual(told, [["'first'", [2, 3, 4, 5, 6, 7, 8, 9]]]);
  });
});

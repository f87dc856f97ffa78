import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type LevelTargets, NO_LEVELS } from "../../../src/common/service-levels.ts";
import { LevelBook } from "../../../src/metrics/levels/level-book.ts";
import type { LevelStatus } from "../../../src/metrics/levels/level-status.ts";
import { MAX_LEVEL_NAMESPACES } from "../../../src/metrics/levels/windows.ts";

const MINUTE_MS = 60_000;

function bookOf(targets: Partial<LevelTargets>): LevelBook {
  const book = new LevelBook();
  book.declare([{ name: "orders", targets: { ...NO_LEVELS, ...targets } }], 0);
  return book;
}

/** `fast` reads of 1 ms and `slow` ones of 50 ms. */
function addReads(book: LevelBook, fast: number, slow: number, nowMs: number): void {
  const count = fast + slow;
  book.add("orders", "read", { asked: count, served: count, failed: 0, latencyUs: [1_000, fast, 50_000, slow] }, nowMs);
}

function only(book: LevelBook, nowMs: number): LevelStatus {
  const statuses = [...book.evaluate(nowMs)];
  assert.equal(statuses.length, 1);
  return statuses[0] as LevelStatus;
}

const burns = ({ windows }: LevelStatus): (number | null)[] => windows.map(({ burn }) => burn);

describe("levels of service", () => {
  it("say nothing before enough was seen", () => {
    const book = bookOf({ readP99Ms: 5 });
    assert.equal(only(book, 0).state, "no data");
    assert.equal(only(book, 0).current, null);
    addReads(book, 0, 9, 1_000);
    assert.equal(only(book, 1_000).state, "no data");
    addReads(book, 0, 1, 2_000);
    assert.equal(only(book, 2_000).state, "missed");
  });

  it("are met at exactly the share that may be slow, and missed beyond", () => {
    const book = bookOf({ readP99Ms: 5 });
    addReads(book, 990, 10, 1_000);
    const met = only(book, 1_000);
    assert.deepEqual([met.state, met.windows[0]?.burn, met.windows[0]?.bad], ["met", 1, 10]);
    addReads(book, 0, 1, 2_000);
    const missed = only(book, 2_000);
    assert.equal(missed.state, "missed");
    assert.ok((missed.current ?? 0) >= 50, "the quantile is one of the slow ones");
  });

  it("are not missed by fewer calls than a handful, whatever their share", () => {
    const book = bookOf({ readP999Ms: 5 });
    addReads(book, 20, 4, 1_000);
    assert.equal(only(book, 1_000).state, "met");
    addReads(book, 0, 1, 1_000);
    assert.equal(only(book, 1_000).state, "missed");
  });

  it("are met again a minute after it got better, though the long window remembers", () => {
    const book = bookOf({ readP99Ms: 5 });
    addReads(book, 0, 1_000, 0);
    for (let at = 30_000; at < 90_000; at += 10_000) addReads(book, 1_000, 0, at);
    const status = only(book, 80_000);
    assert.equal(status.state, "met");
    const [minute = 0, five = 0] = burns(status) as number[];
    assert.equal(minute, 0);
    assert.ok(five > 10, `${five}`);
  });

  it("of a quiet namespace go by longer windows", () => {
    const book = bookOf({ readP99Ms: 5 });
    for (let minute = 0; minute < 60; minute++) addReads(book, 0, 3, minute * MINUTE_MS);
    const status = only(book, 59 * MINUTE_MS);
    assert.ok((status.windows[0]?.samples ?? 0) < 10);
    assert.equal(status.state, "missed");
    // Nobody asks any more: after half an hour there is nothing to say.
    assert.equal(only(book, 100 * MINUTE_MS).state, "no data");
  });

  it("raise the fast alert when an hour and its last minutes burn 14.4 times too fast, and the slow one at 6", () => {
    const alertsAt = (slowOfThousand: number, minutes: number): LevelStatus["alerts"] => {
      const book = bookOf({ readP99Ms: 5 });
      for (let minute = 0; minute < minutes; minute++) {
        addReads(book, 1_000 - slowOfThousand, slowOfThousand, minute * MINUTE_MS);
      }
      return only(book, (minutes - 1) * MINUTE_MS).alerts;
    };
    assert.deepEqual(alertsAt(150, 61), { fast: true, slow: true });
    assert.deepEqual(alertsAt(140, 61), { fast: false, slow: true });
    assert.deepEqual(alertsAt(59, 361), { fast: false, slow: false });
    assert.deepEqual(alertsAt(61, 361), { fast: false, slow: true });
  });

  it("of errors count failures by what was served and failed", () => {
    const book = bookOf({ errorRatio: 0.01 });
    book.add("orders", "all", { asked: 2_000, served: 985, failed: 15, latencyUs: [] }, 1_000);
    const status = only(book, 1_000);
    assert.deepEqual([status.state, status.current, status.windows[0]?.burn], ["missed", 0.015, 1.5]);
  });

  it("of rates are missed only when as much was asked as is needed", () => {
    const book = bookOf({ readRps: 100 });
    const read = (asked: number, served: number, atMs: number): void =>
      book.add("orders", "read", { asked, served, failed: asked - served, latencyUs: [] }, atMs);
    read(500, 400, 10_000);
    assert.equal(only(book, 10_000).state, "met");
    read(600, 500, 10_000);
    const status = only(book, 10_000);
    assert.deepEqual([status.state, status.current, status.windows[0]?.burn], ["missed", 90, 1.1]);
  });

  it("take another target at once, and keep what was measured", () => {
    const book = bookOf({ readP99Ms: 5 });
    addReads(book, 0, 100, 1_000);
    book.declare([{ name: "orders", targets: { ...NO_LEVELS, readP99Ms: 100 } }], 2_000);
    assert.deepEqual([only(book, 2_000).state, only(book, 2_000).windows[0]?.samples], ["met", 100]);
    book.declare([], 3_000);
    assert.deepEqual([[...book.evaluate(3_000)].length, book.isEmpty], [0, true]);
  });

  it("are measured of so many namespaces and no more; of the others they say that there are no data", () => {
    const book = new LevelBook();
    const targets = { ...NO_LEVELS, readP99Ms: 5 };
    const names = Array.from({ length: MAX_LEVEL_NAMESPACES + 1 }, (_, i) => ({ name: `n${i}`, targets }));
    book.declare(names, 0);
    for (const { name } of names) {
      book.add(name, "read", { asked: 20, served: 20, failed: 0, latencyUs: [1_000, 20] }, 0);
    }
    const states = [...book.evaluate(0)].map(({ state }) => state);
    assert.equal(states.filter((state) => state === "met").length, MAX_LEVEL_NAMESPACES);
    assert.equal(states.at(-1), "no data");
  });
});

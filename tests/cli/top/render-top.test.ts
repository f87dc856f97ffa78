import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renderTop } from "../../../src/cli/top/render-top.ts";
import { shortCount, shortTime } from "../../../src/cli/top/top-rows.ts";
import { press, type TopView } from "../../../src/cli/top/top-view.ts";
import type { OffloadKind, WorkerShare } from "../../../src/control/top/top-report.ts";
import { operation, sampleReport } from "./sample-report.ts";

const view: TopView = { order: "p99", filter: "", typed: null, isPaused: false, isEnded: false };

describe("the picture of prism top", () => {
  it("fits 80 columns and 24 rows, with every table in it", () => {
    const lines = renderTop(sampleReport(), view, { columns: 80, rows: 24 });
    const texts = lines.map(({ text }) => text);
    assert.ok(lines.length <= 24);
    for (const text of texts) assert.ok([...text].length <= 80 && !text.includes("…"), text);
    assert.match(texts[0] as string, /^prism 1\.2\.3 {2}up 1h2m {2}03:04:05 UTC {2}over 1\.0s$/);
    assert.deepEqual(
      texts.filter((text) => /^(WORKER|STORE|NAMESPACE) /.test(text)).map((text) => text.split(" ")[0]),
      ["WORKER", "STORE", "NAMESPACE"],
    );
    assert.match(texts.at(-1) as string, /^q quit {2}s sort \(p99\)/);
    // The slowest first.
    const [first, second] = texts.slice(texts.findIndex((text) => text.startsWith("NAMESPACE")) + 1);
    assert.match(first as string, /^carts .* 5\.00ms/);
    assert.match(second as string, /^orders .* 1\.23ms/);
    const alarms = lines.filter(({ look }) => look === "alarm").map(({ text }) => text.split(" ")[0]);
    assert.deepEqual(alarms, ["levels", "pg", "carts"]);
  });

  it("is never larger than the terminal, however small that is, and keeps its last line", () => {
    const workers = Array.from({ length: 40 }, (_, i) => ({
      ...(sampleReport().workers[0] as WorkerShare),
      worker: i,
      isUp: i !== 30,
    }));
    const operations = Array.from({ length: 300 }, (_, i) => operation(`namespace-${i}`));
    const report = sampleReport({ workers, operations, operationCount: 900 });
    for (let rows = 1; rows <= 60; rows++) {
      for (const columns of [20, 80, 200]) {
        const lines = renderTop(report, view, { columns, rows }, "no answer: it is gone");
        assert.ok(lines.length <= rows, `${lines.length} of ${rows}`);
        for (const { text } of lines) assert.ok([...text].length <= columns);
        assert.ok(lines.at(-1)?.text.startsWith("q quit"));
      }
    }
    // A worker that is down is seen where not all have room.
    const texts = renderTop(report, view, { columns: 200, rows: 24 }).map(({ text }) => text);
    assert.ok(texts.some((text) => /^30 +down/.test(text)));
    assert.ok(texts.some((text) => /^operations by p99, \d+ of 900$/.test(text)));
  });

  it("shows the work off the hot path by kind while there is any, and what of it is refused as an alarm", () => {
    const kind: OffloadKind = {
      ...{ task: "sealChunk", underWay: 3, perSecond: 40, failedPerSecond: 0, refusedPerSecond: 0 },
      ...{ cancelledPerSecond: 0, waitUs: 9_000, runUs: 12_000, threads: 0.48 },
    };
    const idle = { ...kind, task: "openChunk", underWay: 0, perSecond: 0 };
    const linesOf = (kinds: readonly OffloadKind[]) =>
      renderTop(sampleReport({ offload: { threads: 2, busy: 1, waiting: 2, kinds } }), view, { columns: 80, rows: 30 });
    assert.ok(!linesOf([idle]).some(({ text }) => /^pool |^TASK /.test(text)));
    const lines = linesOf([kind, idle, { ...kind, task: "scrubBlock", refusedPerSecond: 5 }]);
    const texts = lines.map(({ text }) => text);
    assert.ok(texts.includes("pool 1 of 2 threads busy  2 waiting"));
    const at = texts.findIndex((text) => text.startsWith("TASK "));
    assert.match(texts[at + 1] as string, /^sealChunk +3 +40 +0 +0 +0 +9\.00ms +12\.0ms +0\.48$/);
    assert.deepEqual([lines[at + 1]?.look, lines[at + 2]?.look], ["plain", "alarm"]);
    assert.match(texts[at + 2] as string, /^scrubBlock /);
    assert.equal(texts[at + 3], "operations by p99");
    for (const text of texts) assert.ok([...text].length <= 80 && !text.includes("…"), text);
  });

  it("escapes what would move the cursor", () => {
    const report = sampleReport({ operations: [operation("a\x1b[2Jb")] });
    const text = renderTop(report, view, { columns: 200, rows: 40 })
      .map((line) => line.text)
      .join("\n");
    assert.ok(!text.includes("\x1b"));
    assert.match(text, /a\\u\{1b\}\[2Jb/);
  });

  it("has numbers of at most five characters, and times of at most six", () => {
    for (let power = 0; power < 11; power += 0.01) {
      assert.ok(shortCount(10 ** power).length <= 5, shortCount(10 ** power));
      if (power < 9) assert.ok(shortTime(10 ** power).length <= 6, shortTime(10 ** power));
    }
  });
});

describe("the keys of prism top", () => {
  it("end, pause and sort", () => {
    assert.equal(press(view, "q").isEnded, true);
    assert.equal(press(view, "\x03").isEnded, true);
    assert.equal(press(view, "p").isPaused, true);
    assert.equal(press(view, "pp").isPaused, false);
    assert.equal(press(view, "s").order, "rate");
    assert.equal(press(view, "sssss").order, "p99");
    assert.deepEqual(press(view, "\x1b[A\x1bOPx"), view);
  });

  it("type a filter, which Enter takes, Esc leaves, and Esc again clears", () => {
    const typing = press(view, "/qp\x7fx");
    assert.deepEqual([typing.typed, typing.filter, typing.isEnded], ["qx", "", false]);
    const taken = press(typing, "\r");
    assert.deepEqual([taken.typed, taken.filter], [null, "qx"]);
    assert.deepEqual(press(taken, "/z\x1b"), taken);
    assert.equal(press(taken, "\x1b").filter, "");
    assert.equal(press(view, "/\x03").isEnded, true);
    assert.equal((press(view, `/${"a".repeat(500)}`).typed ?? "").length, 64);
  });
});

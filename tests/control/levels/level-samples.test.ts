import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CallNumber } from "../../../src/codec/calls.ts";
import { Code } from "../../../src/common/codes.ts";
import { NO_LEVELS } from "../../../src/common/service-levels.ts";
import { addReport } from "../../../src/control/levels/level-samples.ts";
import { LevelBook } from "../../../src/metrics/levels/level-book.ts";
import { RequestRecorder } from "../../../src/metrics/request-recorder.ts";

const targets = { ...NO_LEVELS, readP50Ms: 1, writeP50Ms: 1, errorRatio: 0.1 };

/** Samples and bad ones of each level in the shortest window. */
function countsAfter(
  calls: readonly (readonly [operation: number, code: number, count: number])[],
  withheld: readonly { readonly namespaceIndex: number; readonly reason: string; readonly count: number }[] = [],
): Record<string, readonly [samples: number, bad: number]> {
  const book = new LevelBook();
  book.declare([{ name: "orders", targets }], 0);
  const recorder = new RequestRecorder();
  for (const [operation, code, count] of calls) {
    for (let i = 0; i < count; i++) recorder.record(1, operation, code, 2_000, 0, 0);
  }
  addReport(book, { series: recorder.takeSeries(), withheld }, ["other", "orders"], 0);
  return Object.fromEntries(
    [...book.evaluate(0)].map(({ level, windows }) => [level, [windows[0]?.samples ?? 0, windows[0]?.bad ?? 0]]),
  );
}

describe("what a worker reports, in the book of levels", () => {
  it("is of reads or writes; of what waits for messages only failures count", () => {
    const counts = countsAfter([
      [CallNumber.KV_GET, Code.OK, 3],
      [CallNumber.KV_SCAN, Code.OK, 4],
      [CallNumber.KV_PUT, Code.OK, 5],
      [CallNumber.STREAM_PUBLISH, Code.OK, 6],
      [CallNumber.STREAM_FETCH, Code.OK, 7],
      [CallNumber.STREAM_FETCH, Code.UNAVAILABLE, 2],
    ]);
    assert.deepEqual(counts, { readP50Ms: [7, 7], writeP50Ms: [11, 11], errorRatio: [27, 2] });
  });

  it("counts as failed what is the gateway's or the store's fault, and leaves out what is the caller's", () => {
    const failed = [
      Code.UNKNOWN,
      Code.DEADLINE_EXCEEDED,
      Code.RESOURCE_EXHAUSTED,
      Code.INTERNAL,
      Code.UNAVAILABLE,
      Code.DATA_LOSS,
    ];
    const all = Object.values(Code).map((code) => [CallNumber.KV_GET, code, 1] as const);
    assert.deepEqual(countsAfter(all), {
      readP50Ms: [1, 1],
      writeP50Ms: [0, 0],
      errorRatio: [1 + failed.length, failed.length],
    });
  });

  it("does not count as failed what was withheld from a principal over its own limits", () => {
    const counts = countsAfter(
      [
        [CallNumber.KV_GET, Code.OK, 10],
        [CallNumber.KV_GET, Code.RESOURCE_EXHAUSTED, 8],
        [CallNumber.KV_GET, Code.PERMISSION_DENIED, 4],
      ],
      [
        { namespaceIndex: 1, reason: "RATE_LIMITED", count: 5 },
        { namespaceIndex: 1, reason: "ACCESS_DENIED", count: 4 },
        { namespaceIndex: 0, reason: "RATE_LIMITED", count: 3 },
      ],
    );
    assert.deepEqual(counts.errorRatio, [13, 3]);
  });
});

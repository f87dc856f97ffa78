import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AnswerComparison, type AnswerDiff } from "../../../src/bench/replay/answer-diff.ts";
import { firstStates } from "../../../src/bench/replay/first-state.ts";
import type { ReadRecord } from "../../../src/capture/read-capture.ts";
import { encodeValueStub } from "../../../src/capture/value-stub.ts";
import { CallNumber } from "../../../src/codec/calls.ts";
import { join, lenRecord, varintRecord } from "../../codec/wire-records.ts";

const none = Buffer.alloc(0);
const HASH = Buffer.from("12345678");

interface Got {
  readonly size?: number;
  readonly version?: number;
  readonly hash?: Buffer;
}

/** The answer to a get. */
const found = ({ size = 20, version = 1, hash = HASH }: Got = {}): Buffer =>
  join([
    varintRecord(1, 1n),
    lenRecord(2, encodeValueStub(Buffer.alloc(size), hash)),
    varintRecord(3, BigInt(version)),
  ]);

function record(answer: Buffer, more: Partial<ReadRecord> = {}): ReadRecord {
  return {
    ...{ arrivalUs: 1, connection: 1, timeoutMs: 0, totalUs: 1, backendUs: 1, queueUs: 1, door: 0 },
    ...{ call: CallNumber.KV_GET, code: 0, reason: "", principal: none, idempotency: none, answer },
    request: join([lenRecord(2, Buffer.from("k"))]),
    header: {
      ...{ recording: "r", namespace: "n", worker: 0, startedMs: 0, values: "hash", keySeparator: "", sample: 1 },
    },
    ...more,
  };
}

function compare(pairs: readonly [then: Buffer, now: Buffer | null][], isInStep = true): AnswerDiff {
  const comparison = new AnswerComparison(10, isInStep);
  for (const [then, now] of pairs) {
    comparison.add(record(then), now === null ? null : { code: 0, reason: "", answer: now });
  }
  return comparison.diff;
}

const kinds = (diff: AnswerDiff): string[] => diff.examples.map(({ kind }) => kind);

describe("the comparison of answers", () => {
  it("finds nothing in what is alike, and each kind of what is not", () => {
    assert.deepEqual(
      compare([
        [found(), found({ version: 700 })],
        [none, none],
      ]).differences,
      0,
    );
    const pairs: [Buffer, Buffer | null][] = [
      [found(), null],
      [found(), none],
      [none, found()],
      [found(), found({ size: 21 })],
      [found(), found({ hash: Buffer.from("87654321") })],
    ];
    assert.deepEqual(kinds(compare(pairs)), ["no answer", "found", "found", "size", "value"]);
    const comparison = new AnswerComparison(10, true);
    comparison.add(record(found()), { code: 14, reason: "WORKER_LOST", answer: none });
    const [example] = comparison.diff.examples;
    assert.deepEqual(
      [example?.kind, example?.recorded, example?.replayed, example?.key],
      ["outcome", "OK", "UNAVAILABLE WORKER_LOST", "k"],
    );
  });

  it("compares versions by what came before them, and not where that is chance", () => {
    const grows: [Buffer, Buffer][] = [
      [found({ version: 5 }), found({ version: 90 })],
      [found({ version: 6 }), found({ version: 91 })],
      [found({ version: 6 }), found({ version: 91 })],
    ];
    assert.equal(compare(grows).differences, 0);
    const later: [Buffer, Buffer][] = [...grows, [found({ version: 6 }), found({ version: 92 })]];
    assert.deepEqual([kinds(compare(later)), kinds(compare(later, false))], [["version"], []]);
    const earlier: [Buffer, Buffer][] = [...grows, [found({ version: 7 }), found({ version: 90 })]];
    assert.deepEqual([kinds(compare(earlier)), kinds(compare(earlier, false))], [["version"], ["version"]]);
  });

  it("says nothing of values in chunks, which no recorded call has written, until their keys are written anew", () => {
    const comparison = new AnswerComparison(10, true);
    const large = { code: 9, reason: "VALUE_IS_LARGE" };
    const ok = { code: 0, reason: "" };
    comparison.add(record(none, large), { ...ok, answer: none });
    comparison.add(record(join([varintRecord(1, 1n)]), { call: CallNumber.KV_EXISTS }), { ...ok, answer: none });
    assert.deepEqual([comparison.diff.notComparable, comparison.diff.differences], [2, 0]);
    comparison.add(record(join([varintRecord(1, 2n)]), { call: CallNumber.KV_PUT }), {
      ...ok,
      answer: join([varintRecord(1, 2n)]),
    });
    comparison.add(record(found()), { ...ok, answer: none });
    assert.deepEqual(kinds(comparison.diff), ["found"]);
  });

  it("says nothing of ranges and pages, and counts what a beginning of keys finds", () => {
    const items = (count: number, token = ""): Buffer =>
      join([
        ...Array.from({ length: count }, (_, i) => lenRecord(1, join([lenRecord(1, Buffer.from(`k${i}`))]))),
        ...(token === "" ? [] : [lenRecord(2, Buffer.from(token))]),
      ]);
    const scanOf = (request: Buffer, then: Buffer, now: Buffer): AnswerDiff => {
      const comparison = new AnswerComparison(10, true);
      comparison.add(record(then, { call: CallNumber.KV_SCAN, request }), { code: 0, reason: "", answer: now });
      return comparison.diff;
    };
    const prefix = join([lenRecord(2, Buffer.from("k"))]);
    assert.deepEqual(kinds(scanOf(prefix, items(3), items(2))), ["count"]);
    assert.equal(scanOf(prefix, items(3), items(3)).compared, 1);
    assert.equal(scanOf(prefix, items(3, "next"), items(3)).notCompared, 1);
    assert.equal(scanOf(join([lenRecord(3, Buffer.from("a"))]), items(3), items(2)).notCompared, 1);
  });
});

describe("what a recording tells of the time before it", () => {
  const about = (key: string, call: number, answer: Buffer, more: Partial<ReadRecord> = {}): ReadRecord =>
    record(answer, { call, request: join([lenRecord(2, Buffer.from(key))]), ...more });

  it("is what the first answer about a key says, and nothing where that says nothing", () => {
    const states = firstStates([
      about("read", CallNumber.KV_GET, found({ size: 9, version: 4 })),
      about("read", CallNumber.KV_GET, none),
      about("absent", CallNumber.KV_GET, none),
      about("written", CallNumber.KV_PUT, join([varintRecord(1, 7n)])),
      about("written", CallNumber.KV_GET, found()),
      about("deleted", CallNumber.KV_DELETE, join([varintRecord(1, 1n)])),
      about("failed", CallNumber.KV_GET, none, { code: 14, reason: "WORKER_LOST" }),
      record(join([varintRecord(1, 3n)]), {
        call: CallNumber.KV_PUT,
        request: join([lenRecord(2, Buffer.from("made")), varintRecord(5, 0n)]),
      }),
    ]);
    assert.deepEqual(
      states.map(({ key, isThere, version }) => [key, isThere, version]),
      [
        ["read", true, 4],
        ["absent", false, 0],
        ["deleted", true, 0],
        ["made", false, 0],
      ],
    );
  });
});

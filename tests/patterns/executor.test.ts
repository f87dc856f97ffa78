import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { createMemoryStore } from "../../src/backends/memory/memory-store.ts";
import { Code } from "../../src/common/codes.ts";
import { Failure } from "../../src/common/failure.ts";
import { MAX_ANSWER_BYTES, MAX_VALUE_BYTES } from "../../src/common/limits.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import { READ_SLICE_ITEMS } from "../../src/patterns/keyvalue/read-batch.ts";
import { KeyValueBench } from "./keyvalue-bench.ts";
import { batchDelete, batchGet, batchPut, exists, get, once, put, remove, scan } from "./keyvalue-spec.ts";
import { RecordingStore } from "./recording-store.ts";

const NOW_MS = 1_000_000;
const clock = { wallMs: () => Date.UTC(2026, 0, 1), monotonicUs: () => 0 };
const full = new PrismError(new Failure(Code.RESOURCE_EXHAUSTED, "STORE_FULL", "the disk is full"));

let store: RecordingStore;
let bench: KeyValueBench;

type Answer = Record<string, unknown> | undefined;

/** The answer's result under the call's name; fails the test when it is an error. */
function resultOf(answer: Answer, call: string): Record<string, unknown> {
  assert.ok(answer?.[call] !== undefined, JSON.stringify(answer));
  return answer[call] as Record<string, unknown>;
}

const valueIn = (answer: Answer): string =>
  Buffer.from((resultOf(answer, "kv_get").value ?? []) as Uint8Array).toString();
const reasonOf = (answer: Answer): string => ((answer?.error ?? {}) as { reason?: string }).reason ?? "";
const run = (...specs: Parameters<KeyValueBench["run"]>[0][number][]): Record<string, unknown>[] =>
  bench.run(specs, NOW_MS);

beforeEach(() => {
  store = new RecordingStore(createMemoryStore({ maxBytes: 1e6, clock }));
  bench = new KeyValueBench(store);
});

describe("a batch of calls", () => {
  it("reads everything in one call of the store", () => {
    run(get("a"), exists("b"), batchGet("c", "d"), get("a"));
    assert.deepEqual(store.log, ["get a b c d a"]);
  });

  it("reads a large batch in slices, and no further than the answer has room", () => {
    const large = createMemoryStore({ maxBytes: 64 * MAX_VALUE_BYTES, clock });
    store = new RecordingStore(large);
    bench = new KeyValueBench(store);
    const keys = Array.from({ length: 3 * READ_SLICE_ITEMS }, (_, i) => `k${i}`);
    const [first, last] = [READ_SLICE_ITEMS - 1, keys.length - 1];
    run(
      ...[1, 2, first + 1, first + 2].map((i) => put(`k${i}`, "v".repeat(MAX_ANSWER_BYTES / 2))),
      put(`k${last}`, "v"),
    );
    store.log.length = 0;
    const [answer] = run(batchGet(...keys));
    assert.deepEqual(
      store.log,
      [0, 1].map((i) => ["get", ...keys.slice(i * READ_SLICE_ITEMS, (i + 1) * READ_SLICE_ITEMS)].join(" ")),
    );
    const { results } = resultOf(answer, "kv_batch_get") as { results: Record<string, unknown>[] };
    const found = results.flatMap((result, i) => (result.found ? [i] : []));
    const refused = results.flatMap((result, i) => (reasonOf(result) === "ANSWER_TOO_LARGE" ? [i] : []));
    assert.deepEqual(found, [1, 2]);
    const unread = Array.from({ length: READ_SLICE_ITEMS }, (_, i) => 2 * READ_SLICE_ITEMS + i);
    assert.deepEqual(refused, [first + 1, first + 2, ...unread]);
    assert.equal(results.length, keys.length);
  });

  it("reads a large batch of small values whole", () => {
    const keys = Array.from({ length: 100 }, (_, i) => `k${i}`);
    run(...keys.map((key) => put(key, key)));
    const { results } = resultOf(run(batchGet(...keys))[0], "kv_batch_get") as { results: { value: Uint8Array }[] };
    assert.deepEqual(
      results.map((result) => Buffer.from(result.value).toString()),
      keys,
    );
  });

  it("writes plain puts in one call of the store and one transaction", () => {
    run(put("a", "1"), batchPut({ key: "b" }, { key: "c" }), put("a", "2"));
    assert.deepEqual(store.log, ["begin", "put a b c a", "commit"]);
  });

  it("reads first what no write before it touches, and answers it before the writes", () => {
    const answers = run(get("a"), put("a", "1"), get("b"), put("c", "2"), get("a"), get("d"));
    assert.deepEqual(store.log, ["get a b d", "begin", "put a c", "get a", "commit"]);
    assert.equal(bench.early, 3);
    assert.deepEqual(
      answers.map((a) => (a.kv_get === undefined ? "" : valueIn(a))),
      ["", "", "", "", "1", ""],
    );
  });

  it("reads in the transaction what a batch or a delete before it touches", () => {
    run(batchPut({ key: "a" }, { key: "b" }), batchGet("x", "b"), remove("y"), exists("y"), get("z"));
    assert.deepEqual(store.log, ["get z", "begin", "put a b", "get x b", "delete y", "get y", "commit"]);
  });

  it("scans before the writes when it came before them, and among them when it came after one", () => {
    run(scan(), put("a", "1"), scan());
    assert.deepEqual(store.log, ["scan", "begin", "put a", "scan", "commit"]);
  });

  it("does not hold a read back for what an earlier batch wrote", () => {
    run(put("a", "1"), get("a"));
    store.log.length = 0;
    run(put("b", "2"), get("a"), get("b"));
    assert.deepEqual(store.log, ["get a", "begin", "put b", "get b", "commit"]);
  });

  it("writes under an idempotency key by itself, in the same transaction", () => {
    run(put("a", "1"), once("k", put("b", "2")), put("c", "3"));
    assert.deepEqual(store.log, ["begin", "put a", "put b", "put c", "commit"]);
  });

  it("does not open a transaction for reads alone", () => {
    run(get("a"), scan());
    assert.deepEqual(store.log, ["get a", "scan"]);
    assert.equal(bench.early, 0, "with no writes behind them, all are answered at the end");
  });
});

describe("a batch that fails", () => {
  it("is rolled back and done call by call when the commit fails", () => {
    let commits = 0;
    store.fault = (call) => (call === "commit" && commits++ === 0 ? full : null);
    const answers = run(put("a", "1"), get("a"), put("b", "2"));
    assert.deepEqual(answers.map(reasonOf), ["", "", ""]);
    assert.equal(valueIn(answers[1]), "1");
    assert.deepEqual(store.log, [
      ...["begin", "put a", "get a", "put b", "commit", "rollback"],
      ...["begin", "put a", "commit", "get a", "begin", "put b", "commit"],
    ]);
    assert.equal(valueIn(run(get("b"))[0]), "2");
  });

  it("fails only the call that cannot be done", () => {
    store.fault = (call, keys) => (call === "put" && keys.includes("poison") ? full : null);
    const answers = run(put("a", "1"), put("poison", "2"), once("k", put("b", "3")), remove("a"), get("a"));
    assert.deepEqual(answers.map(reasonOf), ["", "STORE_FULL", "", "", ""]);
    assert.equal(resultOf(answers[4], "kv_get").found ?? false, false);
    store.fault = () => null;
    assert.equal(valueIn(run(get("b"))[0]), "3");
  });

  it("shows no read what was rolled back", () => {
    store.fault = (call, keys) => (call === "put" && keys.includes("a") ? null : call === "commit" ? full : null);
    const answers = run(put("a", "1"), get("a"), scan(), exists("a"), batchGet("a"));
    assert.deepEqual(answers.map(reasonOf), ["STORE_FULL", "", "", "", ""]);
    assert.deepEqual(answers[1]?.kv_get, {});
    assert.deepEqual(answers[2]?.kv_scan, {});
    assert.deepEqual(answers[3]?.kv_exists, {});
    assert.deepEqual(answers[4]?.kv_batch_get, { results: [{}] });
  });

  it("fails a call as a whole, and every call when none can be committed", () => {
    store.fault = (call) => (call === "begin" ? full : null);
    const answers = run(put("a", "1"), batchPut({ key: "b" }, { key: "c" }), once("k", batchDelete({ key: "a" })));
    assert.deepEqual(answers.map(reasonOf), ["STORE_FULL", "STORE_FULL", "STORE_FULL"]);
    store.fault = () => null;
    assert.deepEqual(run(batchGet("a", "b", "c"))[0]?.kv_batch_get, { results: [{}, {}, {}] });
  });

  it("fails the early reads without failing the writes", () => {
    store.fault = (call) => (call === "get" ? full : null);
    const answers = run(get("x"), scan(), put("a", "1"));
    assert.deepEqual(answers.map(reasonOf), ["STORE_FULL", "STORE_FULL", ""]);
  });

  it("does not carry the items of a failed batch over into the next", () => {
    store.fault = (call) => (call === "get" ? full : null);
    run(get("x"), get("y"));
    store.fault = () => null;
    store.log.length = 0;
    run(put("a", "1"));
    assert.deepEqual(store.log, ["begin", "put a", "commit"]);
  });

  it("tells an error that no store knows apart, and hides its cause", () => {
    store.fault = () => new TypeError("secret path /x");
    const error = run(put("a", "1"))[0]?.error as Record<string, unknown>;
    assert.equal(error.reason, "STORE_FAILED");
    assert.equal(error.code, Code.INTERNAL);
    assert.doesNotMatch(JSON.stringify(error), /secret/);
  });

  it("hands the cause of every INTERNAL answer on for the log, and no other", () => {
    const cause = new TypeError("x is undefined");
    store.fault = (call) => (call === "put" ? cause : call === "get" ? full : null);
    run(get("x"), put("a", "1"));
    assert.deepEqual(bench.internal, [cause]);
    const refused = new PrismError(new Failure(Code.INTERNAL, "STORE_ERROR", "refused"), { cause });
    store.fault = () => refused;
    run(get("x"), get("y"));
    assert.deepEqual(bench.internal, [cause, refused]);
  });
});

describe("an idempotency key", () => {
  it("gives a repeated write the first answer, marked, and writes nothing", () => {
    for (const write of [
      put("a", "1"),
      remove("a"),
      batchPut({ key: "b" }, { key: "c" }),
      batchDelete({ key: "b" }, { key: "nothing" }),
    ]) {
      const spec = once(`key of ${write.call}`, write);
      const first = run(spec)[0]?.[write.call] as object;
      store.log.length = 0;
      assert.deepEqual(run(spec)[0]?.[write.call], { ...first, replayed: true });
      assert.deepEqual(store.log, ["begin", "commit"]);
      assert.deepEqual(
        run(spec, spec).map((a) => a[write.call]),
        Array(2).fill({ ...first, replayed: true }),
      );
    }
  });

  it("counts a repetition in the same batch", () => {
    const [first, again] = run(once("k", put("a", "1")), once("k", put("a", "1")));
    assert.equal(resultOf(first, "kv_put").replayed, undefined);
    assert.deepEqual(again?.kv_put, { ...(first?.kv_put as object), replayed: true });
  });

  it("is refused for another key, value, condition or operation, and changes nothing", () => {
    run(once("k", put("a", "1")));
    const others = [
      put("b", "1"),
      put("a", "2"),
      put("a", "1", { if_version: 0 }),
      remove("a"),
      batchPut({ key: "a" }),
    ];
    for (const other of others) {
      const error = run(once("k", other))[0]?.error as Record<string, unknown>;
      assert.deepEqual(
        [error.code, error.reason, (error.metadata as object) ?? {}],
        [Code.INVALID_ARGUMENT, "IDEMPOTENCY_KEY_REUSED", { field: "idempotency_key" }],
      );
    }
    assert.equal(valueIn(run(get("a"))[0]), "1");
  });

  it("is refused for a delete whose message has the same bytes as the put", () => {
    run(once("k", put("a", "")));
    assert.equal(reasonOf(run(once("k", remove("a")))[0]), "IDEMPOTENCY_KEY_REUSED");
  });

  it("does not repeat an answer that was rolled back with its write", () => {
    let commits = 0;
    store.fault = (call) => (call === "commit" && commits++ < 2 ? full : null);
    const [first, again] = run(once("k", put("a", "1")), once("k", put("a", "1")));
    assert.equal(reasonOf(first), "STORE_FULL");
    assert.equal(resultOf(again, "kv_put").replayed, undefined);
    assert.equal(valueIn(run(get("a"))[0]), "1");
  });

  it("belongs to its namespace", () => {
    run(once("k", put("a", "1")));
    const elsewhere = run({ ...once("k", put("a", "2")), namespace: "other" })[0]?.kv_put as { replayed?: boolean };
    assert.equal(elsewhere.replayed, undefined);
  });

  it("does not remember a write whose condition failed, so that it can be tried again", () => {
    const spec = once("k", put("a", "1", { if_version: 5 }));
    assert.deepEqual([reasonOf(run(spec)[0]), reasonOf(run(spec)[0])], ["VERSION_MISMATCH", "VERSION_MISMATCH"]);
    assert.equal(reasonOf(run(once("k", put("a", "1", { if_version: 0 })))[0]), "");
  });

  it("is forgotten with the write when the transaction is rolled back", () => {
    let commits = 0;
    store.fault = (call) => (call === "commit" && commits++ < 2 ? full : null);
    const spec = once("k", put("a", "1"));
    assert.equal(reasonOf(run(spec)[0]), "STORE_FULL");
    assert.equal(reasonOf(run(spec)[0]), "STORE_FULL");
    assert.equal(resultOf(run(spec)[0], "kv_put").replayed, undefined);
    assert.equal(resultOf(run(spec)[0], "kv_put").replayed, true);
  });

  it("ends after its retention", () => {
    const spec = once("k", put("a", "1"));
    run(spec);
    const later = NOW_MS + 24 * 3600 * 1000;
    assert.equal(resultOf(bench.run([spec], later - 1)[0], "kv_put").replayed, true);
    assert.equal(resultOf(bench.run([spec], later)[0], "kv_put").replayed, undefined);
  });
});

import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { KeyValueStore } from "../../src/backends/contract.ts";
import { createMemoryStore } from "../../src/backends/memory/memory-store.ts";
import { openSqliteStore } from "../../src/backends/sqlite/sqlite-store.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { KeyValueBench } from "./keyvalue-bench.ts";
import { batchPut, get, increment, once, put, remove, transact } from "./keyvalue-spec.ts";

const NOW_MS = 1_000_000;

type Answer = Record<string, unknown> | undefined;
interface ErrorAnswer {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly metadata: Record<string, string>;
}

const errorOf = (answer: Answer): ErrorAnswer => (answer?.error ?? assert.fail(JSON.stringify(answer))) as ErrorAnswer;

function resultOf(answer: Answer, call: string): Record<string, unknown> {
  return (answer?.[call] ?? assert.fail(JSON.stringify(answer))) as Record<string, unknown>;
}

const stores: Readonly<Record<string, (t: TestContext) => KeyValueStore>> = {
  memory: () => createMemoryStore({ maxBytes: 1e6 }),
  sqlite: (t) => openSqliteStore({ path: tempFolder(t) }),
};

for (const [name, open] of Object.entries(stores)) {
  const start = (t: TestContext) => {
    const store = open(t);
    t.after(() => store.close());
    const bench = new KeyValueBench(store);
    const run = (...specs: Parameters<KeyValueBench["run"]>[0][number][]): Answer[] => bench.run(specs, NOW_MS);
    const textOf = (key: string, nowMs = NOW_MS): string => {
      const { value } = resultOf(bench.run([get(key)], nowMs)[0], "kv_get");
      return Buffer.from((value ?? []) as Uint8Array).toString();
    };
    return { bench, run, textOf };
  };

  describe(`increments in ${name}`, () => {
    it("count from 0, see each other in one batch, and are values like any other", (t) => {
      const { run, textOf } = start(t);
      const answers = run(increment("n", 5), increment("n", -7), put("m", "40"), increment("m", 2), get("n"));
      assert.deepEqual(
        [0, 1, 3].map((i) => resultOf(answers[i], "kv_increment").value),
        ["5", "-2", "42"],
      );
      assert.equal(Buffer.from(resultOf(answers[4], "kv_get").value as Uint8Array).toString(), "-2");
      assert.equal(textOf("m"), "42");
      const versions = [0, 1].map((i) => Number(resultOf(answers[i], "kv_increment").version));
      assert.ok((versions[0] as number) < (versions[1] as number), String(versions));
    });

    it("reach from the least to the largest 64-bit integer, and not beyond", (t) => {
      const { run, textOf } = start(t);
      const [most, least] = ["9223372036854775807", "-9223372036854775808"];
      run(increment("most", most), increment("least", least));
      assert.deepEqual([textOf("most"), textOf("least")], [most, least]);
      for (const [key, delta] of [
        ["most", 1],
        ["least", -1],
      ] as const) {
        const error = errorOf(run(increment(key, delta))[0]);
        assert.deepEqual([error.code, error.reason], [9, "COUNTER_OVERFLOW"]);
      }
      assert.deepEqual([textOf("most"), textOf("least")], [most, least]);
    });

    it("leave alone what is no counter", (t) => {
      const { run, textOf } = start(t);
      for (const value of ["", "one", "1.5", "01", "+1", "-0", " 1", "9223372036854775808"]) {
        run(put("k", value));
        assert.equal(errorOf(run(increment("k", 1))[0]).reason, "NOT_A_COUNTER", value);
        assert.equal(textOf("k"), value);
      }
    });

    it("keep the end of a counter that has one, and give it another", (t) => {
      const { bench, run, textOf } = start(t);
      run(increment("n", 1, { ttl_ms: 100 }), increment("n", 1));
      assert.equal(textOf("n", NOW_MS + 99), "2");
      assert.equal(textOf("n", NOW_MS + 100), "");
      bench.run([increment("n", 1)], NOW_MS + 200);
      assert.equal(textOf("n", NOW_MS + 1e6), "1", "a new one has no end");
    });

    it("do nothing when their condition does not hold", (t) => {
      const { run } = start(t);
      const version = Number(resultOf(run(increment("n", 1, { if_version: 0 }))[0], "kv_increment").version);
      assert.equal(errorOf(run(increment("n", 1, { if_version: 0 }))[0]).metadata.current_version, String(version));
      assert.equal(resultOf(run(increment("n", 1, { if_version: version }))[0], "kv_increment").value, "2");
    });

    it("happen once under one idempotency key", (t) => {
      const { run, textOf } = start(t);
      const answers = run(once("a", increment("n", 3)), once("a", increment("n", 3)), once("b", increment("n", 3)));
      assert.equal(textOf("n"), "6");
      const replayed = resultOf(answers[1], "kv_increment");
      assert.deepEqual([replayed.value, replayed.replayed], ["3", true]);
      assert.equal(errorOf(run(once("a", increment("n", 4)))[0]).reason, "IDEMPOTENCY_KEY_REUSED");
    });
  });

  describe(`transactions in ${name}`, () => {
    it("do everything, and say of each operation what came of it", (t) => {
      const { run, textOf } = start(t);
      run(put("old", "x"), increment("n", 1));
      const [answer, seen] = run(
        transact(
          { check: { key: "lock", if_version: 0 } },
          { put: { key: "new", value: Buffer.from("y"), if_version: 0 } },
          { delete: { key: "old" } },
          { delete: { key: "none" } },
          { increment: { key: "n", delta: -11 } },
        ),
        get("new"),
      );
      const { results } = resultOf(answer, "kv_transact") as { results: Record<string, unknown>[] };
      const [check, written, deleted, missed, sum] = results;
      assert.deepEqual([check, deleted, missed, sum?.value], [{}, { deleted: true }, {}, "-10"]);
      assert.equal(written?.version, resultOf(seen, "kv_get").version);
      assert.deepEqual([textOf("new"), textOf("old"), textOf("n")], ["y", "", "-10"]);
    });

    it("do nothing when one operation cannot be done, and name it", (t) => {
      const { run, textOf } = start(t);
      run(put("a", "1"), put("text", "t"));
      const write = { put: { key: "w", value: Buffer.from("w") } };
      const cases = [
        [{ check: { key: "a", if_version: 0 } }, "VERSION_MISMATCH", "operations[1].check.if_version"],
        [{ check: { key: "b", if_version: 7 } }, "VERSION_MISMATCH", "operations[1].check.if_version"],
        [{ delete: { key: "a", if_version: 999_999 } }, "VERSION_MISMATCH", "operations[1].delete.if_version"],
        [{ increment: { key: "text", delta: 1 } }, "NOT_A_COUNTER", "operations[1].increment.key"],
      ] as const;
      for (const [operation, reason, field] of cases) {
        const error = errorOf(run(transact(write, operation), put("beside", reason))[0]);
        assert.deepEqual([error.code, error.reason, error.metadata.field], [9, reason, field]);
        assert.match(error.message, /^operations\[1\].*; no operation was done$/);
        assert.deepEqual([textOf("w"), textOf("a"), textOf("text")], ["", "1", "t"]);
        assert.equal(textOf("beside"), reason, "what came with it is done");
      }
    });

    it("are isolated from what comes with them, in both directions", (t) => {
      const { run } = start(t);
      const answers = run(
        increment("n", 1),
        transact({ increment: { key: "n", delta: 1 } }, { put: { key: "m", value: Buffer.from("1") } }),
        increment("n", 1),
        increment("m", 1),
        remove("m"),
        transact({ check: { key: "m", if_version: 0 } }, { increment: { key: "n", delta: 1 } }),
      );
      assert.deepEqual(
        [0, 2, 3].map((i) => resultOf(answers[i], "kv_increment").value),
        ["1", "3", "2"],
      );
      const { results } = resultOf(answers[5], "kv_transact") as { results: Record<string, unknown>[] };
      assert.equal(results[1]?.value, "4");
    });

    it("happen once under one idempotency key, and can be tried again when they did nothing", (t) => {
      const { run, textOf } = start(t);
      const move = once(
        "k",
        transact({ check: { key: "lock", if_version: 0 } }, { increment: { key: "n", delta: 1 } }),
      );
      run(put("lock", ""));
      assert.equal(errorOf(run(move)[0]).reason, "VERSION_MISMATCH");
      run(remove("lock"));
      const first = resultOf(run(move)[0], "kv_transact");
      const again = resultOf(run(move)[0], "kv_transact");
      assert.deepEqual(again, { ...first, replayed: true });
      assert.equal(textOf("n"), "1");
    });
  });
}

describe("a store that is full", () => {
  it("undoes the transaction that it could not take whole, and no increment counts twice for it", (t) => {
    const store = createMemoryStore({ maxBytes: 4096 });
    t.after(() => store.close());
    const bench = new KeyValueBench(store);
    const large = Buffer.alloc(3000, "x");
    const answers = bench.run(
      [
        increment("n", 1),
        transact(
          { increment: { key: "n", delta: 10 } },
          { put: { key: "a", value: large } },
          { put: { key: "b", value: large } },
        ),
        increment("n", 1),
        batchPut({ key: "c" }),
      ],
      NOW_MS,
    );
    const error = errorOf(answers[1]);
    assert.deepEqual([error.reason, error.metadata.field], ["STORE_FULL", "operations[2].put"]);
    assert.deepEqual(
      [0, 2].map((i) => resultOf(answers[i], "kv_increment").value),
      ["1", "2"],
    );
    assert.equal(resultOf(bench.run([get("a")], NOW_MS)[0], "kv_get").found, undefined);
  });
});

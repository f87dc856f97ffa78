import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { classOfCall } from "../../src/codec/call-classes.ts";
import { CallNumber, FIRST_CALL, LAST_CALL, operationName } from "../../src/codec/calls.ts";
import { Code } from "../../src/common/codes.ts";
import { MAX_IDEMPOTENCY_KEY_BYTES } from "../../src/common/limits.ts";
import { classNames } from "../../src/common/operation-class.ts";
import { rule, someone } from "../security/access/access-spec.ts";
import { callsOf, PipelineBench } from "./pipeline-bench.ts";

const BATCH_FIELDS: Readonly<Record<string, string>> = {
  KV_BATCH_GET: "keys[1]",
  KV_TRANSACT: "operations[1].put.key",
};
const ada = someone("user:ada");

describe("the classes of calls", () => {
  it("are known for every call that there is, and no other", () => {
    for (const call of Object.values(CallNumber)) assert.equal(classNames(classOfCall(call)).length, 1, `${call}`);
    for (const call of [0, FIRST_CALL - 1, LAST_CALL + 1, 1e6]) assert.equal(classOfCall(call), 0);
  });
});

describe("authorization in the pipeline", () => {
  for (const [name, call] of callsOf(["k", "l"])) {
    const number = CallNumber[name];
    const [right = ""] = classNames(classOfCall(number));
    // What a transaction deletes takes the right to delete: see below.
    const all = name === "KV_TRANSACT" ? ["read", "scan", "write"] : ["read", "scan", "write", "delete"];
    const others = all.filter((other) => other !== right);

    it(`lets ${name} run with the right to ${right}, and with no other`, () => {
      assert.equal(
        new PipelineBench({ access: [rule("user:ada", `+${right}`)] }).run([ada, call])[0]?.error,
        undefined,
      );
      const denied = new PipelineBench({ access: [rule("user:ada", others.map((other) => `+${other}`).join(" "))] });
      const error = denied.run([ada, call])[0]?.error;
      assert.deepEqual([error?.code, error?.reason], [Code.PERMISSION_DENIED, "ACCESS_DENIED"]);
      assert.equal(
        error?.message,
        `user:ada may not ${operationName(number)} in namespace "n"; nothing was done; check the name, or ask an administrator for a rule in its access that allows ${right}`,
      );
      assert.deepEqual(
        { ...error?.metadata },
        { principal: "user:ada", namespace: "n", operation: operationName(number) },
      );
      assert.deepEqual(denied.store.log, [], "the store was not asked");
    });

    it(`lets ${name} run with keys below an allowed prefix, and refuses it as a whole when one is elsewhere`, () => {
      const bench = new PipelineBench({ access: [rule("*", `+${right}`, "a/")] });
      const calls = [["a/1", "a/2"], ["a/1", "b"], ["b"]].map((keys) => {
        return callsOf(keys as [string, ...string[]]).find(([other]) => other === name)?.[1] ?? {};
      });
      const isBatch = name.startsWith("KV_BATCH") || name === "KV_TRANSACT";
      assert.equal(bench.run([ada, calls[0] ?? {}])[0]?.error, undefined);
      bench.store.log.length = 0;
      const told = bench.run([ada, calls[1] ?? {}], [ada, calls[2] ?? {}]);
      if (isBatch) assert.deepEqual(bench.store.log, [], "the store was not asked");
      const fields = told.map(({ error }) => error?.metadata?.field);
      const one = name === "KV_SCAN" ? "prefix" : "key";
      const batchField = BATCH_FIELDS[name] ?? "items[1].key";
      assert.deepEqual(fields, isBatch ? [batchField, batchField.replace("1", "0")] : [undefined, one]);
      assert.equal(told[1]?.error?.reason, "ACCESS_DENIED");
    });
  }

  it("asks of a transaction for the right to delete what it deletes", () => {
    const mixed = { kv_transact: { operations: [{ put: { key: "a" } }, { delete: { key: "b" } }] } };
    const bench = new PipelineBench({ access: [rule("user:ada", "+write")] });
    const error = bench.run([ada, mixed])[0]?.error;
    assert.equal(error?.metadata?.field, "operations[1].delete.key");
    assert.match(error?.message ?? "", /a rule in its access that allows delete$/);
    assert.deepEqual(bench.store.log, []);
    for (const rights of ["+write +delete", "+all"]) {
      const allowed = new PipelineBench({ access: [rule("user:ada", rights)] });
      assert.equal(allowed.run([ada, mixed])[0]?.error, undefined);
    }
  });

  it("lets everybody do everything where the gateway asks nobody who it is", () => {
    for (const [, call] of callsOf(["k"])) assert.equal(new PipelineBench().run([ada, call])[0]?.error, undefined);
  });

  it("comes before whatever else could be said of a request", () => {
    const bench = new PipelineBench({ access: [rule("user:bob", "+all")] });
    const wrong = [
      { kv_get: { key: "" } },
      { kv_get: { key: "k" }, idempotency_key: "x".repeat(MAX_IDEMPOTENCY_KEY_BYTES + 1) },
      { kv_scan: { page_token: "no token" } },
      { kv_batch_put: { items: [] } },
    ];
    for (const request of wrong) {
      assert.equal(bench.run([ada, request])[0]?.error?.reason, "ACCESS_DENIED");
      assert.notEqual(bench.run([someone("user:bob"), request])[0]?.error?.reason, "ACCESS_DENIED");
    }
    bench.clock.us += 10_000_000;
    assert.equal(bench.run([ada, { timeout_ms: 1, kv_get: { key: "k" } }])[0]?.error?.reason, "ACCESS_DENIED");
  });

  it("holds for each request by itself, whoever came before in the batch", () => {
    const bench = new PipelineBench({ access: [rule("user:ada", "+all"), rule("user:bob", "+read", "open/")] });
    const bob = someone("user:bob");
    const told = bench.run(
      [ada, { kv_put: { key: "secret", value: Buffer.from("1") } }],
      [bob, { kv_get: { key: "secret" } }],
      [ada, { kv_get: { key: "secret" } }],
      [bob, { kv_get: { key: "open/x" } }],
      [bob, { kv_put: { key: "open/x", value: Buffer.from("2") } }],
      [ada, { kv_get: { key: "open/x" } }],
    );
    const reasons = told.map(({ error }) => error?.reason ?? "");
    assert.deepEqual(reasons, ["", "ACCESS_DENIED", "", "", "ACCESS_DENIED", ""]);
  });

  it("keeps the idempotency keys of principals apart, and those of one together", () => {
    const bench = new PipelineBench({ access: [rule("*", "+all")] });
    const put = (who: typeof ada, key: string): string | boolean => {
      const request = { kv_put: { key, value: Buffer.from("1") }, idempotency_key: "1" };
      const told = bench.run([who, request])[0];
      const { replayed = false } = (told?.kv_put ?? {}) as { replayed?: boolean };
      return told?.error?.reason ?? replayed;
    };
    assert.equal(put(someone("user:bob"), "b"), false);
    assert.equal(put(ada, "a"), false, "bob has not used it up");
    assert.equal(put(someone("user:ada", "team:new"), "a"), true, "a new token of the same principal's is no other");
    assert.equal(put(ada, "b"), "IDEMPOTENCY_KEY_REUSED");
    assert.equal(put(someone("user:bo"), "b"), false);
  });

  it("keeps a scan's pages within what its principal may see, whatever page token it brings", () => {
    const bench = new PipelineBench({
      access: [rule("user:ada", "+all"), rule("user:bob", "+scan", "b/")],
    });
    const bob = someone("user:bob");
    for (const key of ["a/1", "a/2", "b/1", "b/2", "c/1", "c/2"]) bench.run([ada, { kv_put: { key } }]);
    const page = (who: typeof ada, scan: object): { keys: string[]; token: string; reason: string } => {
      const told = bench.run([who, { kv_scan: scan }])[0];
      const { items, next_page_token } = (told?.kv_scan ?? {}) as {
        items?: { key: string }[];
        next_page_token?: string;
      };
      return {
        keys: (items ?? []).map(({ key }) => key),
        token: next_page_token ?? "",
        reason: told?.error?.reason ?? "",
      };
    };
    const adas = page(ada, { page_size: 1 });
    assert.deepEqual(adas.keys, ["a/1"]);
    const first = page(bob, { prefix: "b/", page_size: 1 });
    assert.deepEqual(first.keys, ["b/1"]);
    assert.deepEqual(page(bob, { prefix: "b/", page_size: 1, page_token: first.token }).keys, ["b/2"]);
    // Somebody else's token, with its query and with his own; and one that he makes himself, to begin elsewhere.
    assert.equal(page(bob, { page_size: 1, page_token: adas.token }).reason, "ACCESS_DENIED");
    assert.equal(page(bob, { prefix: "b/", page_size: 1, page_token: adas.token }).reason, "PAGE_TOKEN_MISMATCH");
    const hash = Buffer.from(first.token, "base64url").subarray(0, 9);
    for (const from of ["a/", "b/1", "b/9", "c/1"]) {
      const forged = Buffer.concat([hash, Buffer.from(from)]).toString("base64url");
      const { keys, reason } = page(bob, { prefix: "b/", page_token: forged });
      assert.ok(
        keys.every((key) => key.startsWith("b/")),
        `${from} gave ${keys}`,
      );
      assert.ok(["", "ACCESS_DENIED"].includes(reason));
    }
  });
});

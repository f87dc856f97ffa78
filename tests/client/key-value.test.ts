import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { KeyValue } from "../../src/client/key-value.ts";
import { PrismClient } from "../../src/client/prism-client.ts";
import { Code } from "../../src/common/codes.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import { FakeGateway } from "./fake-gateway.ts";

let gateway: FakeGateway;
let client: PrismClient;
let kv: KeyValue;

before(async () => {
  gateway = await FakeGateway.start((request) => request.connection.answerPut(request.id, 1));
  client = await PrismClient.connect(gateway.address);
  kv = client.keyValue("default");
});

after(async () => {
  await client.close();
  await gateway.stop();
});

test("what cannot be put on the wire is refused with the field's name, and nothing is sent", async () => {
  const lone = "\ud800";
  const wrong: [string, () => Promise<unknown>][] = [
    ["key", () => kv.get(lone)],
    ["key", () => kv.get(7 as unknown as string)],
    ["value", () => kv.put("k", lone)],
    ["value", () => kv.put("k", [1, 2] as unknown as string)],
    ["ttlMs", () => kv.put("k", "", { ttlMs: -1 })],
    ["ttlMs", () => kv.put("k", "", { ttlMs: 1.5 })],
    ["ifVersion", () => kv.put("k", "", { ifVersion: 2 ** 53 })],
    ["ifVersion", () => kv.delete("k", { ifVersion: Number.NaN })],
    ["timeoutMs", () => kv.get("k", { timeoutMs: 0 })],
    ["timeoutMs", () => kv.get("k", { timeoutMs: 1_800_001 })],
    ["idempotencyKey", () => kv.put("k", "", { idempotencyKey: "" })],
    ["pageSize", () => kv.scan({ pageSize: -1 })],
    ["prefix", () => kv.scan({ prefix: lone })],
    ["keys[1]", () => kv.batchGet(["a", lone])],
    ["items[0].value", () => kv.batchPut([{ key: "a", value: lone }])],
    ["items[1].ifVersion", () => kv.batchDelete(["a", { key: "b", ifVersion: -2 }])],
  ];
  for (const [field, call] of wrong) {
    await assert.rejects(call(), (error) => {
      assert.ok(error instanceof PrismError, field);
      assert.equal(error.failure.code, Code.INVALID_ARGUMENT);
      assert.equal(error.failure.metadata.field, field);
      assert.equal(error.source, "client");
      return true;
    });
  }
  await kv.put("fence", "");
  assert.deepEqual(
    gateway.requests.map((request) => request.key),
    ["fence"],
  );
});

test("an answer of another call is an error of its own, and the connection lives on", async () => {
  await assert.rejects(kv.get("k"), (error: PrismError) => error.failure.reason === "MALFORMED_ANSWER");
  assert.equal((await kv.put("k", "")).version, 1);
  assert.equal(gateway.connections.length, 1);
});

test("an option out of its bounds is refused before anything is opened", () => {
  assert.throws(
    () => new PrismClient(gateway.address, { maxInFlight: 0 }),
    (error) =>
      error instanceof PrismError && error.failure.metadata.field === "maxInFlight" && /1 to 65536/.test(error.message),
  );
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { KeyValue } from "../../src/client/key-value.ts";
import { StoredItem } from "../../src/client/stored-item.ts";
import { Code } from "../../src/common/codes.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import { SharedGateway } from "./shared-gateway.ts";

function failsWith(reason: string, code: number): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof PrismError);
    assert.equal(error.failure.reason, reason);
    assert.equal(error.failure.code, code);
    return true;
  };
}

for (const protocol of ["frames", "grpc"] as const)
  describe(`a gateway, over ${protocol}`, () => {
    let kv: KeyValue;
    const gateway = SharedGateway.forTestsHere((client) => {
      kv = client.keyValue("default");
    }, protocol);

    test("a value that was put is got, with the version of the put", async () => {
      const { version, replayed } = await kv.put("grüße/1", "schön");
      assert.equal(replayed, false);
      const item = await kv.get("grüße/1");
      assert.equal(item?.text(), "schön");
      assert.equal(item?.version, version);
      assert.equal(item?.expiresAtMs, 0);
      assert.equal(await kv.exists("grüße/1"), true);
    });

    test("any bytes are values, also none", async () => {
      const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
      await kv.put("bytes", bytes);
      assert.deepEqual((await kv.get("bytes"))?.value, bytes);
      await kv.put("empty", "");
      assert.deepEqual((await kv.get("empty"))?.value, new Uint8Array(0));
    });

    test("what is not there is null, does not exist, and is not deleted", async () => {
      assert.equal(await kv.get("nowhere"), null);
      assert.equal(await kv.exists("nowhere"), false);
      assert.deepEqual(await kv.delete("nowhere"), { deleted: false, replayed: false });
    });

    test("a write under a condition that does not hold fails and changes nothing", async () => {
      const { version } = await kv.put("cas", "1", { ifVersion: 0 });
      await assert.rejects(
        kv.put("cas", "2", { ifVersion: 0 }),
        failsWith("VERSION_MISMATCH", Code.FAILED_PRECONDITION),
      );
      await assert.rejects(
        kv.delete("cas", { ifVersion: version + 1 }),
        failsWith("VERSION_MISMATCH", Code.FAILED_PRECONDITION),
      );
      const next = await kv.put("cas", "3", { ifVersion: version });
      assert.ok(next.version > version);
      assert.equal((await kv.delete("cas", { ifVersion: next.version })).deleted, true);
    });

    test("a time to live is kept and told", async () => {
      const before = Date.now();
      await kv.put("brief", "x", { ttlMs: 3_600_000 });
      const expiresAtMs = (await kv.get("brief"))?.expiresAtMs ?? 0;
      assert.ok(expiresAtMs >= before + 3_600_000 && expiresAtMs <= Date.now() + 3_600_000);
    });

    test("a write under an idempotency key that was seen is answered as the first, and not done again", async () => {
      const first = await kv.put("idem", "1", { idempotencyKey: "order-7" });
      await kv.put("idem", "between");
      const again = await kv.put("idem", "1", { idempotencyKey: "order-7" });
      assert.deepEqual(again, { version: first.version, replayed: true });
      assert.equal((await kv.get("idem"))?.text(), "between");
    });

    test("scanAll gives every key of a prefix once, in order, over many pages", async () => {
      const memory = gateway.client.keyValue("memory");
      const keys = Array.from({ length: 250 }, (_, i) => `scan/${String(i).padStart(3, "0")}`);
      await Promise.all([...keys].reverse().map((key) => memory.put(key, `v${key}`)));
      const seen: string[] = [];
      for await (const item of memory.scanAll({ prefix: "scan/", pageSize: 7 })) {
        assert.equal(item.text(), `v${item.key}`);
        seen.push(item.key);
      }
      assert.deepEqual(seen, keys);
      const page = await memory.scan({ start: "scan/010", end: "scan/020", keysOnly: true });
      assert.deepEqual(
        page.items.map((item) => item.key),
        keys.slice(10, 20),
      );
      assert.ok(page.items.every((item) => item.value.length === 0));
      assert.equal(page.nextPageToken, "");
    });

    test("a batch tells for each item what became of it", async () => {
      const puts = await kv.batchPut([
        { key: "b1", value: "1" },
        { key: "b2", value: "2", ifVersion: 99 },
        { key: "b3", value: "3" },
      ]);
      assert.ok(puts[1] instanceof PrismError && puts[1].failure.reason === "VERSION_MISMATCH");
      assert.ok(puts[0] !== undefined && "version" in puts[0] && puts[0].version > 0);
      const gets = await kv.batchGet(["b3", "b2", "b1"]);
      assert.deepEqual(
        gets.map((item) => (item instanceof StoredItem ? item.text() : item)),
        ["3", null, "1"],
      );
      const deletes = await kv.batchDelete(["b1", { key: "b3", ifVersion: 1 }, "b2"]);
      assert.deepEqual(deletes[0], { deleted: true, replayed: false });
      assert.ok(deletes[1] instanceof PrismError);
      assert.deepEqual(deletes[2], { deleted: false, replayed: false });
    });

    test("the gateway's own failure reaches the caller as it is", async () => {
      await assert.rejects(gateway.client.keyValue("defualt").get("a"), (error: PrismError) => {
        assert.equal(error.failure.code, Code.NOT_FOUND);
        assert.equal(error.source, "gateway");
        assert.match(error.failure.message, /default/);
        return true;
      });
      await assert.rejects(kv.get(""), failsWith("KEY_REQUIRED", Code.INVALID_ARGUMENT));
      await assert.rejects(
        kv.put("k", Buffer.alloc(1024 ** 2 + 1)),
        failsWith("VALUE_TOO_LARGE", Code.INVALID_ARGUMENT),
      );
    });

    test("thousands of writes and reads in flight come to what was written", async () => {
      const memory = gateway.client.keyValue("memory");
      // gRPC takes some ten times the work for each, on a machine that may be busy.
      const count = protocol === "grpc" ? 2_000 : 20_000;
      const inTime = { timeoutMs: 60_000 };
      await Promise.all(Array.from({ length: count }, (_, i) => memory.put(`p${i}`, `value ${i}`, inTime)));
      const items = await Promise.all(Array.from({ length: count }, (_, i) => memory.get(`p${i}`, inTime)));
      items.forEach((item, i) => void assert.equal(item?.text(), `value ${i}`));
    });

    test("large values in flight together do not harm each other", async () => {
      const values = Array.from({ length: 16 }, (_, i) => Buffer.alloc(1024 ** 2, `${i}-`));
      await Promise.all(values.map((value, i) => kv.put(`large${i}`, value)));
      const items = await Promise.all(values.map((_, i) => kv.get(`large${i}`)));
      items.forEach((item, i) => void assert.ok(values[i]?.equals(item?.value ?? Buffer.of(1)), `value ${i} differs`));
    });

    test("a restarted gateway is found again, with what was acknowledged before", async () => {
      await kv.put("durable", "before the restart");
      await gateway.restart();
      assert.equal((await kv.get("durable"))?.text(), "before the restart");
    });
  });

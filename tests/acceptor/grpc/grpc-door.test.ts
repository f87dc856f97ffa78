import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { detailsOf, GrpcClient } from "../../support/grpc-client.ts";
import { grpcPlaces } from "../../support/grpc-transports.ts";
import { StartedGateway } from "../../support/started-gateway.ts";

type Flags = (typeof grpcPlaces)[number]["flags"];

const namespace = "memory";

async function connected(t: TestContext, flags: Flags) {
  const started = await StartedGateway.open(t, { flags: { workers: 1, ...flags } });
  return { started, client: GrpcClient.to(t, started.grpcPort) };
}

for (const { name, flags } of grpcPlaces) {
  describe(`gRPC door, ${name}`, () => {
    it("serves every unary method of KeyValueService", async (t) => {
      const { client } = await connected(t, flags);
      const value = Buffer.from("world");
      const { version } = (await client.call("Put", { namespace, key: "hello", value })) as { version: number };
      assert.ok(version > 0);
      const item = { found: true, value, version, expiresAtMs: 0 };
      assert.deepEqual(await client.call("Get", { namespace, key: "hello" }), item);
      assert.deepEqual(await client.call("Exists", { namespace, key: "hello" }), { exists: true, version });
      const scanned = (await client.call("Scan", { namespace, prefix: "he" })) as { items: { key: string }[] };
      assert.deepEqual(
        scanned.items.map(({ key }) => key),
        ["hello"],
      );
      const items = ["a", "b"].map((key) => ({ key, value }));
      const put = (await client.call("BatchPut", { namespace, items })) as { results: unknown[] };
      assert.equal(put.results.length, 2);
      const got = (await client.call("BatchGet", { namespace, keys: ["a", "x"] })) as { results: { found: boolean }[] };
      assert.deepEqual(
        got.results.map(({ found }) => found),
        [true, false],
      );
      const gone = await client.call("BatchDelete", { namespace, items: [{ key: "a" }] });
      assert.deepEqual(gone.results, [{ deleted: true, error: null }]);
      assert.deepEqual(await client.call("Delete", { namespace, key: "b" }), { deleted: true, replayed: false });
    });

    it("answers hundreds of calls under way at once, each with its own", async (t) => {
      const { client } = await connected(t, flags);
      const keys = Array.from({ length: 500 }, (_, i) => `key-${i}`);
      await Promise.all(keys.map((key) => client.call("Put", { namespace, key, value: Buffer.from(key.repeat(9)) })));
      const values = await Promise.all(keys.map((key) => client.call("Get", { namespace, key })));
      assert.deepEqual(
        values.map(({ value }) => String(value)),
        keys.map((key) => key.repeat(9)),
      );
    });

    it("takes and gives the largest values", async (t) => {
      const { client } = await connected(t, flags);
      const values = Array.from({ length: 24 }, (_, i) => Buffer.alloc(1024 * 1024, `${i}-`));
      await Promise.all(values.map((value, i) => client.call("Put", { namespace, key: `large-${i}`, value })));
      const got = await Promise.all(values.map((_, i) => client.call("Get", { namespace, key: `large-${i}` })));
      got.forEach(({ value }, i) => void assert.ok(values[i]?.equals(value as Buffer), `value ${i} differs`));
    });

    it("says why a call fails: its code, reason, field and when to come again", async (t) => {
      const { client } = await connected(t, flags);
      const error = await client.call("Get", { namespace, key: "" }).then(
        () => assert.fail("it should have failed"),
        (reason) => reason,
      );
      assert.equal(error.code, 3);
      assert.match(error.details, /key/);
      const { status, ErrorInfo, BadRequest, RetryInfo } = detailsOf(error);
      assert.deepEqual(status, { code: 3, message: error.details });
      assert.deepEqual(ErrorInfo, { reason: "KEY_REQUIRED", domain: "prism", metadata: { field: "key" } });
      assert.deepEqual(BadRequest, { fieldViolations: [{ field: "key", description: error.details }] });
      assert.equal(RetryInfo, undefined);
    });

    it("answers a method that is not there with UNIMPLEMENTED", async (t) => {
      const { client } = await connected(t, flags);
      const path = "/prism.v1.KeyValueService/Forget";
      const code = await new Promise((resolve) =>
        client.client.makeUnaryRequest(path, Buffer.from, Buffer.from, Buffer.of(), (error) => resolve(error?.code)),
      );
      assert.equal(code, 12);
    });

    it("gives the first answer again to a write with the same idempotency key", async (t) => {
      const { client } = await connected(t, flags);
      const metadata = { "idempotency-key": "once" };
      const put = () => client.call("Put", { namespace, key: "k", value: Buffer.from("v") }, { metadata });
      const first = await put();
      assert.deepEqual(await put(), { version: first.version, replayed: true });
    });
  });
}

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Metadata, status } from "@grpc/grpc-js";
import type { ClientOptions } from "../../src/client/client-options.ts";
import type { KeyValue } from "../../src/client/key-value.ts";
import { PrismClient } from "../../src/client/prism-client.ts";
import { Code } from "../../src/common/codes.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import { failureOf } from "./failure-of.ts";
import { GrpcPeer, type SeenCall } from "./grpc-peer.ts";
import { waitUntil } from "./wait-until.ts";

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function start(
  onCall: (call: SeenCall) => void,
  options: ClientOptions = {},
): Promise<{ peer: GrpcPeer; kv: KeyValue; client: PrismClient }> {
  const peer = await GrpcPeer.start(onCall);
  const client = new PrismClient(peer.address, options);
  closers.push(
    () => client.close({ timeoutMs: 1 }),
    () => peer.stop(),
  );
  return { peer, client, kv: client.keyValue("ns") };
}

/** What would wait for ever. */
const brief = { timeout: 300_000 };
const item = { found: true, value: Buffer.from("v"), version: 7, expiresAtMs: 9 };

test("every call reaches its method as another implementation reads it", async () => {
  const answers: Record<string, Record<string, unknown>> = {
    Get: item,
    Exists: { exists: true },
    Put: { version: 8, replayed: true },
    Delete: { deleted: true },
    Scan: { items: [{ key: "k", value: Buffer.from("v"), version: 7 }], nextPageToken: "t" },
    BatchGet: { results: [item, {}] },
    BatchPut: { results: [{ version: 3 }] },
    BatchDelete: { results: [{ deleted: true }, { error: { code: 9, reason: "VERSION_MISMATCH", message: "m" } }] },
  };
  const { peer, kv } = await start((call) => call.answer(answers[call.method] as Record<string, unknown>));
  assert.equal((await kv.get("ä"))?.text(), "v");
  assert.equal(await kv.exists("k"), true);
  assert.deepEqual(await kv.put("k", "v", { ttlMs: 5, ifVersion: 0, idempotencyKey: "order 1" }), {
    version: 8,
    replayed: true,
  });
  assert.equal((await kv.delete("k", { ifVersion: 3 })).deleted, true);
  const page = await kv.scan({ prefix: "p", pageSize: 2, keysOnly: true });
  assert.equal(page.nextPageToken, "t");
  assert.equal(page.items[0]?.text(), "v");
  const [first, second] = await kv.batchGet(["a", "b"]);
  assert.ok(first !== null && first !== undefined && !(first instanceof PrismError) && first.version === 7);
  assert.equal(second, null);
  assert.deepEqual(await kv.batchPut([{ key: "a", value: "1" }]), [{ version: 3, replayed: false }]);
  const [, refused] = await kv.batchDelete(["a", { key: "b", ifVersion: 1 }]);
  assert.ok(refused instanceof PrismError && refused.failure.reason === "VERSION_MISMATCH");
  assert.deepEqual(
    peer.calls.map((call) => call.method),
    Object.keys(answers),
  );
  const [get, , put, remove, scan] = peer.calls;
  assert.equal(get?.request.key, "ä");
  assert.deepEqual({ ...put?.request }, { namespace: "ns", key: "k", value: Buffer.from("v"), ttlMs: 5, ifVersion: 0 });
  assert.deepEqual(put?.metadata.get("idempotency-key"), ["order 1"]);
  assert.equal(remove?.request.ifVersion, 3);
  assert.deepEqual([scan?.request.prefix, scan?.request.pageSize, scan?.request.keysOnly], ["p", 2, true]);
});

test("the call's time goes with it, and its token", async () => {
  const { peer, kv } = await start((call) => call.answer({}), { token: "secret", timeoutMs: 5_000 });
  await kv.get("a");
  await kv.get("b", { timeoutMs: 70_000 });
  const [a, b] = peer.calls;
  assert.ok(a !== undefined && a.remainingMs > 3_000 && a.remainingMs <= 5_000);
  assert.ok(b !== undefined && b.remainingMs > 60_000 && b.remainingMs <= 70_000);
  assert.deepEqual(
    [a, b].map((call) => call?.metadata.get("authorization")),
    [["Bearer secret"], ["Bearer secret"]],
  );
});

test("a failure without details has the name of its code for a reason", async () => {
  const { kv } = await start((call) => call.fail(status.PERMISSION_DENIED, "nicht für dich: 100 %"));
  const { failure, source } = await failureOf(kv.get("a"));
  assert.equal(failure.code, Code.PERMISSION_DENIED);
  assert.equal(failure.reason, "PERMISSION_DENIED");
  assert.equal(failure.message, "nicht für dich: 100 %");
  assert.equal(source, "gateway");
});

test("details that are broken, or of another code, do not hide the code", async () => {
  for (const details of [Buffer.of(8), Buffer.of(8, 5)]) {
    const metadata = new Metadata();
    metadata.set("grpc-status-details-bin", details);
    const { kv } = await start((call) => call.fail(status.ABORTED, "m", metadata));
    const { failure } = await failureOf(kv.get("a"));
    assert.deepEqual([failure.code, failure.reason, failure.message], [Code.ABORTED, "ABORTED", "m"]);
  }
});

test("what may be repeated is, and what may not is not", async () => {
  let failures = 2;
  const { peer, kv } = await start((call) => {
    if (failures-- > 0) call.fail(status.UNAVAILABLE, "not now");
    else call.answer(item);
  });
  assert.equal((await kv.get("a"))?.version, 7);
  assert.equal(peer.calls.length, 3);
  failures = 1;
  assert.equal((await failureOf(kv.put("a", ""))).failure.code, Code.UNAVAILABLE);
  assert.equal(peer.calls.length, 4);
});

test("a call that ends by its deadline or its signal is cancelled at the gateway", async () => {
  const { peer, kv } = await start(() => {});
  const late = await failureOf(kv.put("a", "", { timeoutMs: 30 }));
  assert.equal(late.failure.reason, "DEADLINE_EXCEEDED");
  const controller = new AbortController();
  const gone = failureOf(kv.get("b", { signal: controller.signal }));
  await waitUntil(() => peer.calls.length === 2);
  controller.abort();
  assert.equal((await gone).failure.reason, "CANCELLED");
  await waitUntil(() => peer.calls.every((call) => call.isCancelled()));
});

test("calls that are in flight when the connection breaks are lost, or tried again on another", async () => {
  const { peer, kv } = await start(() => {}, { maxAttempts: 2 });
  const write = failureOf(kv.put("a", ""));
  const read = kv.get("b");
  await waitUntil(() => peer.calls.length === 2);
  peer.onCall = (call) => call.answer(item);
  const old = peer.server;
  const { port } = peer;
  old.forceShutdown();
  assert.equal((await write).failure.reason, "CONNECTION_LOST");
  assert.equal((await write).failure.metadata.outcome, "unknown");
  // Nobody listens there any more: the second attempt finds that out.
  assert.equal((await failureOf(read)).failure.reason, "CONNECT_FAILED");
  assert.ok(port > 0);
});

test("a gateway that closes its connections in order loses no call", async () => {
  const held: SeenCall[] = [];
  const { peer, kv } = await start((call) => held.push(call));
  const read = kv.get("a");
  await waitUntil(() => held.length === 1);
  const closed = new Promise((resolve) => peer.server.tryShutdown(resolve));
  held[0]?.answer(item);
  assert.equal((await read)?.version, 7);
  await closed;
});

test("values of a mebibyte go and come unharmed among small ones, hundreds at a time", async () => {
  const stored = new Map<unknown, unknown>();
  const { kv } = await start((call) => {
    if (call.method === "Put") {
      stored.set(call.request.key, call.request.value);
      call.answer({ version: 1 });
    } else call.answer({ found: true, value: stored.get(call.request.key), version: 1 });
  });
  const values = Array.from({ length: 200 }, (_, n) => Buffer.alloc(n % 20 === 7 ? 1024 ** 2 : n, `${n}abc`));
  await Promise.all(values.map((value, n) => kv.put(`k${n}`, value, { timeoutMs: 30_000 })));
  const items = await Promise.all(values.map((_, n) => kv.get(`k${n}`, { timeoutMs: 30_000 })));
  items.forEach((read, n) => void assert.ok(values[n]?.equals(read?.value ?? Buffer.of(1)), `value ${n} differs`));
});

test(
  "calls that wait for bytes to leave go out when they have, whatever became of the calls before",
  brief,
  async () => {
    const { peer, kv } = await start((call) => call.answer({ version: 1 }), { maxUnsentBytes: 1_000 });
    await Promise.all(Array.from({ length: 30 }, (_, n) => kv.put(`k${n}`, Buffer.alloc(700 + n))));
    peer.onCall = () => {};
    const controller = new AbortController();
    const given = Array.from({ length: 10 }, () => failureOf(kv.put("a", Buffer.alloc(700), controller)));
    await waitUntil(() => peer.calls.length === 40);
    controller.abort();
    await Promise.all(given);
    peer.onCall = (call) => call.answer({ version: 1 });
    await kv.put("after", Buffer.alloc(2_000));
  },
);

test("an answer over maxFrameBytes is refused, and the connection lives on", async () => {
  const { kv } = await start(
    (call) => call.answer({ found: true, value: Buffer.alloc(call.request.key === "big" ? 3_000 : 3) }),
    {
      maxFrameBytes: 1_000,
    },
  );
  assert.equal((await failureOf(kv.get("big"))).failure.reason, "MALFORMED_ANSWER");
  assert.equal((await kv.get("small"))?.value.length, 3);
  assert.equal((await failureOf(kv.put("big", Buffer.alloc(1_000)))).failure.reason, "REQUEST_TOO_LARGE");
});

test("an idempotency key that no header carries is refused before it is sent", async () => {
  const { peer, kv } = await start((call) => call.answer({ version: 1 }));
  for (const idempotencyKey of ["a\nb", "\0", " a", "a ", "\u007f", "ä"]) {
    const { failure } = await failureOf(kv.put("a", "", { idempotencyKey }));
    assert.equal(failure.reason, "IDEMPOTENCY_KEY_NOT_PRINTABLE");
    assert.equal(failure.metadata.field, "idempotencyKey");
  }
  assert.equal(peer.calls.length, 0);
});

test("a client that is closed leaves nothing open, and fails what it still owed", async () => {
  const { kv, client, peer } = await start(() => {});
  const open = failureOf(kv.get("a"));
  await waitUntil(() => peer.calls.length === 1);
  await client.close({ timeoutMs: 1 });
  assert.equal((await open).failure.reason, "CLIENT_CLOSED");
  await new Promise((resolve) => peer.server.tryShutdown(resolve));
});

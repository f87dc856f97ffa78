import assert from "node:assert/strict";
import { test } from "node:test";
import { StartedGateway } from "../../support/started-gateway.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { StreamDoor, texts } from "./stream-door.ts";

const yaml = `
backends: { ram: { type: memory, maxBytes: 8MiB }, disk: { type: sqlite, path: data } }
namespaces:
  - { name: fast, pattern: stream, backend: ram, stream: { maxAttempts: 2, ackTimeout: 20s } }
  - { name: kept, pattern: stream, backend: disk }
  - { name: items, pattern: keyvalue, backend: ram }
`;

for (const namespace of ["fast", "kept"]) {
  test(`publishes to, delivers from and settles in the stream ${namespace}`, async (t) => {
    const { port } = await StartedGateway.open(t, { yaml, flags: { workers: 2 } });
    const [publisher, subscriber] = await Promise.all([StreamDoor.open(t, port), StreamDoor.open(t, port)]);
    const waiting = subscriber.fetch(namespace, { waitMs: 10_000 });
    const published = await publisher.publish(namespace, "hello", { key: "k" });
    assert.equal(published.streamPublish?.position, "1");
    const fetched = await waiting;
    assert.deepEqual(texts(fetched), ["hello"]);
    const lease = fetched.deliveries?.[0]?.lease ?? "";
    const acked = await subscriber.call({ streamAck: { namespace, group: "g", leases: [lease, lease] } });
    const [first, second] = acked.streamAck?.results ?? [];
    assert.deepEqual([first?.error ?? null, second?.error?.reason], [null, "LEASE_ENDED"]);
    const lag = await subscriber.call({ streamLag: { namespace, group: "g" } });
    assert.deepEqual([Number(lag.streamLag?.waiting), Number(lag.streamLag?.pending)], [0, 0]);
  });
}

test("keeps a stream, its groups and keys across a restart, and answers fetches that wait when it stops", async (t) => {
  const folder = tempFolder(t);
  const first = await StartedGateway.open(t, { yaml, folder, flags: { workers: 2, "limits.drainTimeout": "60s" } });
  const before = await StreamDoor.open(t, first.port);
  const once = { idempotencyKey: "order-1" };
  await before.call({ ...once, streamPublish: { namespace: "kept", message: { value: Buffer.from("a") } } });
  await before.publish("kept", "b");
  assert.deepEqual(texts(await before.fetch("kept", { maxMessages: 1 })), ["a"]);
  const idle = await StreamDoor.open(t, first.port);
  const waiting = idle.call({ streamFetch: { namespace: "fast", waitMs: 60_000 } });
  // Answered after the fetch was taken: one connection has one order.
  await idle.publish("kept", "c");
  const startedMs = performance.now();
  const [ended] = await Promise.all([waiting, first.close()]);
  assert.equal(ended.error?.reason ?? texts(ended.streamFetch ?? {}).length, "SHUTTING_DOWN");
  assert.ok(performance.now() - startedMs < 30_000, "no wait holds a stop up");

  const second = await StartedGateway.open(t, { yaml, folder, flags: { workers: 2 } });
  const after = await StreamDoor.open(t, second.port);
  const replay = await after.call({
    ...once,
    streamPublish: { namespace: "kept", message: { value: Buffer.from("a") } },
  });
  assert.equal(replay.streamPublish?.replayed, true);
  const { deliveries } = await after.fetch("kept");
  const seen = (deliveries ?? []).map(({ value, attempt }) => [Buffer.from(value ?? []).toString(), attempt]);
  assert.deepEqual(seen, [
    ["a", 2],
    ["b", 1],
    ["c", 1],
  ]);
});

test("refuses the calls of one pattern in a namespace of another, and settings of a stream elsewhere", async (t) => {
  const { port } = await StartedGateway.open(t, { yaml });
  const door = await StreamDoor.open(t, port);
  assert.equal((await door.publish("items", "x")).error?.reason, "WRONG_PATTERN");
  const got = await door.call({ kvGet: { namespace: "fast", key: "k" } });
  assert.equal(got.error?.reason, "WRONG_PATTERN");
});

test("ends the waits of a stream that is deleted, and starts it anew with nothing", async (t) => {
  const started = await StartedGateway.open(t, { yaml });
  const { api } = started.gateway.namespaces;
  const ada = { principal: "user:ada", door: "tcp" };
  await api.create({ namespace: { name: "brief", pattern: "stream", backend: "disk" } }, ada);
  const [door, subscriber] = await Promise.all([StreamDoor.open(t, started.port), StreamDoor.open(t, started.port)]);
  await door.publish("brief", "gone");
  assert.deepEqual(texts(await door.fetch("brief")), ["gone"]);
  const waiting = subscriber.call({ streamFetch: { namespace: "brief", group: "g", waitMs: 60_000 } });
  await subscriber.publish("brief", "too");
  assert.deepEqual(texts((await waiting).streamFetch ?? {}), ["too"]);
  const parked = subscriber.call({ streamFetch: { namespace: "brief", group: "g", waitMs: 60_000 } });
  await subscriber.call({ streamLag: { namespace: "brief", group: "g" } });
  await assert.rejects(api.delete({ name: "brief" }, ada), /NAMESPACE_NOT_EMPTY/);
  await api.delete({ name: "brief", force: true }, ada);
  assert.equal((await parked).error?.reason, "NAMESPACE_DELETING");
  await api.create({ namespace: { name: "brief", pattern: "stream", backend: "disk" } }, ada);
  assert.deepEqual(texts(await door.fetch("brief")), []);
});

test("shares the bytes of a memory backend between items and messages", async (t) => {
  const { port } = await StartedGateway.open(t, { yaml, flags: { workers: 1 } });
  const door = await StreamDoor.open(t, port);
  const large = "x".repeat(1_000_000);
  const reasons: string[] = [];
  for (let i = 0; i < 5; i++) {
    const put = await door.call({ kvPut: { namespace: "items", key: `k${i}`, value: Buffer.from(large) } });
    const published = await door.publish("fast", large);
    reasons.push(put.error?.reason ?? "", published.error?.reason ?? "");
  }
  assert.equal(reasons.filter((reason) => reason === "").length, 8);
  assert.deepEqual(reasons.slice(8), ["STORE_FULL", "STORE_FULL"]);
});

test("answers a crowd of waiting readers that together are more than a ring holds", { timeout: 300_000 }, async (t) => {
  const { port } = await StartedGateway.open(t, {
    yaml: yaml.replace("8MiB", "64MiB"),
    flags: { workers: 1, "limits.ringBytes": 65_536 },
  });
  const door = await StreamDoor.open(t, port);
  const readers = await Promise.all(Array.from({ length: 64 }, () => StreamDoor.open(t, port)));
  const waiting = readers.map((reader) => reader.fetch("fast", { group: "", consumer: "", waitMs: 20_000 }));
  // Each connection is one order, so its fetch is in the worker by now.
  await Promise.all(readers.map((reader) => reader.call({ streamListGroups: { namespace: "fast" } })));
  const large = "x".repeat(900_000);
  const startedMs = performance.now();
  await door.publish("fast", large);
  for (const fetched of await Promise.all(waiting)) assert.equal(texts(fetched)[0]?.length, large.length);
  assert.ok(performance.now() - startedMs < 10_000, "none waited for something else to happen");
});

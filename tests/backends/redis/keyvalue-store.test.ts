import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { type KeyValueItem, Outcome } from "../../../src/backends/contract.ts";
import type { NetworkedKeyValueStore } from "../../../src/backends/networked-contract.ts";
import { serverMissing } from "../../support/servers/private-servers.ts";
import { adding, checking, deleting, each, putting, reading, TIMEOUT_MS, write } from "./items.ts";
import { openStore, plainClient } from "./redis-fixture.ts";

const options = { skip: serverMissing("redis") };
const NOW_MS = 1_700_000_000_000;
/** Every byte once: nothing of a key or a value has a meaning to the protocol. */
const allBytes = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join("");

async function open(t: TestContext): Promise<{ store: NetworkedKeyValueStore; ns: number }> {
  const store = await openStore(t);
  return { store, ns: store.namespaceOf("orders") };
}

async function get(store: NetworkedKeyValueStore, ns: number, key: string, nowMs = NOW_MS): Promise<KeyValueItem> {
  const item = reading(ns, key);
  await store.getMany([item], nowMs, TIMEOUT_MS);
  return item;
}

async function put(store: NetworkedKeyValueStore, ns: number, key: string, value: string): Promise<number> {
  const item = putting(ns, key, value);
  await store.writeMany(each(item), NOW_MS, TIMEOUT_MS);
  return item.version;
}

test("gives back keys and values of any bytes", options, async (t) => {
  const { store, ns } = await open(t);
  const large = allBytes.repeat(8192);
  await store.writeMany(
    each(putting(ns, allBytes, large), putting(ns, "", ""), putting(ns, "%_*?[", "%")),
    NOW_MS,
    TIMEOUT_MS,
  );
  assert.equal((await get(store, ns, allBytes)).value, large);
  assert.equal((await get(store, ns, "")).outcome, Outcome.DONE);
  assert.equal((await get(store, ns, "%_*?[")).value, "%");
  assert.equal((await get(store, ns, "x")).outcome, Outcome.ABSENT);
});

test("tells whether items are there without asking for their values", options, async (t) => {
  const { store, ns } = await open(t);
  const expiresAtMs = NOW_MS + 60_000;
  const items = [
    putting(ns, "large", "v".repeat(1_000_000)),
    putting(ns, "", ""),
    putting(ns, "soon", "v", { expiresAtMs }),
  ];
  await store.writeMany(each(...items), NOW_MS, TIMEOUT_MS);
  const client = await plainClient(t);
  const before = Number(/total_net_output_bytes:(\d+)/.exec(await client.info("stats"))?.[1]);
  const heads = ["large", "", "soon", "none"].map((key) => Object.assign(reading(ns, key), { wantsValue: false }));
  const whole = reading(ns, "soon");
  await store.getMany([heads[0] as KeyValueItem, whole, ...heads.slice(1)], NOW_MS, TIMEOUT_MS);
  const after = Number(/total_net_output_bytes:(\d+)/.exec(await client.info("stats"))?.[1]);
  assert.ok(after - before < 100_000, `${after - before} bytes came`);
  assert.deepEqual(
    heads.map(({ outcome, version, expiresAtMs, value }) => ({ outcome, version, expiresAtMs, value })),
    [
      { outcome: Outcome.DONE, version: items[0]?.version, expiresAtMs: 0, value: "" },
      { outcome: Outcome.DONE, version: items[1]?.version, expiresAtMs: 0, value: "" },
      { outcome: Outcome.DONE, version: items[2]?.version, expiresAtMs, value: "" },
      { outcome: Outcome.ABSENT, version: 0, expiresAtMs: 0, value: "" },
    ],
  );
  assert.equal(whole.value, "v");
});

test("reads and writes a large batch of several namespaces at once", options, async (t) => {
  const { store, ns } = await open(t);
  const other = store.namespaceOf("other");
  const items = Array.from({ length: store.maxBatchItems }, (_, i) =>
    putting(i % 2 ? ns : other, `k${i >> 1}`, `v${i}`),
  );
  await store.writeMany(each(...items), NOW_MS, TIMEOUT_MS);
  assert.equal(
    new Set(items.filter((item) => item.namespaceId === ns).map(({ version }) => version)).size,
    items.length / 2,
  );
  const reads = items.map(({ namespaceId, key }) => reading(namespaceId, key));
  await store.getMany(reads, NOW_MS, TIMEOUT_MS);
  reads.forEach((item, i) => {
    assert.equal(item.value, `v${i}`);
    assert.equal(item.version, items[i]?.version);
  });
});

test("gives each write a larger version, whoever writes", options, async (t) => {
  const { store, ns } = await open(t);
  let last = 0;
  for (let i = 0; i < 20; i++) {
    const version = await put(store, ns, `k${i % 3}`, "v");
    assert.ok(version > last);
    last = version;
    const counter = adding(ns, "n", 1n);
    await store.writeMany(each(counter), NOW_MS, TIMEOUT_MS);
    assert.ok(counter.version > last);
    last = counter.version;
  }
  assert.ok(last < Number.MAX_SAFE_INTEGER);
});

test("writes under a condition only where it holds", options, async (t) => {
  const { store, ns } = await open(t);
  const first = putting(ns, "a", "1", { ifVersion: 0 });
  const second = putting(ns, "b", "1", { ifVersion: 7 });
  await store.writeMany(each(first, second), NOW_MS, TIMEOUT_MS);
  assert.equal(first.outcome, Outcome.DONE);
  assert.deepEqual([second.outcome, second.version], [Outcome.MISMATCH, 0]);

  const again = putting(ns, "a", "2", { ifVersion: 0 });
  const right = putting(ns, "a", "3", { ifVersion: first.version });
  await store.writeMany(each(again), NOW_MS, TIMEOUT_MS);
  assert.deepEqual([again.outcome, again.version], [Outcome.MISMATCH, first.version]);
  await store.writeMany(each(right), NOW_MS, TIMEOUT_MS);
  assert.equal(right.outcome, Outcome.DONE);
  assert.equal((await get(store, ns, "a")).value, "3");

  const wrongDelete = deleting(ns, "a", first.version);
  const rightDelete = deleting(ns, "a", right.version);
  await store.writeMany([write([wrongDelete, rightDelete])], NOW_MS, TIMEOUT_MS);
  assert.deepEqual([wrongDelete.outcome, rightDelete.outcome], [Outcome.MISMATCH, Outcome.DONE]);
  const absent = deleting(ns, "a");
  await store.writeMany(each(absent), NOW_MS, TIMEOUT_MS);
  assert.equal(absent.outcome, Outcome.ABSENT);
});

test("lets one of many writers win who ask for the same version", options, async (t) => {
  const { store, ns } = await open(t);
  const rival = await openStore(t);
  assert.notEqual(rival, store);
  const version = await put(store, ns, "k", "v");
  const tries = Array.from({ length: 50 }, (_, i) => putting(ns, "k", `${i}`, { ifVersion: version }));
  await Promise.all(tries.map((item) => store.writeMany(each(item), NOW_MS, TIMEOUT_MS)));
  assert.equal(tries.filter(({ outcome }) => outcome === Outcome.DONE).length, 1);
});

test("forgets items when their time has come, and only the server keeps them a little longer", options, async (t) => {
  const { store, ns } = await open(t);
  const items = [
    putting(ns, "soon", "v", { expiresAtMs: NOW_MS + 60_000 }),
    putting(ns, "never", "v"),
    putting(ns, "later", "v", { expiresAtMs: NOW_MS + 120_000, ifVersion: 0 }),
  ];
  await store.writeMany(each(...items), NOW_MS, TIMEOUT_MS);
  assert.equal((await get(store, ns, "soon", NOW_MS + 59_999)).expiresAtMs, NOW_MS + 60_000);
  assert.equal((await get(store, ns, "soon", NOW_MS + 60_000)).outcome, Outcome.ABSENT);
  const page = await store.scan(all(ns), NOW_MS + 60_000, TIMEOUT_MS);
  assert.deepEqual(
    page.items.map(({ key }) => key),
    ["later", "never"],
  );
  // To a condition it does not exist either, and a put without a time to live makes it stay.
  const anew = putting(ns, "soon", "w", { ifVersion: 0 });
  await store.writeMany(each(anew), NOW_MS + 60_000, TIMEOUT_MS);
  assert.equal(anew.outcome, Outcome.DONE);
  assert.equal((await get(store, ns, "soon", NOW_MS + 600_000)).value, "w");
});

test("takes keys that the server let expire out of the order at the next scan", options, async (t) => {
  const { store, ns } = await open(t);
  const doomed = Array.from({ length: 3000 }, (_, i) => putting(ns, `k${i}`, "v", { expiresAtMs: NOW_MS + 1 }));
  await store.writeMany(each(...doomed, putting(ns, "z", "v")), NOW_MS, TIMEOUT_MS);
  // Its one millisecond is over when the server has answered something later.
  for (let i = 0; i < 50; i++) await get(store, ns, "z");
  const page = await store.scan(all(ns), NOW_MS, TIMEOUT_MS);
  assert.deepEqual(page, {
    items: [{ key: "z", value: "v", version: page.items[0]?.version, expiresAtMs: 0 }],
    more: false,
  });
});

test("sweeps what has expired out of the order of keys, and leaves what was written again", options, async (t) => {
  const store = await openStore(t, { keyPrefix: "sweeping" });
  const ns = store.namespaceOf("orders");
  const expiresAtMs = NOW_MS + 1_000;
  const keys = ["gone", "stays", "later", "gone too", "deleted"];
  await store.writeMany(each(...keys.map((key) => putting(ns, key, "v", { expiresAtMs }))), NOW_MS, TIMEOUT_MS);
  const again = [putting(ns, "stays", "w"), putting(ns, "later", "w", { expiresAtMs: NOW_MS + 60_000, ifVersion: -1 })];
  await store.writeMany(each(...again, deleting(ns, "deleted"), putting(ns, "never", "v")), NOW_MS, TIMEOUT_MS);
  const counter = adding(ns, "counter", 1n, { expiresAtMs });
  await store.writeMany(each(counter), NOW_MS, TIMEOUT_MS);
  assert.equal(await store.sweep(NOW_MS + 999, 100, TIMEOUT_MS), 0);
  assert.ok((await store.sweep(NOW_MS + 1_000, 2, TIMEOUT_MS)) <= 2);
  while ((await store.sweep(NOW_MS + 1_000, 2, TIMEOUT_MS)) > 0);
  assert.deepEqual(await scanAll(store, all(ns)), ["later", "never", "stays"]);
  const client = await plainClient(t);
  assert.equal(await client.zcard("sweeping:{1}index"), 3);
  assert.equal(await client.zcard("sweeping:{1}expiry"), 1);
});

test("scans in the order of bytes, in pages bounded by items and bytes", options, async (t) => {
  const { store, ns } = await open(t);
  const keys = ["", "a", "a\0", "a%", "a_", "aa", "b", "\x7f", "\x80", "\xff", "\xff\xff"].sort();
  await store.writeMany(each(...keys.map((key) => putting(ns, key, `v${key}`))), NOW_MS, TIMEOUT_MS);
  assert.deepEqual(await scanAll(store, { ...all(ns), maxItems: 1 }), keys);
  assert.deepEqual(await scanAll(store, { ...all(ns), maxItems: 3 }), keys);
  assert.deepEqual(await scanAll(store, { ...all(ns), maxBytes: 5 }), keys);
  assert.deepEqual(await scanAll(store, { ...all(ns), keysOnly: true, maxBytes: 2 }), keys);
  const range = await store.scan({ ...all(ns), from: "a\0", to: "b" }, NOW_MS, TIMEOUT_MS);
  assert.deepEqual(
    range.items.map(({ key }) => key),
    ["a\0", "a%", "a_", "aa"],
  );
  assert.equal(range.more, false);
  const exact = await store.scan({ ...all(ns), from: "a", to: "b", maxItems: 5 }, NOW_MS, TIMEOUT_MS);
  assert.equal(exact.more, false);
  const nothing = await store.scan({ ...all(ns), from: "b", to: "a" }, NOW_MS, TIMEOUT_MS);
  assert.deepEqual(nothing, { items: [], more: false });
});

test("remembers a write under its idempotency key, with what came of it", options, async (t) => {
  const { store, ns } = await open(t);
  const once = (delta: bigint, fingerprint = 1) =>
    write([adding(ns, "n", delta), deleting(ns, "none")], {
      idempotencyKey: "once",
      fingerprint: Buffer.alloc(16, fingerprint),
      rememberUntilMs: NOW_MS + 1000,
    });
  const first = once(5n);
  await store.writeMany([first], NOW_MS, TIMEOUT_MS);
  assert.equal(first.isReplay, false);
  const second = once(5n);
  await store.writeMany([second], NOW_MS + 999, TIMEOUT_MS);
  assert.equal(second.isReplay, true);
  assert.deepEqual(second.items.map(outcomeOf), first.items.map(outcomeOf));
  assert.equal(second.items[0]?.delta, 5n);
  const other = once(6n, 2);
  await store.writeMany([other], NOW_MS, TIMEOUT_MS);
  assert.deepEqual([other.isKeyReused, other.isReplay], [true, false]);
  const late = once(5n);
  await store.writeMany([late], NOW_MS + 1000, TIMEOUT_MS);
  assert.deepEqual([late.isReplay, late.items[0]?.delta], [false, 10n]);
});

test("does not remember a write of which nothing was done", options, async (t) => {
  const { store, ns } = await open(t);
  const once = { idempotencyKey: "k", fingerprint: Buffer.alloc(16, 1), rememberUntilMs: NOW_MS + 1000 };
  const failing = write([putting(ns, "a", "v", { ifVersion: 9 })], once);
  await store.writeMany([failing], NOW_MS, TIMEOUT_MS);
  const next = write([putting(ns, "a", "v", { ifVersion: 0 })], once);
  await store.writeMany([next], NOW_MS, TIMEOUT_MS);
  assert.deepEqual([next.isReplay, next.isKeyReused, next.items[0]?.outcome], [false, false, Outcome.DONE]);
});

test("does all of a transaction or nothing", options, async (t) => {
  const { store, ns } = await open(t);
  const version = await put(store, ns, "a", "1");
  const refused = [putting(ns, "b", "2"), deleting(ns, "a"), adding(ns, "n", 1n), checking(ns, "a", version + 1)];
  await store.writeMany([write(refused, { isAtomic: true })], NOW_MS, TIMEOUT_MS);
  // The check comes after the deletion of the same key, and sees it.
  assert.deepEqual(
    refused.map(({ outcome }) => outcome),
    [Outcome.ABORTED, Outcome.ABORTED, Outcome.ABORTED, Outcome.MISMATCH],
  );
  assert.equal((await get(store, ns, "a")).value, "1");
  assert.equal((await get(store, ns, "b")).outcome, Outcome.ABSENT);
  const done = [
    checking(ns, "a", version),
    putting(ns, "b", "2"),
    putting(ns, "a", "3", { ifVersion: version }),
    deleting(ns, "c"),
    adding(ns, "n", -4n),
  ];
  await store.writeMany([write(done, { isAtomic: true })], NOW_MS, TIMEOUT_MS);
  assert.deepEqual(
    done.map(({ outcome }) => outcome),
    [Outcome.DONE, Outcome.DONE, Outcome.DONE, Outcome.ABSENT, Outcome.DONE],
  );
  assert.equal((await get(store, ns, "a")).value, "3");
  assert.equal((await get(store, ns, "n")).value, "-4");
});

test("sees the earlier items of a write in its later ones", options, async (t) => {
  const { store, ns } = await open(t);
  const items = [
    putting(ns, "a", "1"),
    adding(ns, "a", 2n),
    deleting(ns, "a"),
    putting(ns, "a", "x", { ifVersion: 0 }),
  ];
  await store.writeMany([write(items)], NOW_MS, TIMEOUT_MS);
  assert.deepEqual(
    items.map(({ outcome }) => outcome),
    [Outcome.DONE, Outcome.DONE, Outcome.DONE, Outcome.DONE],
  );
  assert.equal(items[1]?.delta, 3n);
  assert.equal((await get(store, ns, "a")).value, "x");
  assert.deepEqual(await scanAll(store, all(ns)), ["a"]);
});

test("counts with all 64 bits", options, async (t) => {
  const { store, ns } = await open(t);
  const add = async (delta: bigint): Promise<KeyValueItem> => {
    const item = adding(ns, "n", delta);
    await store.writeMany(each(item), NOW_MS, TIMEOUT_MS);
    return item;
  };
  assert.equal((await add(2n ** 53n - 2n)).delta, 2n ** 53n - 2n);
  assert.equal((await add(1n)).delta, 2n ** 53n - 1n);
  assert.equal((await add(2n)).delta, 2n ** 53n + 1n);
  assert.equal((await add(2n ** 62n)).delta, 2n ** 62n + 2n ** 53n + 1n);
  const over = await add(2n ** 62n);
  assert.deepEqual([over.outcome, over.failure?.reason], [Outcome.FAILED, "COUNTER_OVERFLOW"]);
  assert.equal((await get(store, ns, "n")).value, String(2n ** 62n + 2n ** 53n + 1n));
  assert.equal((await add(-(2n ** 63n))).delta, -(2n ** 62n) + 2n ** 53n + 1n);
  for (const text of ["12x", "", "01", "-0", "+1", " 1", "9".repeat(19), "9".repeat(30)]) {
    await put(store, ns, "n", text);
    assert.equal((await add(1n)).failure?.reason, "NOT_A_COUNTER", text);
  }
});

test("lets a counter keep its end, unless it is given another", options, async (t) => {
  const { store, ns } = await open(t);
  const first = adding(ns, "n", 1n, { expiresAtMs: NOW_MS + 50_000 });
  await store.writeMany(each(first), NOW_MS, TIMEOUT_MS);
  await store.writeMany(each(adding(ns, "n", 1n)), NOW_MS + 1, TIMEOUT_MS);
  assert.equal((await get(store, ns, "n")).expiresAtMs, NOW_MS + 50_000);
  await store.writeMany(each(adding(ns, "n", 1n, { expiresAtMs: NOW_MS + 90_000 })), NOW_MS, TIMEOUT_MS);
  assert.equal((await get(store, ns, "n")).expiresAtMs, NOW_MS + 90_000);
  const anew = adding(ns, "n", 1n);
  await store.writeMany(each(anew), NOW_MS + 90_000, TIMEOUT_MS);
  assert.equal(anew.delta, 1n);
});

test("drops a namespace, which then is another one to every store", options, async (t) => {
  const keyPrefix = "drop";
  const store = await openStore(t, { keyPrefix });
  const neighbour = await openStore(t, { keyPrefix });
  const ns = store.namespaceOf("orders");
  const sameNs = neighbour.namespaceOf("orders");
  await store.writeMany(each(...["a", "b", "c"].map((key) => putting(ns, key, "v"))), NOW_MS, TIMEOUT_MS);
  assert.equal((await get(neighbour, sameNs, "a")).value, "v");
  assert.equal(await neighbour.isEmpty(sameNs, NOW_MS, TIMEOUT_MS), false);
  const id = await store.storeIdOf(ns, TIMEOUT_MS);
  await store.dropNamespace(id, TIMEOUT_MS);
  await store.dropNamespace(id, TIMEOUT_MS);
  for (const [one, number] of [
    [store, ns],
    [neighbour, sameNs],
  ] as const) {
    assert.equal((await get(one, number, "a")).outcome, Outcome.ABSENT);
    assert.equal(await one.isEmpty(number, NOW_MS, TIMEOUT_MS), true);
    assert.notEqual(await one.storeIdOf(number, TIMEOUT_MS), id);
  }
  await put(neighbour, sameNs, "n", "w");
  let steps = 0;
  while ((await store.sweep(NOW_MS, 2, TIMEOUT_MS)) > 0) steps++;
  assert.ok(steps >= 2);
  assert.equal((await get(store, ns, "n")).value, "w");
});

test("sends a script again in full when the server has forgotten it", options, async (t) => {
  const { store, ns } = await open(t);
  await put(store, ns, "a", "1");
  await (await plainClient(t)).script("FLUSH");
  await put(store, ns, "a", "2");
  assert.equal((await get(store, ns, "a")).value, "2");
});

test("keeps namespaces apart, and stores with another prefix", options, async (t) => {
  const { store, ns } = await open(t);
  const stranger = await openStore(t);
  await put(store, ns, "a", "1");
  assert.equal((await get(store, store.namespaceOf("orders2"), "a")).outcome, Outcome.ABSENT);
  assert.equal((await get(stranger, stranger.namespaceOf("orders"), "a")).outcome, Outcome.ABSENT);
});

const all = (namespaceId: number) => ({
  namespaceId,
  from: "",
  to: null,
  keysOnly: false,
  maxItems: 1000,
  maxBytes: 1_000_000,
});

async function scanAll(store: NetworkedKeyValueStore, query: ReturnType<typeof all>): Promise<string[]> {
  const keys: string[] = [];
  for (let from = ""; ; ) {
    const page = await store.scan({ ...query, from }, NOW_MS, TIMEOUT_MS);
    assert.ok(page.items.length > 0 && page.items.length <= query.maxItems);
    for (const item of page.items) {
      if (!query.keysOnly) assert.equal(item.value.length > 0, true);
      keys.push(item.key);
    }
    if (!page.more) return keys;
    from = `${keys.at(-1)}\0`;
  }
}

function outcomeOf({ outcome, version, delta }: KeyValueItem): unknown {
  return { outcome, version, delta };
}

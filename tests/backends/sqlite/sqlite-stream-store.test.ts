import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { openSqliteStore } from "../../../src/backends/sqlite/sqlite-store.ts";
import { STREAM_FILE } from "../../../src/backends/sqlite/sqlite-stream-storage.ts";
import { openSqliteStreamStore } from "../../../src/backends/sqlite/sqlite-stream-store.ts";
import { SettleAction } from "../../../src/backends/stream-contract.ts";
import { message, publish, settle, spec, streamCases, textOf } from "../embedded-stream/stream-cases.ts";
import { crashedCopy } from "./crashed-copy.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const ALL = { maxItems: 1_000, maxBytes: 1_000_000 };
const nothing = (): void => undefined;

function open(path: string, clock = { nowMs: 1_800_000_000_000 }): ReturnType<typeof openSqliteStreamStore> {
  return openSqliteStreamStore({ path, openWaitMs: 0, clock: { monotonicUs: () => 0, wallMs: () => clock.nowMs } });
}

function opened(t: TestContext, path: string, clock?: { nowMs: number }): ReturnType<typeof open> {
  const store = open(path, clock);
  t.after(() => store.close());
  return store;
}

for (const { name, run } of streamCases) {
  test(`SQLite: ${name}`, async (t) => {
    const clock = { nowMs: 1_800_000_000_000 };
    await run({ store: opened(t, temporaryDirectory(t), clock), clock }, t);
  });
}

test("finds everything again: messages, keys, places, attempts, dead letters", async (t) => {
  const path = temporaryDirectory(t);
  const clock = { nowMs: 1_800_000_000_000 };
  const before = open(path, clock);
  const ns = before.openStream(spec("events"));
  const once = { idempotencyKey: "once", fingerprint: Buffer.from("f"), rememberUntilMs: clock.nowMs + 1_000 };
  await before.appendMany([message(ns, "dead"), message(ns, "held", once), message(ns, "new")]);
  const group = await before.openGroup(ns, "g", { at: "earliest" }, nothing);
  const [dead, held] = await group.take("c", { ...ALL, maxItems: 2 }, 60_000);
  await settle(group, dead?.lease ?? "", SettleAction.BURY, { reason: "why" });
  const crashed = temporaryDirectory(t);
  crashedCopy(path, crashed, STREAM_FILE);
  await group.close();
  await before.close();

  const after = opened(t, path, clock);
  const again = after.openStream(spec("events"));
  const replay = message(again, "held", once);
  await after.appendMany([replay]);
  assert.deepEqual([replay.isReplay, replay.position], [true, held?.position]);
  const same = await after.openGroup(again, "g", { at: "latest" }, nothing);
  const delivered = await same.take("c", ALL, 60_000);
  assert.deepEqual(
    delivered.map((delivery) => [textOf(delivery), delivery.attempt]),
    [
      ["held", 2],
      ["new", 1],
    ],
  );
  const [letter] = await after.listDead(again, "g", "", ALL);
  assert.deepEqual([letter?.reason, letter && textOf(letter.message)], ["why", "dead"]);
  assert.equal((await publish(after, again, "next"))[0]?.position, "4");

  // After a crash nobody has given the lease back: it ends in its time, and the attempt counts.
  const survivor = opened(t, crashed, clock);
  const there = survivor.openStream(spec("events"));
  const taken = await survivor.openGroup(there, "g", { at: "latest" }, nothing);
  assert.deepEqual((await taken.take("c", ALL, 60_000)).map(textOf), ["new"]);
  clock.nowMs += 60_000;
  const late = await taken.take("c", ALL, 60_000);
  assert.deepEqual(
    late.map((delivery) => [textOf(delivery), delivery.attempt]),
    [
      ["held", 2],
      ["new", 2],
    ],
  );
});

test("removes what was dropped step by step, also after a restart", async (t) => {
  const path = temporaryDirectory(t);
  const first = open(path);
  const ns = first.openStream(spec("events"));
  for (let i = 0; i < 10; i++) await publish(first, ns, ...Array.from({ length: 100 }, () => "x".repeat(100)));
  const group = await first.openGroup(ns, "g", { at: "earliest" }, nothing);
  await group.take("c", ALL, 60_000);
  await first.dropStream(await first.storeIdOf(ns));
  await first.close();
  const store = opened(t, path);
  const again = store.openStream(spec("events"));
  await publish(store, again, "new");
  let steps = 0;
  while ((await store.sweep(1_800_000_000_000, 100)) > 0) steps++;
  assert.ok(steps >= 20, `1000 messages and 1000 leases were removed in ${steps} steps of 100`);
  const reader = await store.openReader(again, { at: "earliest" }, nothing);
  assert.deepEqual((await reader.take(ALL)).map(textOf), ["new"]);
});

test("is beside the other namespaces of its directory, and has it alone", async (t) => {
  const path = temporaryDirectory(t);
  const items = openSqliteStore({ path });
  t.after(() => items.close());
  const store = opened(t, path);
  await publish(store, store.openStream(spec("events")), "a");
  assert.throws(() => open(path), /STORE_IN_USE/);
});

test("says that its file is gone", async (t) => {
  const path = temporaryDirectory(t);
  const store = opened(t, path);
  store.checkHealth();
  rmSync(join(path, STREAM_FILE));
  assert.throws(() => store.checkHealth(), /STORE_FILE_GONE/);
});

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { type KeyValueStore, Outcome } from "../../../src/backends/contract.ts";
import { openSqliteStore } from "../../../src/backends/sqlite/sqlite-store.ts";
import { openSqliteStreamStore } from "../../../src/backends/sqlite/sqlite-stream-store.ts";
import { Code } from "../../../src/common/codes.ts";
import { bytesOf, get, put, textOf, writeOf } from "../embedded-keyvalue/items.ts";
import { message, spec } from "../embedded-stream/stream-cases.ts";
import { failsWith } from "./fails-with.ts";
import { wideOverlayLimits } from "./overlay-tiny-limits.ts";

const DISK_BYTES = 6 * 1024 * 1024;
const VALUE_BYTES = 50_000;
const isFull = failsWith(Code.RESOURCE_EXHAUSTED, "STORE_FULL");

/** A small disk; null when this process may not mount one, and then the test is skipped. */
function smallDisk(t: TestContext): string | null {
  const path = mkdtempSync(join(tmpdir(), "prism-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_BYTES}`, "tmpfs", path], { stdio: "pipe" });
  } catch (error) {
    rmSync(path, { recursive: true });
    t.skip(`a small tmpfs cannot be mounted here: ${(error as Error).message.trim().split("\n").at(-1)}`);
    return null;
  }
  t.after(() => {
    // Lazily, for a test that failed has left its store open.
    execFileSync("umount", ["--lazy", path]);
    rmSync(path, { recursive: true });
  });
  return path;
}

/** Takes all the space that is left. */
function fillDisk(disk: string): void {
  assert.throws(() => writeFileSync(join(disk, "filler"), Buffer.alloc(2 * DISK_BYTES)), { code: "ENOSPC" });
}

function freeDisk(disk: string): void {
  rmSync(join(disk, "filler"));
}

/** Puts values until there is no room; returns how many were acknowledged. */
function putUntilFull(store: KeyValueStore, namespaceId: number, prefix: string): number {
  for (let i = 0; ; i++) {
    try {
      put(store, writeOf(namespaceId, `${prefix}${i}`, { value: Buffer.alloc(VALUE_BYTES, i) }), 1);
    } catch (error) {
      assert.ok(isFull(error), String(error));
      return i;
    }
  }
}

function checkAll(store: KeyValueStore, namespaceId: number, prefix: string, count: number): void {
  for (let i = 0; i < count; i++) {
    const item = get(store, namespaceId, `${prefix}${i}`, 1);
    assert.deepEqual(item.value, Buffer.alloc(VALUE_BYTES, i));
  }
  assert.equal(get(store, namespaceId, `${prefix}${count}`, 1).outcome, Outcome.ABSENT);
}

test("refuses writes on a full disk, keeps what was acknowledged, and works again when there is room", (t) => {
  const disk = smallDisk(t);
  if (disk === null) return;
  const path = join(disk, "data");
  let store = openSqliteStore({ path });
  const namespaceId = store.openNamespace("orders");
  put(store, writeOf(namespaceId, "first0", { value: Buffer.alloc(VALUE_BYTES, 0) }), 1);
  fillDisk(disk);
  const count = putUntilFull(store, namespaceId, "full");
  checkAll(store, namespaceId, "first", 1);
  checkAll(store, namespaceId, "full", count);
  store.checkHealth();

  store.close();
  store = openSqliteStore({ path });
  assert.equal(store.openNamespace("orders"), namespaceId);
  checkAll(store, namespaceId, "first", 1);
  checkAll(store, namespaceId, "full", count);
  const again = putUntilFull(store, namespaceId, "again");
  checkAll(store, namespaceId, "again", again);

  freeDisk(disk);
  const more = putUntilFull(store, namespaceId, "more");
  assert.ok(more > 10, `only ${more} values went in after the disk had room again`);
  store.close();
  store = openSqliteStore({ path });
  for (const [prefix, items] of [
    ["full", count],
    ["again", again],
    ["more", more],
  ] as const) {
    checkAll(store, namespaceId, prefix, items);
  }
  store.close();
});

test("undoes a transaction that the disk could not hold, and can say so only once", (t) => {
  const disk = smallDisk(t);
  if (disk === null) return;
  const store = openSqliteStore({ path: disk });
  const namespaceId = store.openNamespace("orders");
  const { version } = put(store, writeOf(namespaceId, "k", { value: "before" }), 1);
  store.begin();
  put(store, writeOf(namespaceId, "k", { value: Buffer.alloc(2 * DISK_BYTES) }), 1);
  assert.throws(() => store.commit(), isFull);
  store.rollback();
  assert.equal(get(store, namespaceId, "k", 1).version, version);
  assert.ok(put(store, writeOf(namespaceId, "k", { value: "after" }), 1).version > version);
  store.close();
});

test("does not commit the rest of a transaction that SQLite has given up", (t) => {
  const disk = smallDisk(t);
  if (disk === null) return;
  const store = openSqliteStore({ path: disk });
  const namespaceId = store.openNamespace("orders");
  const mebibyte = Buffer.alloc(1 << 20);
  store.begin();
  // Past the size of the page cache SQLite writes before the commit, finds no room, and rolls back by itself.
  const putMuch = (): void => {
    for (let i = 0; i < 100; i++) put(store, writeOf(namespaceId, `k${i}`, { value: mebibyte }), 1);
  };
  assert.throws(putMuch, isFull);
  const isLost = failsWith(Code.ABORTED, "STORE_TRANSACTION_LOST");
  assert.throws(() => put(store, writeOf(namespaceId, "late", { value: "v" }), 1), isLost);
  assert.throws(() => store.commit(), isLost);
  store.rollback();
  assert.equal(get(store, namespaceId, "k0", 1).outcome, Outcome.ABSENT);
  put(store, writeOf(namespaceId, "k", { value: "v" }), 1);
  store.close();
});

test("says that the disk is full when there is no room to create the store", (t) => {
  const disk = smallDisk(t);
  if (disk === null) return;
  fillDisk(disk);
  assert.throws(() => openSqliteStore({ path: disk }), isFull);
  freeDisk(disk);
  openSqliteStore({ path: disk }).close();
});

test("keeps overlay and journal whole when the disk fills up while applying, and goes on when there is room", (t) => {
  const disk = smallDisk(t);
  if (disk === null) return;
  const overlayLimits = { ...wideOverlayLimits, journalBytes: 400_000, stepBytes: 40_000, stepRows: 10 };
  const path = join(disk, "data");
  let store = openSqliteStore({ path, overlayLimits });
  const namespaceId = store.openNamespace("orders");
  const write = (i: number): unknown =>
    put(store, writeOf(namespaceId, `k${i % 700}`, { value: `${i}`.repeat(150) }), 1);
  const check = (count: number): void => {
    for (let i = Math.max(0, count - 700); i < count; i++) {
      assert.equal(textOf(get(store, namespaceId, `k${i % 700}`, 1).value), `${i}`.repeat(150));
    }
  };
  let count = 0;
  for (; count < 500; count++) write(count);
  fillDisk(disk);
  for (let full = 0; full < 3; ) {
    try {
      write(count);
      count++;
    } catch (error) {
      assert.ok(isFull(error), String(error));
      full++;
    }
  }
  check(count);
  assert.throws(() => {
    while (store.sweep(1, 10) > 0);
    while (store.sweep(1, 10) > 0);
  }, isFull);
  check(count);
  store.close();
  store = openSqliteStore({ path, overlayLimits });
  check(count);
  freeDisk(disk);
  for (let i = 0; i < 100; i++, count++) write(count);
  check(count);
  while (store.sweep(1, 10) > 0);
  while (store.sweep(1, 10) > 0);
  check(count);
  store.close();
  store = openSqliteStore({ path, overlayLimits });
  check(count);
  store.close();
});

test("refuses writes, and does not grow for ever, when applying never succeeds", (t) => {
  const disk = smallDisk(t);
  if (disk === null) return;
  const overlayLimits = { ...wideOverlayLimits, journalBytes: 100_000, stepBytes: 2_000_000 };
  const store = openSqliteStore({ path: disk, overlayLimits });
  const namespaceId = store.openNamespace("orders");
  const write = (i: number): unknown => put(store, writeOf(namespaceId, `k${i}`, { value: Buffer.alloc(900, i) }), 1);
  let count = 0;
  for (; count < 100; count++) write(count);
  fillDisk(disk);
  const refused = (): boolean => {
    try {
      write(count);
      count++;
      return false;
    } catch (error) {
      return isFull(error);
    }
  };
  while (!refused());
  freeDisk(disk);
  assert.equal(refused(), false);
  for (let i = 0; i < count; i++)
    assert.deepEqual(bytesOf(get(store, namespaceId, `k${i}`, 1).value), Buffer.alloc(900, i));
  store.close();
});

test("refuses messages on a full disk, delivers what is there, and goes on without a gap when there is room", async (t) => {
  const disk = smallDisk(t);
  if (disk === null) return;
  const store = openSqliteStreamStore({ path: join(disk, "data") });
  t.after(() => store.close());
  const ns = store.openStream(spec("events"));
  const group = await store.openGroup(ns, "g", { at: "earliest" }, () => undefined);
  const value = "x".repeat(VALUE_BYTES);
  const fill = async (): Promise<number> => {
    for (let count = 0; ; count++) {
      try {
        await store.appendMany([message(ns, value)]);
      } catch (error) {
        assert.ok(isFull(error), String(error));
        return count;
      }
    }
  };
  writeFileSync(join(disk, "filler"), Buffer.alloc(DISK_BYTES / 3));
  const first = await fill();
  const all = { maxItems: 1_000, maxBytes: 1e9 };
  const reader = await store.openReader(ns, { at: "earliest" }, () => undefined);
  assert.equal((await reader.take(all)).length, first);
  // What cannot be noted down is not given out; once it can be, nothing is missing and nothing came twice.
  const taken = await group.take("c", all, 60_000).catch((error: unknown) => {
    assert.ok(isFull(error), String(error));
    return [];
  });
  freeDisk(disk);
  const rest = await group.take("c", all, 60_000);
  assert.equal(taken.length + rest.length, first);
  assert.deepEqual(
    [...taken, ...rest].map(({ attempt }) => attempt),
    Array.from({ length: first }, () => 1),
  );
  store.openStream(spec("events", { maxBytes: 1_000_000 }));
  while ((await store.sweep(Date.now(), 100)) > 0);
  const next = message(ns, "small");
  await store.appendMany([next]);
  assert.equal(next.position, String(first + 1));
});

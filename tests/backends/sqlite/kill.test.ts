import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import Database from "better-sqlite3";
import { type KeyValueStore, Outcome } from "../../../src/backends/contract.ts";
import { DATABASE_FILE } from "../../../src/backends/sqlite/open-database.ts";
import { openSqliteStore } from "../../../src/backends/sqlite/sqlite-store.ts";
import { get, put, textOf, writeOf } from "../embedded-keyvalue/items.ts";
import { crashedCopy } from "./crashed-copy.ts";
import { tinyOverlayLimits } from "./overlay-tiny-limits.ts";
import { RunningProcess } from "./running-process.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const BATCH_ITEMS = 16;
/** Batches before the kill: from the very first one to past a checkpoint of the log. */
const ROUNDS = [1, 2, 40, 300, 1500];

test("keeps every acknowledged batch through kill -9, and the last one whole or not at all", async (t) => {
  const path = temporaryDirectory(t);
  let lastVersion = 0;
  for (const [round, batches] of ROUNDS.entries()) {
    const running = new RunningProcess(path, `r${round}`, BATCH_ITEMS);
    await running.waitFor(batches);
    const acknowledged = await running.kill();
    assert.ok(acknowledged.items >= batches * BATCH_ITEMS);

    const store = openSqliteStore({ path });
    const namespaceId = store.openNamespace("orders");
    for (let i = 0; i < acknowledged.items; i++) {
      assert.equal(textOf(get(store, namespaceId, `r${round}-${i}`, 1).value), `value ${i}`);
    }
    const unsaid = Array.from(
      { length: BATCH_ITEMS },
      (_, i) => get(store, namespaceId, `r${round}-${acknowledged.items + i}`, 1).outcome,
    );
    assert.equal(new Set(unsaid).size, 1, "a batch must be there as a whole or not at all");
    const { version } = put(store, writeOf(namespaceId, "after"), 1);
    assert.ok(acknowledged.version > lastVersion, "versions must rise over a restart");
    assert.ok(version > acknowledged.version, "versions must rise over kill -9");
    lastVersion = version;
    assert.equal(get(store, namespaceId, `r0-0`, 1).outcome, Outcome.DONE);
    store.close();
  }
  const db = new Database(join(path, DATABASE_FILE), { readonly: true });
  assert.equal(db.pragma("integrity_check", { simple: true }), "ok");
  db.close();
});

/** Keys that are written again and again; each commit sets one and deletes the next. */
const KEYS = 23;
const overlaying = new URL("./overlay-process.js", import.meta.url);
/** Rounds of a few commits each, so that kills fall into every part of writing, applying and trimming. */
const KILLS = 25;

test("loses and brings back nothing through kill -9 while it applies and trims all the time", async (t) => {
  const path = temporaryDirectory(t);
  let next = KEYS;
  for (let round = 0; round < KILLS; round++) {
    const running = new RunningProcess(path, String(next), KEYS, overlaying);
    await running.waitFor(1 + ((round * 37) % 150));
    const { items: said } = await running.kill();
    const first = openSqliteStore({ path, overlayLimits: tinyOverlayLimits });
    const last = checkKeys(first, said);
    // What was killed once more, while it goes on with what it found.
    for (let i = 0; i < round % 5; i++) first.sweep(1, 10);
    checkKeys(first, last);
    const copy = join(temporaryDirectory(t), "copy");
    crashedCopy(path, copy);
    first.close();
    const second = openSqliteStore({ path: copy });
    checkKeys(second, last);
    second.close();
    next = last + 1;
  }
  const db = new Database(join(path, DATABASE_FILE), { readonly: true });
  assert.equal(db.pragma("integrity_check", { simple: true }), "ok");
  assert.equal(db.prepare("SELECT count(*) FROM journal").pluck().get(), 0);
  db.close();
});

/** Checks every key after commit `said`, which may have been followed by one more; returns the last commit. */
function checkKeys(store: KeyValueStore, said: number): number {
  const namespaceId = store.openNamespace("orders");
  const readOf = (n: number): string => textOf(get(store, namespaceId, `k${n % KEYS}`, 1).value);
  const last = readOf(said + 1) === padded(said + 1) ? said + 1 : said;
  const query = { namespaceId, from: "", to: null, keysOnly: false, maxItems: 100, maxBytes: 1e6 };
  const found = store.scan(query, 1).items.map((item) => [textOf(item.key), textOf(item.value)]);
  // Commit n deletes the key that commit n + 1 - KEYS has set, so all but one of the last KEYS are there.
  const wanted = [];
  for (let n = Math.max(KEYS, last + 2 - KEYS); n <= last; n++) wanted.push([`k${n % KEYS}`, padded(n)]);
  assert.deepEqual(
    found,
    wanted.sort(([a], [b]) => ((a as string) < (b as string) ? -1 : 1)),
  );
  for (let n = Math.max(KEYS, last + 2 - KEYS); n <= last; n++) assert.equal(readOf(n), padded(n));
  return last;
}

function padded(n: number): string {
  return `${n}`.padEnd(n % 12, "-");
}

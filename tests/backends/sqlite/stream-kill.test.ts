import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import Database from "better-sqlite3";
import { STREAM_FILE } from "../../../src/backends/sqlite/sqlite-stream-storage.ts";
import { openSqliteStreamStore } from "../../../src/backends/sqlite/sqlite-stream-store.ts";
import { message, spec, textOf } from "../embedded-stream/stream-cases.ts";
import { RunningProcess } from "./running-process.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const BATCH_MESSAGES = 8;
/** Rounds before the kill: from the very first one to past some checkpoints of the log. */
const ROUNDS = [1, 3, 60, 400];
const publishing = new URL("./publishing-process.js", import.meta.url);

test("keeps every acknowledged message and key through kill -9, each once and in order, and the last batch whole", async (t) => {
  const path = temporaryDirectory(t);
  let published = 0;
  for (const rounds of ROUNDS) {
    const running = new RunningProcess(path, String(published), BATCH_MESSAGES, publishing);
    await running.waitFor(rounds);
    const said = (await running.kill()).items;
    assert.ok(said >= published + rounds * BATCH_MESSAGES);

    const store = openSqliteStreamStore({ path });
    const ns = store.openStream(spec("events"));
    const reader = await store.openReader(ns, { at: "earliest" }, () => undefined);
    let count = 0;
    for (;;) {
      const messages = await reader.take({ maxItems: 1_000, maxBytes: 1e6 });
      if (messages.length === 0) break;
      for (const delivery of messages) {
        assert.deepEqual([textOf(delivery), delivery.position], [`value ${count}`, String(count + 1)]);
        count++;
      }
    }
    assert.ok(count === said || count === said + BATCH_MESSAGES, `${count} of ${said}`);
    const replay = message(ns, `value ${said - 1}`, {
      idempotencyKey: `key ${said - 1}`,
      fingerprint: Buffer.from(`${said - 1}`),
      rememberUntilMs: 4e12,
    });
    await store.appendMany([replay]);
    assert.deepEqual([replay.isReplay, replay.position], [true, String(said)]);
    // A message is with the group once for each time it was given out, and nothing acknowledged comes again.
    const group = await store.openGroup(ns, "g", { at: "earliest" }, () => undefined);
    const { waiting, pending } = await group.lag();
    assert.ok(waiting + pending <= count);
    const again = await group.take("c", { maxItems: 5, maxBytes: 1e6 }, 1);
    assert.ok(again.length > 0);
    published = count;
    await store.close();
  }
  const db = new Database(join(path, STREAM_FILE), { readonly: true });
  assert.equal(db.pragma("integrity_check", { simple: true }), "ok");
  db.close();
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Outcome } from "../../../src/backends/contract.ts";
import { serverMissing, startServer } from "../../support/servers/private-servers.ts";
import { textOf } from "../embedded-keyvalue/items.ts";
import { natsSettings } from "./nats-settings.ts";
import {
  add,
  keysOf,
  NOW_MS,
  type Opened,
  open,
  openWith,
  put,
  read,
  remove,
  storedKeysOf,
  TIMEOUT_MS,
  write,
} from "./opened-keyvalue.ts";

const { DONE, MISMATCH, ABSENT } = Outcome;

describe("what a delete leaves behind in NATS", { skip: serverMissing("nats") }, () => {
  it("is a tombstone that reads, scans, conditions, counters and deletes take for no item", async (t) => {
    const on = await open(t);
    const keys = ["a", "b", "c", "d", "e"];
    const written = await write(on, ...keys.map((key) => put(on.ns, key, "7")));
    await write(on, ...keys.map((key) => put(on.ns, key, "8")));
    const removed = await write(on, ...keys.map((key) => remove(on.ns, key)));
    assert.deepEqual(new Set(removed.map(({ outcome }) => outcome)), new Set([DONE]));
    assert.deepEqual(await storedKeysOf(on), keys, "they have left messages");
    assert.deepEqual(await keysOf(on, "", null), []);
    assert.equal(await on.store.isEmpty(on.ns, NOW_MS, TIMEOUT_MS), true);
    const later = await write(
      on,
      put(on.ns, "a", "new", { ifVersion: 0 }),
      put(on.ns, "b", "new", { ifVersion: written[1]?.version ?? 0 }),
      add(on.ns, "c", 1n),
      remove(on.ns, "d"),
      put(on.ns, "e", "new"),
    );
    assert.deepEqual(
      later.map(({ outcome }) => outcome),
      [DONE, MISMATCH, DONE, ABSENT, DONE],
    );
    assert.deepEqual([later[1].version, later[2].delta], [0, 1n]);
    assert.ok(later[0].version > (written[4]?.version ?? 0), "versions go on rising");
    assert.deepEqual(await keysOf(on, "", null), ["a", "c", "e"]);
    assert.deepEqual([textOf((await read(on, "a")).value), (await read(on, "b")).outcome], ["new", ABSENT]);
  });

  it("does not keep a small page from what is behind many of them", async (t) => {
    const on = await open(t);
    const keys = Array.from({ length: 600 }, (_, i) => `k${String(i).padStart(3, "0")}`);
    await write(on, ...keys.map((key) => put(on.ns, key, "v")), put(on.ns, "last", "v"));
    await write(on, ...keys.map((key) => remove(on.ns, key)));
    assert.deepEqual(await keysOf(on, "", null, 1), ["last"]);
    assert.equal(await on.store.isEmpty(on.ns, NOW_MS, TIMEOUT_MS), false);
  });

  it("lets either a delete or a write of the same version through, and a delete no newer item fall", async (t) => {
    const on = await open(t);
    const other = openWith(t, on.settings);
    const keys = Array.from({ length: 100 }, (_, i) => `k${i}`);
    for (let round = 0; round < 5; round++) {
      const written = await write(on, ...keys.map((key) => put(on.ns, key, "1")));
      const [deleted, changed] = await Promise.all([
        write(on, ...written.map(({ key, version }) => remove(on.ns, key, version))),
        write(other, ...written.map(({ key, version }) => put(other.ns, key, "2", { ifVersion: version }))),
      ]);
      for (const [i, key] of keys.entries()) {
        const outcomes = [deleted[i]?.outcome, changed[i]?.outcome];
        assert.equal(outcomes.filter((outcome) => outcome === DONE).length, 1, `${key}: ${outcomes}`);
        assert.equal((await read(on, key)).outcome, changed[i]?.outcome === DONE ? DONE : ABSENT);
      }
    }
  });

  it("is nothing when the server has no room for it: the item itself is taken away", async (t) => {
    const server = await startServer(t, "nats", { "jetstream.max_file_store": "2MB" });
    const on = openWith(t, natsSettings(server.port));
    await write(on, put(on.ns, "before", "v"), put(on.ns, "unmarked", "v"));
    await write(on, remove(on.ns, "before"));
    const filled = await fill(on);
    const [marked] = await write(on, remove(on.ns, "unmarked"));
    assert.equal(marked.outcome, DONE);
    // Its bucket has no mark yet, and there is no room for one.
    const fresh = openWith(t, natsSettings(server.port));
    const gone = await write(fresh, ...filled.map((key) => remove(fresh.ns, key)));
    assert.deepEqual(new Set(gone.map(({ outcome }) => outcome)), new Set([DONE]));
    assert.deepEqual(await storedKeysOf(on), ["before"]);
    const [again] = await write(on, put(on.ns, "a", "x".repeat(100_000)));
    assert.equal(again.outcome, DONE, "there is room again");
  });
});

/** Writes until the server takes no more; returns the keys of what it took. */
async function fill(on: Opened): Promise<string[]> {
  const keys: string[] = [];
  for (let i = 0; i < 100; i++) {
    const [big] = await write(on, put(on.ns, `big${i}`, "x".repeat(200_000)));
    if (big.failure?.reason === "STORE_FULL") return keys;
    assert.equal(big.outcome, DONE);
    keys.push(`big${i}`);
  }
  throw new assert.AssertionError({ message: "the server was never full" });
}

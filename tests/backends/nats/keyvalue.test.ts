import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Outcome } from "../../../src/backends/contract.ts";
import { toByteString } from "../../../src/codec/byte-string.ts";
import { serverMissing, startServer } from "../../support/servers/private-servers.ts";
import { textOf } from "../embedded-keyvalue/items.ts";
import { natsSettings } from "./nats-settings.ts";
import {
  add,
  keysOf,
  NOW_MS,
  open,
  openWith,
  put,
  read,
  remove,
  TIMEOUT_MS,
  write,
  writeCall,
} from "./opened-keyvalue.ts";

describe("the NATS key-value store", { skip: serverMissing("nats") }, () => {
  it("reads what was written, with its version, and does not find what was not", async (t) => {
    const on = await open(t);
    const [first, second] = await write(on, put(on.ns, "a", "1"), put(on.ns, "b", ""));
    assert.deepEqual([first.outcome, second.outcome], [Outcome.DONE, Outcome.DONE]);
    const found = await read(on, "a");
    assert.deepEqual([found.outcome, textOf(found.value), found.version], [Outcome.DONE, "1", first.version]);
    assert.equal((await read(on, "b")).outcome, Outcome.DONE);
    assert.equal((await read(on, "c")).outcome, Outcome.ABSENT);
  });

  it("writes items of one key one after the other", async (t) => {
    const on = await open(t);
    const items = await write(
      on,
      put(on.ns, "k", "1", { ifVersion: 0 }),
      put(on.ns, "k", "2", { ifVersion: 0 }),
      add(on.ns, "k", 5n),
      remove(on.ns, "k"),
      remove(on.ns, "k"),
      put(on.ns, "k", "9", { ifVersion: 0 }),
    );
    const { DONE, MISMATCH, ABSENT } = Outcome;
    assert.deepEqual(
      items.map(({ outcome }) => outcome),
      [DONE, MISMATCH, DONE, DONE, ABSENT, DONE],
    );
    assert.equal(items[1].version, items[0].version);
    assert.equal(items[2].delta, 6n);
    assert.equal(textOf((await read(on, "k")).value), "9");
  });

  it("takes an expired item for none in reads, conditions, counters, deletes and scans", async (t) => {
    const on = await open(t);
    const expiresAtMs = NOW_MS + 10;
    const keys = ["a", "b", "c", "d"];
    const written = await write(on, ...keys.map((key) => put(on.ns, key, "7", { expiresAtMs })));
    assert.equal((await read(on, "a")).expiresAtMs, expiresAtMs);
    assert.equal((await read(on, "a", expiresAtMs)).outcome, Outcome.ABSENT);
    const later = [
      put(on.ns, "a", "8", { ifVersion: 0 }),
      put(on.ns, "b", "8", { ifVersion: written[1]?.version ?? 0 }),
      add(on.ns, "c", 1n),
      remove(on.ns, "d"),
    ];
    await on.store.writeMany([writeCall(later)], expiresAtMs, TIMEOUT_MS);
    const { DONE, MISMATCH, ABSENT } = Outcome;
    assert.deepEqual(
      later.map(({ outcome }) => outcome),
      [DONE, MISMATCH, DONE, ABSENT],
    );
    assert.deepEqual([later[1]?.version, later[2]?.delta], [0, 1n]);
    const query = { namespaceId: on.ns, from: "", to: null, keysOnly: false, maxItems: 10, maxBytes: 1e6 };
    const page = await on.store.scan(query, expiresAtMs, TIMEOUT_MS);
    assert.deepEqual(
      page.items.map(({ key, value }) => [key, textOf(value)]),
      [
        ["a", "8"],
        ["c", "1"],
      ],
    );
  });

  it("keeps a counter's end, and refuses what is none or would not fit", async (t) => {
    const on = await open(t);
    const end = NOW_MS + 1000;
    await write(on, put(on.ns, "n", "-3", { expiresAtMs: end }), put(on.ns, "t", "three"));
    const [kept, text, over] = await write(on, add(on.ns, "n", 1n), add(on.ns, "t", 1n), add(on.ns, "n", -(2n ** 63n)));
    assert.deepEqual([kept.delta, kept.expiresAtMs, (await read(on, "n")).expiresAtMs], [-2n, end, end]);
    assert.equal(text.failure?.reason, "NOT_A_COUNTER");
    assert.equal(over.failure?.reason, "COUNTER_OVERFLOW");
  });

  it("loses no increment and lets one of many conditional writes through, of several stores", async (t) => {
    const on = await open(t);
    const others = [on, openWith(t, on.settings), openWith(t, on.settings)];
    await write(on, put(on.ns, "k", "0"));
    const { version } = await read(on, "k");
    const races = others.map((other, i) =>
      write(
        other,
        put(other.ns, "k", `${i}`, { ifVersion: version }),
        ...Array.from({ length: 20 }, () => add(other.ns, "n", 1n)),
      ),
    );
    const raced = await Promise.all(races);
    assert.equal(raced.filter(([first]) => first?.outcome === Outcome.DONE).length, 1);
    assert.equal(textOf((await read(on, "n")).value), "60");
  });

  it("scans in byte order, whatever the keys are made of, page by page", async (t) => {
    const on = await open(t);
    const keys = [
      "\x01",
      " ",
      "%",
      "*",
      ".",
      "..",
      "0",
      ":",
      ">",
      "A",
      "Z",
      "_",
      "a",
      "a.b",
      "a:",
      "a:b",
      "a:b:c",
      "a:c",
      "a_",
      "ab",
      "z",
      "zz",
      "{",
      "\x7f",
      "é",
    ];
    await write(on, ...keys.map((key) => put(on.ns, key, "v")).reverse());
    const sorted = keys.map(toByteString);
    assert.deepEqual(await keysOf(on, "", null), sorted);
    assert.deepEqual(await keysOf(on, "", null, 2), sorted);
    assert.deepEqual(await keysOf(on, "a:", "a;"), ["a:", "a:b", "a:b:c", "a:c"]);
    assert.deepEqual(await keysOf(on, "a:b", "a:c"), ["a:b", "a:b:c"]);
    assert.deepEqual(await keysOf(on, "%", "&"), ["%"]);
    assert.deepEqual(await keysOf(on, "zz", null, 1), sorted.slice(keys.indexOf("zz")));
    assert.deepEqual(await keysOf(on, "q", "r"), []);
  });

  it("drops a namespace with all it has, and gives its name another number", async (t) => {
    const on = await open(t);
    await write(on, put(on.ns, "k", "v", { expiresAtMs: NOW_MS + 10 }));
    const storeId = await on.store.storeIdOf(on.ns, TIMEOUT_MS);
    assert.equal(await on.store.isEmpty(on.ns, NOW_MS, TIMEOUT_MS), false);
    assert.equal(await on.store.isEmpty(on.ns, NOW_MS + 10, TIMEOUT_MS), true);
    await on.store.dropNamespace(storeId, TIMEOUT_MS);
    await on.store.dropNamespace(storeId, TIMEOUT_MS);
    assert.equal((await read(on, "k")).outcome, Outcome.ABSENT);
    assert.notEqual(await on.store.storeIdOf(on.ns, TIMEOUT_MS), storeId);
    assert.equal(await on.store.isEmpty(on.ns, NOW_MS, TIMEOUT_MS), true);
  });

  it("finds its way when another gateway has dropped and made a namespace", async (t) => {
    const on = await open(t);
    const other = openWith(t, on.settings);
    await write(on, put(on.ns, "k", "v"));
    await read(other, "k");
    await on.store.dropNamespace(await on.store.storeIdOf(on.ns, TIMEOUT_MS), TIMEOUT_MS);
    await write(on, put(on.ns, "k", "w"));
    const [late] = await write(other, put(other.ns, "l", "x"));
    assert.equal(late.outcome, Outcome.DONE);
    assert.equal(textOf((await read(on, "l")).value), "x");
    assert.equal(textOf((await read(other, "k")).value), "w");
  });

  it("refuses an item that is too large, and it alone", async (t) => {
    const server = await startServer(t, "nats", { max_payload: "1KB" });
    const on = openWith(t, natsSettings(server.port));
    const [small, large] = await write(on, put(on.ns, "a", "v"), put(on.ns, "b", "x".repeat(1025)));
    assert.deepEqual([small.outcome, large.outcome], [Outcome.DONE, Outcome.FAILED]);
    assert.equal(large.failure?.reason, "STORE_ITEM_TOO_BIG");
  });

  it("tells what the live server gives", async (t) => {
    const on = await open(t, { storage: "memory" });
    assert.equal(on.store.guarantees.durability, "none");
    await on.store.probe(TIMEOUT_MS);
    assert.equal(on.store.guarantees.durability, "none");
    const file = await open(t);
    await file.store.probe(TIMEOUT_MS);
    assert.equal(file.store.guarantees.durability, "process-crash");
    const about = (name: string) => file.store.findings.find(({ setting }) => setting === name);
    assert.match(about("sync_interval")?.meaning ?? "", /loss of power/);
    assert.equal(about("storage")?.value, "file");
  });

  it("promises no more than the bucket keeps that was made with other settings", async (t) => {
    const file = await open(t);
    await file.store.probe(TIMEOUT_MS);
    const memory = openWith(t, { ...file.settings, storage: "memory" });
    await write(memory, put(memory.ns, "k", "v"));
    const { findings } = file.store;
    assert.equal(file.store.guarantees.durability, "process-crash");
    assert.equal(textOf((await read(file, "k")).value), "v");
    assert.equal(file.store.guarantees.durability, "none");
    assert.notEqual(file.store.findings, findings);
    await file.store.probe(TIMEOUT_MS);
    assert.equal(file.store.guarantees.durability, "none");
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ItemAction, Outcome } from "../../../src/backends/contract.ts";
import { toByteString } from "../../../src/codec/byte-string.ts";
import { fileServer, serverMissing } from "../../support/servers/private-servers.ts";
import { deleteOf, itemOf, putOf, read, textOf, write, writeOf } from "./items.ts";
import { NOW_MS, openStoreAt, openTestStore, settingsFor, TIMEOUT_MS } from "./test-store.ts";

const skip = serverMissing("postgres");

describe("the KeyValue store on PostgreSQL", { skip }, () => {
  it("reads what was written, from a batch of namespaces, kinds and repeated keys", async (t) => {
    const store = await openTestStore(t);
    const orders = store.namespaceOf("orders");
    const bills = store.namespaceOf("bills");
    const every = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    const large = Buffer.alloc(1024 * 1024, every);
    const puts = [putOf(orders, "k", { value: every }), putOf(bills, "k", { value: large }), putOf(orders, "\0%_ü")];
    await store.writeMany(
      puts.map((item) => writeOf([item])),
      NOW_MS,
      TIMEOUT_MS,
    );
    for (const item of puts) assert.ok(item.outcome === Outcome.DONE && item.version > 0);
    const reads = [orders, bills, orders, bills].map((ns, i) => itemOf(ns, i < 3 ? "k" : "none", ItemAction.PUT));
    (reads[2] as { wantsValue: boolean }).wantsValue = false;
    await store.getMany(reads, NOW_MS, TIMEOUT_MS);
    assert.deepEqual(
      reads.map(({ outcome }) => outcome),
      [Outcome.DONE, Outcome.DONE, Outcome.DONE, Outcome.ABSENT],
    );
    assert.equal(Buffer.from(reads[0]?.value as string, "latin1").equals(every), true);
    assert.equal(Buffer.from(reads[1]?.value as Uint8Array).equals(large), true);
    assert.deepEqual([reads[2]?.value, reads[2]?.version], ["", puts[0]?.version]);
    assert.equal(textOf(await read(store, orders, "\0%_ü")), "");
  });

  it("keeps conditions, and tells the version that stood in the way", async (t) => {
    const store = await openTestStore(t);
    const ns = store.namespaceOf("orders");
    const first = await write(store, putOf(ns, "k", { value: "a", ifVersion: 0 }));
    const again = await write(store, putOf(ns, "k", { value: "b", ifVersion: 0 }));
    assert.deepEqual([again.outcome, again.version], [Outcome.MISMATCH, first.version]);
    const second = await write(store, putOf(ns, "k", { value: "c", ifVersion: first.version }));
    assert.ok(second.outcome === Outcome.DONE && second.version > first.version);
    const stale = await write(store, deleteOf(ns, "k", { ifVersion: first.version }));
    assert.deepEqual([stale.outcome, stale.version], [Outcome.MISMATCH, second.version]);
    assert.equal((await write(store, deleteOf(ns, "k", { ifVersion: second.version }))).outcome, Outcome.DONE);
    const gone = await write(store, putOf(ns, "k", { ifVersion: second.version }));
    assert.deepEqual([gone.outcome, gone.version], [Outcome.MISMATCH, 0]);
    assert.equal((await write(store, deleteOf(ns, "k"))).outcome, Outcome.ABSENT);
    assert.ok((await write(store, putOf(ns, "k"))).version > second.version);
  });

  it("takes an item that has expired for none, whatever is asked of it", async (t) => {
    const store = await openTestStore(t);
    const ns = store.namespaceOf("orders");
    const end = NOW_MS + 10;
    const fill = (): Promise<unknown> => write(store, putOf(ns, "k", { value: "5", expiresAtMs: end }));
    await fill();
    assert.equal((await read(store, ns, "k", end - 1)).expiresAtMs, end);
    assert.equal((await read(store, ns, "k", end)).outcome, Outcome.ABSENT);
    assert.equal((await write(store, deleteOf(ns, "k"), { nowMs: end })).outcome, Outcome.ABSENT);
    await fill();
    assert.equal((await write(store, putOf(ns, "k", { ifVersion: 0 }), { nowMs: end })).outcome, Outcome.DONE);
    await fill();
    const sum = await write(store, itemOf(ns, "k", ItemAction.INCREMENT, { delta: 2n }), { nowMs: end });
    assert.equal(sum.delta, 2n);
    assert.equal((await read(store, ns, "k", end)).expiresAtMs, 0);
    await fill();
    assert.equal(await store.isEmpty(ns, end - 1, TIMEOUT_MS), false);
    assert.equal(await store.isEmpty(ns, end, TIMEOUT_MS), true);
    assert.equal(await store.sweep(end, 10, TIMEOUT_MS), 1);
    assert.equal(await store.sweep(end, 10, TIMEOUT_MS), 0);
  });

  it("adds to counters, and refuses what is none and what does not fit", async (t) => {
    const store = await openTestStore(t);
    const ns = store.namespaceOf("orders");
    const add = (key: string, delta: bigint) => write(store, itemOf(ns, key, ItemAction.INCREMENT, { delta }));
    assert.equal((await add("n", 5n)).delta, 5n);
    assert.equal((await add("n", -7n)).delta, -2n);
    assert.equal(textOf(await read(store, ns, "n")), "-2");
    await write(store, putOf(ns, "n", { value: "7", expiresAtMs: NOW_MS + 50 }));
    assert.equal((await add("n", 1n)).delta, 8n);
    assert.equal((await read(store, ns, "n")).expiresAtMs, NOW_MS + 50);
    await write(store, putOf(ns, "most", { value: "9223372036854775807" }));
    const over = await add("most", 1n);
    assert.deepEqual([over.outcome, over.failure?.reason, over.delta], [Outcome.FAILED, "COUNTER_OVERFLOW", 1n]);
    assert.equal((await add("most", -1n)).delta, 9223372036854775806n);
    for (const value of ["", "1 ", "01", "-0", "1.5", "9223372036854775808", "\xff", "7".repeat(30)]) {
      await write(store, putOf(ns, "text", { value: Buffer.from(value, "latin1") }));
      assert.equal((await add("text", 1n)).failure?.reason, "NOT_A_COUNTER", value);
    }
    assert.equal(
      (await write(store, itemOf(ns, "n", ItemAction.INCREMENT, { ifVersion: 1 }))).outcome,
      Outcome.MISMATCH,
    );
  });

  it("answers a repeated write with the first answer, and tells a key that stands for something else", async (t) => {
    const store = await openTestStore(t);
    const ns = store.namespaceOf("orders");
    const call = (delta: bigint, fingerprint: string) =>
      writeOf([itemOf(ns, "n", ItemAction.INCREMENT, { delta })], { idempotencyKey: "once", fingerprint });
    const [first, again, other] = [call(5n, "a"), call(5n, "a"), call(6n, "b")];
    await store.writeMany([first], NOW_MS, TIMEOUT_MS);
    await store.writeMany([again, writeOf([putOf(ns, "beside")])], NOW_MS, TIMEOUT_MS);
    await store.writeMany([other], NOW_MS, TIMEOUT_MS);
    assert.deepEqual([first.isReplay, again.isReplay, other.isReplay, other.isKeyReused], [false, true, false, true]);
    assert.deepEqual([again.items[0]?.delta, again.items[0]?.version], [5n, first.items[0]?.version]);
    assert.equal(textOf(await read(store, ns, "n")), "5");
    // Forgotten by then.
    const late = call(5n, "c");
    await store.writeMany([late], NOW_MS + 1_000, TIMEOUT_MS);
    assert.deepEqual([late.isReplay, late.items[0]?.delta], [false, 10n]);
  });

  it("remembers no write of which nothing was done, and replays each item of one of several", async (t) => {
    const store = await openTestStore(t);
    const ns = store.namespaceOf("orders");
    await write(store, putOf(ns, "b"));
    const refused = writeOf([putOf(ns, "b", { ifVersion: 0 })], { idempotencyKey: "x" });
    await store.writeMany([refused], NOW_MS, TIMEOUT_MS);
    assert.equal(refused.items[0]?.outcome, Outcome.MISMATCH);
    const several = () =>
      writeOf([putOf(ns, "z"), putOf(ns, "b", { ifVersion: 0 }), deleteOf(ns, "none"), putOf(ns, "a")], {
        idempotencyKey: "x",
      });
    const [first, again] = [several(), several()];
    // In one batch: the second comes after the first.
    await store.writeMany([first, again], NOW_MS, TIMEOUT_MS);
    const outcomes = [Outcome.DONE, Outcome.MISMATCH, Outcome.ABSENT, Outcome.DONE];
    assert.deepEqual([first.isReplay, again.isReplay], [false, true]);
    for (const call of [first, again])
      assert.deepEqual(
        call.items.map(({ outcome }) => outcome),
        outcomes,
      );
    assert.deepEqual(
      again.items.map(({ version }) => version),
      first.items.map(({ version }) => version),
    );
  });

  it("does all items of an atomic write, or none", async (t) => {
    const store = await openTestStore(t);
    const ns = store.namespaceOf("orders");
    const { version } = await write(store, putOf(ns, "a", { value: "old" }));
    const items = (ifVersion: number) => [
      putOf(ns, "z", { value: "new" }),
      putOf(ns, "a", { value: "new", ifVersion }),
      deleteOf(ns, "none"),
      itemOf(ns, "n", ItemAction.INCREMENT, { delta: 3n }),
      itemOf(ns, "free", ItemAction.CHECK, { ifVersion: 0 }),
    ];
    const refused = writeOf(items(version + 1), { isAtomic: true, idempotencyKey: "t" });
    await store.writeMany([refused], NOW_MS, TIMEOUT_MS);
    const { ABORTED, MISMATCH, DONE, ABSENT } = Outcome;
    assert.deepEqual(
      refused.items.map(({ outcome }) => outcome),
      [ABORTED, MISMATCH, ABORTED, ABORTED, ABORTED],
    );
    assert.equal(refused.items[1]?.version, version);
    assert.equal(refused.items[3]?.delta, 3n);
    for (const key of ["z", "n", "free"]) assert.equal((await read(store, ns, key)).outcome, ABSENT);
    assert.equal(textOf(await read(store, ns, "a")), "old");
    const done = writeOf(items(version), { isAtomic: true, idempotencyKey: "t" });
    await store.writeMany([done], NOW_MS, TIMEOUT_MS);
    assert.equal(done.isReplay, false);
    assert.deepEqual(
      done.items.map(({ outcome }) => outcome),
      [DONE, DONE, ABSENT, DONE, DONE],
    );
    assert.equal((await read(store, ns, "free")).outcome, ABSENT);
    const taken = writeOf([itemOf(ns, "a", ItemAction.CHECK, { ifVersion: 0 }), putOf(ns, "y")], { isAtomic: true });
    await store.writeMany([taken], NOW_MS, TIMEOUT_MS);
    assert.deepEqual(
      taken.items.map(({ outcome }) => outcome),
      [MISMATCH, ABORTED],
    );
  });

  it("holds what a transaction has checked to be absent until it is committed", async (t) => {
    const store = await openTestStore(t, { connections: 4 });
    const ns = store.namespaceOf("orders");
    // Each takes a place only if the other is free: both must never be taken.
    for (let round = 0; round < 30; round++) {
      const take = (mine: string, other: string) =>
        writeOf([putOf(ns, `${mine}${round}`), itemOf(ns, `${other}${round}`, ItemAction.CHECK, { ifVersion: 0 })], {
          isAtomic: true,
        });
      const calls = [take("left", "right"), take("right", "left")];
      await Promise.all(calls.map((call) => store.writeMany([call], NOW_MS, TIMEOUT_MS)));
      const taken = calls.filter((call) => call.items[0]?.outcome === Outcome.DONE);
      assert.equal(taken.length, 1);
    }
  });

  it("scans in the order of bytes, by pages that end at items and at bytes", async (t) => {
    const store = await openTestStore(t);
    const ns = store.namespaceOf("orders");
    const keys = ["%", "A", "_", "a", "a%", "aa", "a_", "b", "é", "\u{ffee}", "\u{1f600}"];
    for (const key of keys) await write(store, putOf(ns, key, { value: key }));
    await write(store, putOf(store.namespaceOf("other"), "a"));
    await write(store, putOf(ns, "ab", { expiresAtMs: NOW_MS }));
    const scan = (
      from: string,
      to: string | null,
      bounds: { items?: number; bytes?: number; keysOnly?: boolean } = {},
    ) =>
      store.scan(
        {
          namespaceId: ns,
          from: toByteString(from),
          to: to === null ? null : toByteString(to),
          keysOnly: bounds.keysOnly ?? false,
          maxItems: bounds.items ?? 100,
          maxBytes: bounds.bytes ?? 1e6,
        },
        NOW_MS,
        TIMEOUT_MS,
      );
    const keysOf = (page: { items: readonly { key: string }[] }) =>
      page.items.map(({ key }) => Buffer.from(key, "latin1").toString());
    const sorted = keys
      .map((key) => Buffer.from(key))
      .sort(Buffer.compare)
      .map(String);
    const all = await scan("", null);
    assert.deepEqual([keysOf(all), all.more], [sorted, false]);
    assert.deepEqual(
      all.items.map((item) => textOf(item)),
      sorted,
    );
    assert.deepEqual(keysOf(await scan("a", "b", { keysOnly: true })), ["a", "a%", "a_", "aa"]);
    const page = await scan("a", null, { items: 2 });
    assert.deepEqual([keysOf(page), page.more], [["a", "a%"], true]);
    const short = await scan("a", null, { bytes: 3 });
    assert.deepEqual([keysOf(short), short.more], [["a", "a%"], true]);
    assert.deepEqual(await scan("c", "d"), { items: [], more: false });
  });

  it("forgets a dropped namespace, sweeps it in steps, and gives its name another number", async (t) => {
    const store = await openTestStore(t);
    const ns = store.namespaceOf("orders");
    const id = await store.storeIdOf(ns, TIMEOUT_MS);
    for (let i = 0; i < 7; i++) await write(store, putOf(ns, `k${i}`), { idempotencyKey: `i${i}` });
    await store.dropNamespace(id, TIMEOUT_MS);
    await store.dropNamespace(12_345, TIMEOUT_MS);
    assert.equal((await read(store, ns, "k1")).outcome, Outcome.ABSENT);
    assert.notEqual(await store.storeIdOf(ns, TIMEOUT_MS), id);
    const again = await write(store, putOf(ns, "k1", { ifVersion: 0 }), { idempotencyKey: "i1" });
    assert.equal(again.outcome, Outcome.DONE);
    const steps: number[] = [];
    do steps.push(await store.sweep(NOW_MS, 5, TIMEOUT_MS));
    while (steps.at(-1) !== 0);
    assert.ok(Math.max(...steps) <= 5 && steps.reduce((a, b) => a + b) === 14, `steps of ${steps}`);
    assert.equal((await read(store, ns, "k1")).outcome, Outcome.DONE);
  });

  it("follows a namespace that another gateway has dropped and made anew, once it is declared again", async (t) => {
    const { port } = await fileServer("postgres");
    const settings = settingsFor(port);
    const [here, there] = [openStoreAt(t, settings), openStoreAt(t, settings)];
    const ns = here.namespaceOf("orders");
    await write(here, putOf(ns, "k"));
    const other = there.namespaceOf("orders");
    assert.equal((await read(there, other, "k")).outcome, Outcome.DONE);
    await there.dropNamespace(await there.storeIdOf(other, TIMEOUT_MS), TIMEOUT_MS);
    await write(there, putOf(other, "new"));
    assert.equal(here.namespaceOf("orders"), ns);
    assert.equal((await read(here, ns, "new")).outcome, Outcome.DONE);
    assert.equal((await read(here, ns, "k")).outcome, Outcome.ABSENT);
  });
});

import assert from "node:assert/strict";
import { Outcome } from "../../backends/contract.ts";
import type { Header, StreamGuarantees } from "../../backends/stream-contract.ts";
import { fromByteString } from "../../codec/byte-string.ts";
import { MAX_VALUE_BYTES } from "../../common/limits.ts";
import { CheckGroup } from "../check.ts";
import { bytesOf, messageOf, textOf, textsOf } from "./messages.ts";
import { withOrder } from "./reader-checks.ts";
import type { StreamContext } from "./stream-context.ts";

const HOUR_MS = 3_600_000;
/** How far the clocks of the store and of this process may be apart. */
const CLOCKS_APART_MS = 2_000;

export const appendChecks = new CheckGroup<StreamContext, StreamGuarantees>("publishing", ({ replay }) =>
  replay ? null : "it declares no replay",
)
  .check("keeps keys, values and headers, byte for byte", async (on) => {
    const ns = on.stream();
    const every = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    const headers: Header[] = [
      ["ce-type", "order.created"],
      ["ce-type", "again"],
      ["X-Mixed-Case", every.toString("latin1")],
      ["ce-subject", ""],
    ];
    const values = [Buffer.alloc(0), every, Buffer.from("text"), Buffer.alloc(MAX_VALUE_BYTES, every)];
    const beforeMs = on.nowMs;
    const appended = await on.append(
      ns,
      ...values.map((value, i) => ({ value, headers: i === 1 ? headers : [], key: i === 2 ? "" : "kéy" })),
    );
    const taken = await (await on.reader(ns)).count(values.length);
    on.assertPlaces(taken, appended);
    for (const delivery of taken) {
      const i = appended.findIndex(({ position }) => position === delivery.position);
      assert.ok(bytesOf(delivery).equals(values[i] as Buffer), `value ${i}`);
      assert.equal(fromByteString(delivery.key), i === 2 ? "" : "kéy");
      assert.deepEqual(delivery.headers, i === 1 ? headers : []);
      assert.ok(Math.abs(delivery.publishedMs - beforeMs) < CLOCKS_APART_MS + on.patienceMs, `${delivery.publishedMs}`);
      assert.deepEqual([delivery.attempt, delivery.lease], [0, ""]);
    }
  })
  .check("keeps messages that are alike, each by itself", async (on) => {
    const ns = on.stream();
    const message = { key: "k", value: "the same", headers: [["h", "v"]] as const };
    const appended = [...(await on.append(ns, message, message)), ...(await on.append(ns, message))];
    assert.equal(new Set(appended.map(({ position }) => position)).size, 3);
    const taken = await (await on.reader(ns)).count(3);
    assert.deepEqual(textsOf(taken), ["the same", "the same", "the same"]);
    on.assertPlaces(taken, appended);
  })
  .check("answers each message of a batch with its position", async (on) => {
    const ns = on.stream();
    const messages = Array.from({ length: 500 }, (_, i) => ({ key: i % 9 === 0 ? "" : `k${i % 9}`, value: `v${i}` }));
    const appended = await on.append(ns, ...messages);
    const taken = await (await on.reader(ns)).count(messages.length);
    on.assertTexts(taken, messages);
    on.assertPlaces(taken, appended);
    for (const { position, value } of appended) {
      const found = taken.find((delivery) => delivery.position === position);
      assert.equal(found && textOf(found), Buffer.from(value).toString());
    }
  })
  .check("appends batches for several streams, each to its own", async (on) => {
    const streams = [on.stream(), on.stream(), on.stream()];
    const messages = Array.from({ length: 60 }, (_, i) => messageOf(streams[i % 3] as number, { value: `v${i}` }));
    await on.store.appendMany(messages);
    for (const [place, ns] of streams.entries()) {
      const wanted = Array.from({ length: 20 }, (_, i) => `v${i * 3 + place}`);
      const reader = await on.reader(ns);
      on.assertTexts(await reader.count(20), wanted);
      await reader.expectNothing();
    }
  })
  .checkIf(withOrder, "keeps the order of each key, with as many batches under way as it has lanes", async (on) => {
    const ns = on.stream({ partitions: 3 });
    const keys = ["a", "b", "c", "d", "e"];
    let next = 0;
    const append = async (): Promise<void> => {
      while (next < 200) {
        const batch = Array.from({ length: 10 }, () => ({ key: keys[next % 5] as string, value: `${next++}` }));
        await on.append(ns, ...batch);
      }
    };
    await Promise.all(Array.from({ length: Math.min(on.store.appendLanes, 4) }, append));
    const taken = await (await on.reader(ns)).count(next);
    for (const key of keys) {
      const numbers = taken.filter((delivery) => delivery.key === key).map((delivery) => Number(textOf(delivery)));
      assert.deepEqual(
        numbers,
        numbers.toSorted((a, b) => a - b),
        `the order of key ${key}`,
      );
    }
    if (on.guarantees.ordering === "stream") {
      assert.deepEqual(
        taken.map((delivery) => Number(textOf(delivery))),
        Array.from({ length: next }, (_, i) => i),
      );
    }
  })
  .checkIf(
    ({ idempotency }) => (idempotency === "none" ? "it declares no idempotency" : null),
    "appends a message once that is published again under its idempotency key",
    async (on) => {
      const ns = on.stream();
      const once = { value: "once", idempotencyKey: "key 1", asked: "this", rememberUntilMs: on.nowMs + HOUR_MS };
      const [first] = await on.append(ns, once);
      const [second] = await on.append(ns, once);
      const [other] = await on.append(ns, { ...once, value: "other", idempotencyKey: "key 2" });
      assert.deepEqual([first?.isReplay, second?.isReplay, other?.isReplay], [false, true, false]);
      assert.equal(second?.position, first?.position);
      const reader = await on.reader(ns);
      on.assertTexts(await reader.count(2), ["once", "other"]);
      await reader.expectNothing();
    },
  )
  .checkIf(
    ({ idempotency }) => (idempotency === "atomic" ? null : "it declares no atomic idempotency"),
    "knows idempotency keys within a batch, of their stream alone, and what they stand for",
    async (on) => {
      const [one, two] = [on.stream(), on.stream()];
      const make = (ns: number, value: string, asked: string) =>
        messageOf(ns, { value, idempotencyKey: "key", asked, rememberUntilMs: on.nowMs + HOUR_MS });
      const batch = [make(one, "a", "this"), make(one, "a", "this"), make(two, "b", "this"), make(one, "c", "that")];
      await on.store.appendMany(batch);
      const { DONE, FAILED } = Outcome;
      assert.deepEqual(
        batch.map(({ outcome, isReplay }) => [outcome, isReplay]),
        [
          [DONE, false],
          [DONE, true],
          [DONE, false],
          [FAILED, false],
        ],
      );
      assert.equal(batch[3]?.failure?.reason, "IDEMPOTENCY_KEY_REUSED");
      assert.deepEqual(textsOf(await (await on.reader(one)).count(1)), ["a"]);
      if (on.guarantees.durability === "none") return;
      await on.reopen();
      const late = make(on.again(one), "a", "this");
      await on.store.appendMany([late]);
      assert.deepEqual([late.isReplay, late.position], [true, batch[0]?.position]);
    },
  );

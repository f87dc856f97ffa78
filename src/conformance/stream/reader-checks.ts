import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { Delivery, StreamGuarantees, StreamStart } from "../../backends/stream-contract.ts";
import { CheckGroup } from "../check.ts";
import { ALL, ofOneKey, textOf, textsOf } from "./messages.ts";
import type { StreamContext } from "./stream-context.ts";

/** Where messages have no order, it cannot be said which come after one. */
export const withOrder = ({ ordering }: StreamGuarantees): string | null =>
  ordering === "none" ? "it declares no order" : null;

export const readerChecks = new CheckGroup<StreamContext, StreamGuarantees>("reading", ({ replay }) =>
  replay ? null : "it declares no replay",
)
  .checkIf(withOrder, "begins at the earliest, a position, after one, or a time", async (on) => {
    const ns = on.stream();
    await on.append(ns, ...ofOneKey("a"));
    // A store's clock may count whole milliseconds.
    await delay(20);
    const [b] = await on.append(ns, ...ofOneKey("b"));
    await delay(20);
    await on.append(ns, ...ofOneKey("c", "d"));
    const position = b?.position ?? "";
    const all = await (await on.reader(ns)).count(4);
    assert.deepEqual(textsOf(all), ["a", "b", "c", "d"]);
    const timeMs = all[1]?.publishedMs ?? 0;
    const cases: [StreamStart, string[]][] = [
      [{ at: "position", position }, ["b", "c", "d"]],
      [{ at: "after", position }, ["c", "d"]],
      [{ at: "time", timeMs }, ["b", "c", "d"]],
      [{ at: "time", timeMs: timeMs + 1 }, ["c", "d"]],
      [{ at: "time", timeMs: 1 }, ["a", "b", "c", "d"]],
    ];
    for (const [start, wanted] of cases) {
      const reader = await on.reader(ns, start);
      assert.deepEqual(textsOf(await reader.count(wanted.length)), wanted, JSON.stringify(start));
      await reader.expectNothing();
      await on.closeOne(reader);
    }
  })
  .check("begins at the latest with the first message that comes after", async (on) => {
    const ns = on.stream();
    await on.append(ns, "before");
    const reader = await on.reader(ns, { at: "latest" });
    await reader.expectNothing();
    await on.append(ns, "after");
    assert.deepEqual(textsOf(await reader.count(1)), ["after"]);
    const empty = on.stream();
    const first = await on.reader(empty, { at: "latest" });
    await on.append(empty, "first");
    assert.deepEqual(textsOf(await first.count(1)), ["first"]);
  })
  .checkIf(withOrder, "goes on after the place where another reader was", async (on) => {
    const ns = on.stream();
    await on.append(ns, ...ofOneKey("a", "b", "c", "d"));
    const first = await on.reader(ns);
    const taken = await first.count(2);
    await on.closeOne(first);
    const position = taken[1]?.position ?? "";
    const second = await on.reader(ns, { at: "after", position });
    assert.deepEqual(textsOf(await second.count(2)), ["c", "d"]);
    // A reader that can say where it is can be gone on from, also when it has had nothing.
    const third = await on.reader(ns, { at: "latest" });
    const place = third.after();
    if (place === undefined) return;
    await on.append(ns, "e");
    const fourth = await on.reader(ns, place === "" ? { at: "earliest" } : { at: "after", position: place });
    assert.deepEqual(textsOf(await fourth.count(1)), ["e"]);
  })
  .check("calls onReady when something comes after a take that found nothing", async (on) => {
    const ns = on.stream();
    const reader = await on.reader(ns);
    for (let i = 0; i < 5; i++) {
      const coming = reader.count(1);
      await on.append(ns, `v${i}`);
      assert.deepEqual(textsOf(await coming), [`v${i}`]);
    }
  })
  .check("gives every reader everything", async (on) => {
    const ns = on.stream();
    const readers = [await on.reader(ns), await on.reader(ns), await on.reader(ns)];
    const messages = Array.from({ length: 30 }, (_, i) => ({ key: `k${i % 4}`, value: `v${i}` }));
    await on.append(ns, ...messages);
    for (const reader of readers) on.assertTexts(await reader.count(30), messages);
  })
  .check("keeps to the bounds of a take, but for a first message that is larger", async (on) => {
    const ns = on.stream();
    const large = Buffer.alloc(10_000, "x");
    await on.append(ns, ...Array.from({ length: 6 }, () => ({ value: large })), ..."abcdef".split(""));
    const reader = await on.reader(ns);
    const sizes: number[] = [];
    for (const bounds of [
      { maxItems: 10, maxBytes: 1 },
      { maxItems: 2, maxBytes: ALL.maxBytes },
      { maxItems: 10, maxBytes: 20_500 },
      { maxItems: 1, maxBytes: ALL.maxBytes },
    ]) {
      const some = await takeSome(() => reader.take(bounds));
      assert.ok(some <= bounds.maxItems, `${some} messages, though ${bounds.maxItems} were asked for`);
      if (bounds.maxBytes < 20_000) assert.equal(some, 1);
      if (bounds.maxBytes === 20_500) assert.ok(some <= 2, `${some} messages of 10,000 bytes in 20,500`);
      sizes.push(some);
    }
    const left = 12 - sizes.reduce((sum, size) => sum + size, 0);
    assert.equal((await reader.count(left)).length, left);
    await reader.expectNothing();

    /** What is there may take a moment to come. */
    async function takeSome(take: () => Promise<readonly unknown[]>): Promise<number> {
      for (;;) {
        const { length } = await take();
        if (length > 0) return length;
        await delay(10);
      }
    }
  })
  .checkIf(
    ({ durability }) => (durability === "none" ? "it declares no durability" : null),
    "finds every acknowledged message again after a restart, at its position",
    async (on) => {
      const before = on.stream();
      const appended = await on.append(
        before,
        ...Array.from({ length: 100 }, (_, i) => ({ key: `k${i % 7}`, value: `v${i}` })),
      );
      await on.reopen({ restart: true });
      const ns = on.again(before);
      const taken = await (await on.reader(ns)).count(100);
      on.assertPlaces(taken, appended);
      const [place, key] = [appended[98]?.position ?? "", "k0"];
      const [next] = await on.append(ns, { key, value: "later" });
      assert.ok(appended.every(({ position }) => position !== next?.position));
      if (on.guarantees.ordering === "none") return;
      const reader = await on.reader(ns, { at: "after", position: place });
      const rest: Delivery[] = [];
      while (rest.length === 0 || textOf(rest.at(-1) as Delivery) !== "later") rest.push(...(await reader.count(1)));
      // Of other keys, what was appended at that time may come too, where the order is that of keys.
      const isOrdered = (delivery: Delivery) => on.guarantees.ordering === "stream" || delivery.key === key;
      assert.deepEqual(
        textsOf(rest.filter(isOrdered)),
        on.guarantees.ordering === "stream" ? ["v99", "later"] : ["later"],
      );
    },
  );

import assert from "node:assert/strict";
import { Outcome } from "../../backends/contract.ts";
import { type DeadLetter, type Delivery, SettleAction, type StreamGuarantees } from "../../backends/stream-contract.ts";
import { toByteString } from "../../codec/byte-string.ts";
import { Code } from "../../common/codes.ts";
import type { PrismError } from "../../common/prism-error.ts";
import { CheckGroup } from "../check.ts";
import { withGroups } from "./group-checks.ts";
import { ALL, type MessageOptions, textOf, textsOf } from "./messages.ts";
import type { StreamContext } from "./stream-context.ts";
import type { GroupTap } from "./stream-taps.ts";

const { NACK, BURY } = SettleAction;
/** A name is the bytes of UTF-8, as everywhere. */
const WORKERS = toByteString("workers ∆é");

export const deadLetterChecks = new CheckGroup<StreamContext, StreamGuarantees>("dead letters", withGroups)
  .check("keep a poison message, with its attempts, the reason and where it came from", async (on) => {
    const ns = on.stream();
    const headers = [
      ["h", "1"],
      ["h", "2"],
    ] as const;
    const [poison] = await on.append(ns, { key: "k", value: "poison", headers }, "fine");
    const group = await on.group(ns, WORKERS);
    const maxAttempts = 3;
    for (let i = 1; i <= maxAttempts; i++) {
      const delivery = await takeOf(group, "poison");
      if (i < maxAttempts) await group.done([delivery], NACK);
      else await group.done([delivery], BURY, { reason: "cannot be parsed: 💥" });
    }
    const letters = await on.store.listDead(ns, "", "", ALL);
    assert.equal(letters.length, 1);
    const [letter] = letters as [DeadLetter];
    assert.deepEqual([letter.group, letter.reason], [WORKERS, "cannot be parsed: 💥"]);
    assert.equal(letter.attempts, on.guarantees.attempts === "none" ? letter.attempts : maxAttempts);
    assert.ok(Math.abs(letter.diedMs - on.nowMs) < on.patienceMs + 2_000);
    const { message } = letter;
    assert.deepEqual([message.key, textOf(message), message.position], ["k", "poison", poison?.position]);
    assert.deepEqual(message.headers, headers);
    assert.deepEqual(
      textsOf(await group.untilQuiet()).filter((text) => text !== "fine"),
      [],
    );
    assert.equal(await on.store.isEmpty(ns), false);
  })
  .check("are listed page by page, of one group or of all", async (on) => {
    const ns = on.stream();
    const values = Array.from({ length: 12 }, (_, i) => `v${i}`);
    await on.append(ns, ...values);
    for (const name of ["one", "two"]) await buryAll(await on.group(ns, name), 12);
    const all: DeadLetter[] = [];
    for (;;) {
      const page = await on.store.listDead(ns, "", all.at(-1)?.id ?? "", { maxItems: 5, maxBytes: ALL.maxBytes });
      assert.ok(page.length <= 5);
      if (page.length === 0) break;
      all.push(...page);
    }
    assert.equal(all.length, 24);
    assert.equal(new Set(all.map(({ id }) => id)).size, 24);
    for (const name of ["one", "two"]) {
      const own = await on.store.listDead(ns, name, "", ALL);
      assert.deepEqual(own.map(({ message }) => textOf(message)).toSorted(), values.toSorted());
      assert.ok(own.every(({ group }) => group === name));
    }
    const bounded = await on.store.listDead(ns, "", "", { maxItems: 100, maxBytes: 1 });
    assert.equal(bounded.length, 1);
    assert.deepEqual(await on.store.listDead(ns, "three", "", ALL), []);
  })
  .check("are appended again when they are replayed, marked for their group, and are dead no more", async (on) => {
    const ns = on.stream();
    await on.append(ns, { key: "k", value: "poison", headers: [["h", "v"]] }, "other");
    const group = await on.group(ns, WORKERS);
    await buryAll(group, 2);
    const [letter, other] = (await on.store.listDead(ns, "", "", ALL)) as [DeadLetter, DeadLetter];
    assert.equal(await on.store.replayDead(ns, [letter.id, letter.id]), 1);
    assert.equal(await on.store.replayDead(ns, [letter.id]), 0);
    assert.deepEqual(
      (await on.store.listDead(ns, "", "", ALL)).map(({ id }) => id),
      [other.id],
    );
    const [again] = (await group.count(1)) as [Delivery];
    assert.deepEqual([again.key, textOf(again)], [letter.message.key, textOf(letter.message)]);
    const sent = again.headers.filter(([name]) => !name.startsWith("prism-"));
    assert.deepEqual(sent, letter.message.headers);
    assert.deepEqual(
      again.headers.filter(([name]) => name === "prism-replay-group"),
      [["prism-replay-group", WORKERS]],
    );
    if (on.guarantees.attempts !== "none") assert.equal(again.attempt, 1);
    await group.ack([again]);
    await group.expectNothing();
  })
  .check("may be removed", async (on) => {
    const ns = on.stream();
    await on.append(ns, "a", "b", "c");
    await buryAll(await on.group(ns), 3);
    const [a, b, c] = (await on.store.listDead(ns, "", "", ALL)) as [DeadLetter, DeadLetter, DeadLetter];
    assert.equal(await on.store.removeDead(ns, [a.id, c.id]), 2);
    assert.equal(await on.store.removeDead(ns, [a.id]), 0);
    assert.deepEqual(
      (await on.store.listDead(ns, "", "", ALL)).map(({ id }) => id),
      [b.id],
    );
  })
  .check(
    "are passed over when they are there no more, and refused by name when the store gives no such id",
    async (on) => {
      const ns = on.stream();
      await on.append(ns, "a", "b");
      await buryAll(await on.group(ns), 2);
      const [a, b] = (await on.store.listDead(ns, "", "", ALL)) as [DeadLetter, DeadLetter];
      assert.equal(await on.store.removeDead(ns, [a.id]), 1);
      assert.equal(await on.store.replayDead(ns, [a.id]), 0);
      assert.equal(await on.store.removeDead(on.stream(), [a.id]), 0);
      for (const id of ["none such", "-1", "\0", "é", " ", `${b.id}x`]) {
        await refuses(() => on.store.removeDead(ns, [b.id, id]), "ids[1]");
        await refuses(() => on.store.replayDead(ns, [id, b.id]), "ids[0]");
        await refuses(() => on.store.listDead(ns, "", id, ALL), "page_token");
      }
      assert.deepEqual(
        (await on.store.listDead(ns, "", "", ALL)).map(({ id }) => id),
        [b.id],
        "nothing is done of what is refused",
      );
      assert.equal(await on.store.removeDead(ns, [a.id, b.id, b.id]), 1);
    },
  )
  .check("are made anew of a message that is delivered anew after a seek", async (on) => {
    const ns = on.stream();
    await on.append(ns, "a");
    const group = await on.group(ns);
    await buryAll(group, 1);
    const [letter] = (await on.store.listDead(ns, "", "", ALL)) as [DeadLetter];
    assert.equal(await on.store.removeDead(ns, [letter.id]), 1);
    await group.group.seek({ at: "earliest" });
    await buryAll(group, 1);
    const again = await on.store.listDead(ns, "", "", ALL);
    assert.deepEqual(
      again.map(({ message }) => textOf(message)),
      ["a"],
    );
  })
  .check("are of their stream alone", async (on) => {
    const [one, two] = [on.stream(), on.stream()];
    await on.append(one, "a");
    await on.append(two, "b");
    await buryAll(await on.group(one), 1);
    assert.deepEqual(await on.store.listDead(two, "", "", ALL), []);
    const [letter] = (await on.store.listDead(one, "", "", ALL)) as [DeadLetter];
    assert.equal(await on.store.removeDead(two, [letter.id]), 0);
    assert.equal(textOf(letter.message), "a");
    assert.equal(await on.store.removeDead(one, [letter.id]), 1);
  })
  .check("cannot be made of a delivery that is settled", async (on) => {
    const ns = on.stream();
    await on.append(ns, "a");
    const group = await on.group(ns);
    const taken = await group.count(1);
    await group.ack(taken);
    assert.deepEqual(await group.settle(taken, BURY, { reason: "late" }), [Outcome.ABSENT]);
    assert.deepEqual(await on.store.listDead(ns, "", "", ALL), []);
  })
  .checkIf(
    ({ durability }) => (durability === "none" ? "it declares no durability" : null),
    "outlive a restart",
    async (on) => {
      const before = on.stream();
      const message: MessageOptions = { key: "k", value: "poison", headers: [["h", "v"]] };
      await on.append(before, message);
      await buryAll(await on.group(before), 1);
      const wanted = await on.store.listDead(before, "", "", ALL);
      await on.reopen({ restart: true });
      const found = await on.store.listDead(on.again(before), "", "", ALL);
      assert.deepEqual(
        found.map(({ id, reason, attempts, message }) => [id, reason, attempts, textOf(message)]),
        wanted.map(({ id, reason, attempts, message }) => [id, reason, attempts, textOf(message)]),
      );
      assert.equal(found.length, 1);
    },
  );

async function refuses(call: () => Promise<unknown>, field: string): Promise<void> {
  await assert.rejects(call(), (error: PrismError) => {
    const { code, reason, metadata } = error.failure;
    assert.deepEqual([code, reason, metadata.field], [Code.INVALID_ARGUMENT, "DEAD_LETTER_ID_INVALID", field]);
    return true;
  });
}

/** The next delivery of the message with this value; others are acknowledged. */
async function takeOf(group: GroupTap, value: string): Promise<Delivery> {
  for (;;) {
    const [delivery] = (await group.count(1)) as [Delivery];
    if (textOf(delivery) === value) return delivery;
    await group.ack([delivery]);
  }
}

async function buryAll(group: GroupTap, count: number): Promise<void> {
  await group.done(await group.count(count), BURY, { reason: "poison" });
}

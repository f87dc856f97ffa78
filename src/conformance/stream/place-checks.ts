import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { Outcome } from "../../backends/contract.ts";
import { type Delivery, SettleAction, type StreamGuarantees } from "../../backends/stream-contract.ts";
import { CheckGroup } from "../check.ts";
import { withGroups } from "./group-checks.ts";
import { ofOneKey, textOf, textsOf } from "./messages.ts";
import { eventually } from "./patience.ts";
import { withOrder } from "./reader-checks.ts";
import type { StreamContext } from "./stream-context.ts";
import type { GroupTap } from "./stream-taps.ts";

/** How far a group has come, and changing that. */
export const placeChecks = new CheckGroup<StreamContext, StreamGuarantees>("lag and seek", withGroups)
  .check("count what waits and what is given out", async (on) => {
    const ns = on.stream();
    const group = await on.group(ns);
    await expectLag(on, group, { waiting: 0, pending: 0 });
    await on.append(ns, "a", "b", "c", "d", "e");
    await expectLag(on, group, { waiting: 5, pending: 0 });
    const taken = await group.count(3);
    await expectLag(on, group, { waiting: 2, pending: 3 });
    await group.ack(taken.slice(0, 1));
    await expectLag(on, group, { waiting: 2, pending: 2 });
    await group.ack([...taken.slice(1), ...(await group.count(2))]);
    await expectLag(on, group, { waiting: 0, pending: 0 });
  })
  .check("say in each partition where the group is and where the end is", async (on) => {
    const ns = on.stream();
    // All of one key, and so of one partition.
    const appended = await on.append(ns, ...ofOneKey("a", "b", "c"));
    const group = await on.group(ns);
    await group.ack(await group.count(1));
    await eventually(on.patienceMs, async () => {
      const { waiting, partitions } = await group.group.lag();
      assert.deepEqual(
        partitions.map((partition) => partition.waiting).reduce((sum, one) => sum + one, 0),
        waiting,
      );
      const partition = partitions.find(({ end }) => end === appended[2]?.position);
      assert.deepEqual([partition?.position, partition?.waiting], [appended[1]?.position, 2]);
    });
  })
  .check("go back to the earliest, with attempts counted anew", async (on) => {
    const ns = on.stream();
    const values = ofOneKey("a", "b", "c");
    await on.append(ns, ...values);
    const group = await on.group(ns);
    const [a, b] = (await group.count(2)) as [Delivery, Delivery];
    await group.ack([a]);
    await group.group.seek({ at: "earliest" });
    const again = await group.count(3);
    on.assertTexts(again, values);
    if (on.guarantees.attempts !== "none") assert.deepEqual(new Set(again.map(({ attempt }) => attempt)), new Set([1]));
    assert.deepEqual(await group.settle([b], SettleAction.ACK), [Outcome.ABSENT], "leases from before have ended");
    await group.ack(again);
    await group.expectNothing();
  })
  .checkIf(withOrder, "go to the latest, a position, after one, or a time", async (on) => {
    const ns = on.stream();
    await on.append(ns, ...ofOneKey("a"));
    await delay(20);
    const [b] = await on.append(ns, ...ofOneKey("b"));
    await delay(20);
    await on.append(ns, ...ofOneKey("c"));
    const group = await on.group(ns);
    const all = await group.count(3);
    await group.ack(all);
    const position = b?.position ?? "";
    const timeMs = all[1]?.publishedMs ?? 0;
    for (const [start, wanted] of [
      [{ at: "position", position }, ["b", "c"]],
      [{ at: "after", position }, ["c"]],
      [{ at: "time", timeMs }, ["b", "c"]],
      [{ at: "earliest" }, ["a", "b", "c"]],
    ] as const) {
      await group.group.seek(start);
      const taken = await group.count(wanted.length);
      assert.deepEqual(textsOf(taken), wanted, JSON.stringify(start));
      await group.ack(taken);
      await group.expectNothing();
    }
    await group.group.seek({ at: "earliest" });
    await group.group.seek({ at: "latest" });
    await group.expectNothing();
    await on.append(ns, "d");
    const taken = await group.count(1);
    assert.equal(textOf(taken[0] as Delivery), "d");
  });

async function expectLag(
  on: StreamContext,
  { group }: GroupTap,
  wanted: { waiting: number; pending: number },
): Promise<void> {
  await eventually(on.patienceMs, async () => {
    const { waiting, pending } = await group.lag();
    assert.deepEqual({ waiting, pending }, wanted);
  });
}

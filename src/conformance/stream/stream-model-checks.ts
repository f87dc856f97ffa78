import assert from "node:assert/strict";
import fc from "fast-check";
import { type Delivery, SettleAction, type StreamGuarantees } from "../../backends/stream-contract.ts";
import { CheckGroup } from "../check.ts";
import { withGroups } from "./group-checks.ts";
import { ALL, textOf, textsOf } from "./messages.ts";
import { eventually } from "./patience.ts";
import type { StreamContext } from "./stream-context.ts";
import { StreamModel } from "./stream-model.ts";
import { type GroupTap, LONG_LEASE_MS } from "./stream-taps.ts";

/** The store beside the model. */
interface RealStream {
  readonly on: StreamContext;
  readonly ns: number;
  readonly groups: Map<string, GroupTap>;
}

type Command = fc.AsyncCommand<StreamModel, RealStream>;

const GROUPS = ["one", "two"];
const CONSUMERS = ["ann", "bob"];

export const streamModelChecks = new CheckGroup<StreamContext, StreamGuarantees>("beside the model", withGroups).check(
  "gives to any sequence of commands what the model allows, and in the end all of it",
  async (on) => {
    await fc.assert(
      fc.asyncProperty(streamCommands(), async (commands) => {
        const real: RealStream = { on, ns: on.stream({ partitions: 2 }), groups: new Map() };
        const model = new StreamModel(on.guarantees);
        await fc.asyncModelRun(() => ({ model, real }), commands);
        for (const name of model.groups.keys()) await drain(model, real, name);
        for (const group of real.groups.values()) await on.closeOne(group);
      }),
      // On a server a sequence takes seconds: cutting one down would take longer than the test may.
      { numRuns: on.modelRuns, endOnFailure: true },
    );
  },
);

function streamCommands(): fc.Arbitrary<Iterable<Command>> {
  // Mostly the first, so that what is done to it adds up.
  const group = fc.constantFrom(...GROUPS, GROUPS[0] as string, GROUPS[0] as string);
  const consumer = fc.constantFrom(...CONSUMERS);
  const key = fc.constantFrom("a", "b", "c");
  const { ACK, NACK, EXTEND, BURY } = SettleAction;
  const maxItems = fc.integer({ min: 1, max: 6 });
  const settle = fc
    .record({
      group,
      which: fc.array(fc.nat(20), { minLength: 1, maxLength: 5 }),
      action: fc.constantFrom(ACK, ACK, NACK, EXTEND, BURY),
    })
    .map(settleCommand);
  return fc.commands(
    [
      fc.array(key, { minLength: 1, maxLength: 12 }).map(appendCommand),
      fc.array(key, { minLength: 1, maxLength: 12 }).map(appendCommand),
      settle,
      fc.record({ group, consumer, maxItems }).map(takeCommand),
      fc.record({ group, consumer, maxItems, action: fc.constantFrom(ACK, NACK, BURY) }).map(workCommand),
      fc.record({ group, consumer, maxItems, action: fc.constantFrom(ACK, NACK, BURY) }).map(workCommand),
      fc.record({ group, consumer }).map(releaseCommand),
      group.map(leaveCommand),
      fc.record({ group, to: fc.constantFrom("earliest", "latest") }).map(seekCommand),
      group.map(lagCommand),
      group.map(deadCommand),
    ],
    { maxCommands: 40, size: "max" },
  );
}

function command(name: string, run: (model: StreamModel, real: RealStream) => Promise<void>): Command {
  return { check: () => true, run: (model, real) => run(model as StreamModel, real), toString: () => name };
}

/** The group, which begins with the earliest message when it is new. */
async function groupOf(model: StreamModel, { on, ns, groups }: RealStream, name: string): Promise<GroupTap> {
  const known = groups.get(name);
  if (known !== undefined) return known;
  const group = await on.group(ns, name);
  groups.set(name, group);
  model.addGroup(name);
  return group;
}

function appendCommand(keys: readonly string[]): Command {
  return command(`append ${keys}`, async (model, { on, ns }) => {
    await on.append(ns, ...keys.map((key) => model.append(key)));
  });
}

function takeCommand(how: { group: string; consumer: string; maxItems: number }): Command {
  return command(`take ${fc.stringify(how)}`, async (model, real) => {
    const { group } = await groupOf(model, real, how.group);
    const taken = await group.take(how.consumer, { ...ALL, maxItems: how.maxItems }, LONG_LEASE_MS);
    assert.ok(taken.length <= how.maxItems);
    for (const delivery of taken) model.deliver(how.group, how.consumer, delivery, textOf(delivery));
  });
}

/** Takes some, and settles all that it took in one way. */
function workCommand(how: { group: string; consumer: string; maxItems: number; action: SettleAction }): Command {
  return command(`work ${fc.stringify(how)}`, async (model, real) => {
    const group = await groupOf(model, real, how.group);
    const before = new Set(model.leased(how.group).map(({ value }) => value));
    await takeCommand(how).run(model, real);
    const taken = model.leased(how.group).filter(({ value }) => !before.has(value));
    await settleAll(taken, how, { model, group });
  });
}

function settleCommand(how: { group: string; which: readonly number[]; action: SettleAction }): Command {
  return command(`settle ${fc.stringify(how)}`, async (model, real) => {
    const group = await groupOf(model, real, how.group);
    const leased = model.leased(how.group);
    const chosen = new Set(how.which.map((i) => leased[i % leased.length]));
    await settleAll(
      [...chosen].filter((one) => one !== undefined),
      how,
      { model, group },
    );
  });
}

async function settleAll(
  chosen: readonly { value: string; delivery: Delivery }[],
  { group: name, action }: { group: string; action: SettleAction },
  { model, group }: { model: StreamModel; group: GroupTap },
): Promise<void> {
  const delayMs = action === SettleAction.EXTEND ? LONG_LEASE_MS : 0;
  await group.done(
    chosen.map(({ delivery }) => delivery),
    action,
    { delayMs, reason: "poison" },
  );
  for (const { value } of chosen) {
    if (action === SettleAction.BURY) model.bury(name, value);
    else if (action === SettleAction.ACK) model.settle(name, value, "done");
    else if (action === SettleAction.NACK) model.settle(name, value, "returned");
  }
}

function releaseCommand(how: { group: string; consumer: string }): Command {
  return command(`release ${fc.stringify(how)}`, async (model, real) => {
    const { group } = await groupOf(model, real, how.group);
    await group.release(how.consumer);
    model.release(how.group, how.consumer);
  });
}

function leaveCommand(name: string): Command {
  return command(`leave ${name}`, async (model, real) => {
    const group = await groupOf(model, real, name);
    await real.on.closeOne(group);
    real.groups.delete(name);
    model.release(name, null);
  });
}

function seekCommand(how: { group: string; to: "earliest" | "latest" }): Command {
  return command(`seek ${fc.stringify(how)}`, async (model, real) => {
    const { group } = await groupOf(model, real, how.group);
    await group.seek({ at: how.to });
    model.seek(how.group, how.to);
  });
}

function lagCommand(name: string): Command {
  return command(`lag ${name}`, async (model, real) => {
    const { group } = await groupOf(model, real, name);
    const all = model.count(name, "fresh", "leased", "returned");
    const { least, most } = model.waiting(name);
    await eventually(real.on.patienceMs, async () => {
      const { waiting, pending } = await group.lag();
      assert.equal(waiting + pending, all, `the lag of ${name}`);
      assert.ok(waiting >= least && waiting <= most, `${waiting} wait in ${name}, not ${least} to ${most}`);
    });
  });
}

function deadCommand(name: string): Command {
  return command(`dead of ${name}`, async (model, { on, ns }) => {
    const letters = await on.store.listDead(ns, name, "", ALL);
    const values = textsOf(letters.map(({ message }) => message));
    const buried = model.dead.get(name) ?? [];
    assert.deepEqual([...new Set(values)].toSorted(), [...new Set(buried)].toSorted());
    // One that died again after a seek may be there for each time, or once.
    for (const value of new Set(values))
      assert.ok(times(values, value) <= times(buried, value), `${value} is there too often`);
  });
}

function times(values: readonly string[], value: string): number {
  return values.filter((one) => one === value).length;
}

/** What is left comes, all of it, and nothing else. */
async function drain(model: StreamModel, real: RealStream, name: string): Promise<void> {
  const group = await groupOf(model, real, name);
  const left = model.count(name, "fresh", "returned");
  const taken = await group.count(left);
  for (const delivery of taken) model.deliver(name, "one", delivery, textOf(delivery));
  await group.expectNothing();
  await group.ack(model.leased(name).map(({ delivery }) => delivery));
}

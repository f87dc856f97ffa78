import assert from "node:assert/strict";
import fc from "fast-check";
import { ItemAction, Outcome } from "../../backends/contract.ts";
import type { NetworkedKeyValueGuarantees } from "../../backends/networked-contract.ts";
import { toByteString } from "../../codec/byte-string.ts";
import { CheckGroup } from "../check.ts";
import { bytesOf, readOf } from "./items.ts";
import type { KeyValueContext } from "./keyvalue-context.ts";
import { KeyValueModel } from "./keyvalue-model.ts";
import type { ModelStore } from "./model-store.ts";
import { type Condition, doWrites, type PlannedWrite, type WriteStep } from "./write-command.ts";

type Command = fc.AsyncCommand<KeyValueModel, ModelStore>;

const SPACES = 2;
/** Few, so that commands meet; chosen for the ways in which keys go wrong. */
const keys = ["a", "a\0", "a\0b", "a%", "a_", "A", "b", "é", "\u{ffee}", "\u{1f600}", "z"];

const space = fc.nat(SPACES - 1);
const key = fc.constantFrom(...keys);

export const modelChecks = new CheckGroup<KeyValueContext, NetworkedKeyValueGuarantees>("beside the model").check(
  "does to any sequence of commands what the model does",
  async (on) => {
    await fc.assert(
      fc.asyncProperty(keyValueCommands(on.guarantees), async (commands) => {
        const spaces = Array.from({ length: SPACES }, () => on.namespace());
        const real: ModelStore = { client: on.client, spaces };
        await fc.asyncModelRun(() => ({ model: new KeyValueModel(), real }), commands);
      }),
      { numRuns: on.modelRuns, endOnFailure: false },
    );
  },
);

/** Any sequence of these must do to the store what it does to the model; what the store does not give is not asked. */
function keyValueCommands(gives: NetworkedKeyValueGuarantees): fc.Arbitrary<Iterable<Command>> {
  const { PUT, DELETE, INCREMENT, CHECK } = ItemAction;
  const actions = [
    PUT,
    PUT,
    PUT,
    DELETE,
    ...(gives.counters ? [INCREMENT] : []),
    ...(gives.transactions ? [CHECK] : []),
  ];
  const conditions: Condition[] = gives.compareAndSet ? ["any", "any", "any", "absent", "current", "other"] : ["any"];
  const step: fc.Arbitrary<WriteStep> = fc.record({
    action: fc.constantFrom(...actions),
    key,
    value: fc
      .oneof(fc.string({ unit: "binary", maxLength: 12 }), fc.integer({ min: -99, max: 99 }).map(String))
      .map(bytes),
    delta: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).chain((any) => fc.constantFrom(1n, -3n, any)),
    condition: fc.constantFrom(...conditions),
    end: gives.ttl ? fc.constantFrom("none", "none", "past", "far") : fc.constant("none" as const),
  });
  const write: fc.Arbitrary<PlannedWrite> = fc.record({
    space,
    steps: fc.array(step, { minLength: 1, maxLength: 4 }),
    isAtomic: gives.transactions ? fc.boolean() : fc.constant(false),
    idempotencyKey: gives.idempotency === "atomic" ? fc.constantFrom("", "", "one", "two") : fc.constant(""),
  });
  const read = fc.record({ space, key, wantsValue: fc.boolean() });
  return fc.commands(
    [
      fc.array(write, { minLength: 1, maxLength: 8 }).map(writeCommand),
      fc.array(write, { minLength: 1, maxLength: 2 }).map(writeCommand),
      fc.array(read, { minLength: 1, maxLength: 30 }).map(readCommand),
      ...(gives.orderedScan
        ? [
            fc
              .record({ space, from: key, to: fc.option(key), maxItems: fc.integer({ min: 1, max: 5 }) })
              .map(scanCommand),
          ]
        : []),
      space.map(dropCommand),
      fc.integer({ min: 1, max: 9 }).map(sweepCommand),
    ],
    { maxCommands: 30, size: "max" },
  );
}

/** A text as the byte string of its UTF-8. */
function bytes(text: string): string {
  return toByteString(text);
}

function command(name: string, run: (model: KeyValueModel, real: ModelStore) => Promise<void>): Command {
  return { check: () => true, run: (model, real) => run(model as KeyValueModel, real), toString: () => name };
}

function writeCommand(writes: readonly PlannedWrite[]): Command {
  return command(`write ${fc.stringify(writes)}`, (model, real) => doWrites(writes, model, real));
}

function readCommand(steps: readonly { space: number; key: string; wantsValue: boolean }[]): Command {
  return command(`get ${fc.stringify(steps)}`, async (model, { client, spaces }) => {
    const items = steps.map(({ space, key, wantsValue }) => readOf(spaces[space] as number, key, wantsValue));
    await client.getMany(items);
    for (const [i, item] of items.entries()) {
      const { space, wantsValue } = steps[i] as { space: number; wantsValue: boolean };
      const wanted = model.find(space, item.key, client.nowMs);
      assert.equal(item.outcome, wanted === null ? Outcome.ABSENT : Outcome.DONE);
      if (wanted === null) continue;
      assert.deepEqual([item.version, item.expiresAtMs], [wanted.version, wanted.expiresAtMs]);
      assert.equal(bytesOf(item.value).toString("latin1"), wantsValue ? wanted.value : "");
    }
  });
}

function scanCommand(range: { space: number; from: string; to: string | null; maxItems: number }): Command {
  return command(`scan ${fc.stringify(range)}`, async (model, { client, spaces }) => {
    const { space, from, to, maxItems } = range;
    const found = await client.scanAll(spaces[space] as number, { from, to, maxItems, maxBytes: 20 });
    const bounds = { from: toByteString(from), to: to === null ? null : toByteString(to) };
    assert.deepEqual(
      found.map((item) => item.key),
      model.keys(space, bounds, client.nowMs),
    );
    for (const item of found) {
      const wanted = model.find(space, item.key, client.nowMs);
      assert.deepEqual([item.version, item.expiresAtMs], [wanted?.version, wanted?.expiresAtMs]);
      assert.equal(bytesOf(item.value).toString("latin1"), wanted?.value);
    }
  });
}

function dropCommand(space: number): Command {
  return command(`drop ${space}`, async (model, { client, spaces }) => {
    await client.drop(spaces[space] as number);
    model.drop(space);
    assert.equal(await client.isEmpty(spaces[space] as number), true);
  });
}

function sweepCommand(maxItems: number): Command {
  return command(`sweep by ${maxItems}`, async (_model, { client }) => {
    const steps = await client.sweep(maxItems);
    assert.ok(Math.max(...steps) <= maxItems, `steps of ${steps}`);
  });
}

import assert from "node:assert/strict";
import fc from "fast-check";
import { ANY_VERSION, type KeyValueItem, type KeyValueStore, Outcome } from "../../../src/backends/contract.ts";
import { toByteString } from "../../../src/codec/byte-string.ts";
import { bytesOf, readOf, writeOf } from "./items.ts";
import type { KeyValueModel } from "./model.ts";

/** The store under test; `store` changes when it is reopened. */
export interface RealStore {
  store: KeyValueStore;
  readonly reopen: (() => Promise<KeyValueStore>) | undefined;
}

type Command = fc.AsyncCommand<KeyValueModel, RealStore>;

/** What a write's condition refers to: nothing, "must not exist", the version that is there, or one that is not. */
type Condition = "any" | "absent" | "current" | "other";

interface WriteStep {
  readonly namespace: string;
  readonly key: string;
  readonly value: string;
  readonly condition: Condition;
  readonly ttlMs: number;
}

const namespaces = ["one", "two"];
/** Few, so that commands meet; chosen for the ways in which keys go wrong. */
const keys = ["a", "a\0", "a\0b", "a%", "a_", "A", "b", "é", "\u{ffee}", "\u{1f600}", "z"];

const namespace = fc.constantFrom(...namespaces);
const key = fc.constantFrom(...keys);
const writeStep: fc.Arbitrary<WriteStep> = fc.record({
  namespace,
  key,
  value: fc.string({ unit: "binary", maxLength: 12 }),
  condition: fc.constantFrom("any", "any", "any", "absent", "current", "other"),
  ttlMs: fc.constantFrom(0, 0, -5, 1, 10, 1000),
});
const readStep = fc.record({ namespace, key, wantsValue: fc.boolean() });

/** Any sequence of these must do to the store what it does to the model. */
export function keyValueCommands(): fc.Arbitrary<Iterable<Command>> {
  return fc.commands(
    [
      fc.array(writeStep, { minLength: 1, maxLength: 40 }).map(putCommand),
      fc.array(readStep, { minLength: 1, maxLength: 80 }).map(getCommand),
      fc.array(writeStep, { minLength: 1, maxLength: 6 }).map(deleteCommand),
      fc
        .record({
          namespace,
          from: key,
          to: fc.option(key),
          keysOnly: fc.boolean(),
          maxItems: fc.integer({ min: 1, max: 5 }),
        })
        .map(scanCommand),
      fc
        .record({ namespace, key, answer: fc.string({ maxLength: 8 }), ttlMs: fc.constantFrom(1, 50) })
        .map(rememberCommand),
      fc.record({ namespace, key }).map(recallCommand),
      fc.constantFrom(0, 1, 9, 60).map(advanceCommand),
      fc.constant(beginCommand),
      fc.constant(endCommand("commit")),
      fc.constant(endCommand("rollback")),
      fc.integer({ min: 1, max: 4 }).map(sweepCommand),
      fc.constant(reopenCommand),
    ],
    { maxCommands: 40 },
  );
}

function command(
  name: string,
  run: (model: KeyValueModel, real: RealStore) => void | Promise<void>,
  check?: (model: KeyValueModel) => boolean,
): Command {
  return {
    check: (model) => check?.(model as KeyValueModel) ?? true,
    run: async (model, real) => run(model, real),
    toString: () => name,
  };
}

function putCommand(steps: readonly WriteStep[]): Command {
  return command(`put ${JSON.stringify(steps)}`, (model, { store }) => {
    const items = steps.map((step) => itemOf(step, model, store));
    store.putMany(items, model.nowMs);
    for (const [i, item] of items.entries()) {
      const step = steps[i] as WriteStep;
      const wanted = model.check(step.namespace, item.key, item.ifVersion);
      assert.equal(item.outcome, wanted);
      if (wanted === Outcome.MISMATCH) {
        assert.equal(item.version, model.find(step.namespace, item.key)?.version ?? 0);
        continue;
      }
      assert.ok(item.version > model.lastVersion, "versions must rise");
      model.lastVersion = item.version;
      const value = bytesOf(item.source.subarray(item.start, item.end)).toString("latin1");
      model.put(step.namespace, item.key, { value, version: item.version, expiresAtMs: item.expiresAtMs });
      item.source.fill(0);
    }
  });
}

function deleteCommand(steps: readonly WriteStep[]): Command {
  return command(`delete ${JSON.stringify(steps)}`, (model, { store }) => {
    const items = steps.map((step) => itemOf(step, model, store));
    store.deleteMany(items, model.nowMs);
    for (const [i, item] of items.entries()) {
      const { namespace } = steps[i] as WriteStep;
      const found = model.find(namespace, item.key);
      const passes = model.check(namespace, item.key, item.ifVersion) === Outcome.DONE;
      assert.equal(item.outcome, !passes ? Outcome.MISMATCH : found === null ? Outcome.ABSENT : Outcome.DONE);
      if (!passes) assert.equal(item.version, found?.version ?? 0);
      // An expired item may still lie there: then its removal is the sweep's, in the store and in the model.
      if (passes && found !== null) model.delete(namespace, item.key);
    }
  });
}

/** The condition is taken from the state before the batch; an earlier item of the batch may make it fail, in both. */
function itemOf(step: WriteStep, model: KeyValueModel, store: KeyValueStore): KeyValueItem {
  const current = model.find(step.namespace, toByteString(step.key))?.version ?? 0;
  const ifVersion = { any: ANY_VERSION, absent: 0, current, other: current + 7 }[step.condition];
  const expiresAtMs = step.ttlMs === 0 ? 0 : model.nowMs + step.ttlMs;
  return writeOf(store.openNamespace(step.namespace), step.key, { value: step.value, ifVersion, expiresAtMs });
}

function getCommand(steps: readonly { namespace: string; key: string; wantsValue: boolean }[]): Command {
  return command(`get ${JSON.stringify(steps)}`, (model, { store }) => {
    const items = steps.map((step) => readOf(store.openNamespace(step.namespace), step.key, step.wantsValue));
    store.getMany(items, model.nowMs);
    for (const [i, item] of items.entries()) {
      const { namespace, wantsValue } = steps[i] as { namespace: string; wantsValue: boolean };
      const wanted = model.find(namespace, item.key);
      assert.equal(item.outcome, wanted === null ? Outcome.ABSENT : Outcome.DONE);
      if (wanted === null) continue;
      assert.equal(item.version, wanted.version);
      assert.equal(item.expiresAtMs, wanted.expiresAtMs);
      assert.equal(bytesOf(item.value).toString("latin1"), wantsValue ? wanted.value : "");
    }
  });
}

function scanCommand(range: {
  namespace: string;
  from: string;
  to: string | null;
  keysOnly: boolean;
  maxItems: number;
}): Command {
  return command(`scan ${JSON.stringify(range)}`, (model, { store }) => {
    const to = range.to === null ? null : toByteString(range.to);
    const wanted = model.keys(range.namespace, toByteString(range.from), to);
    const found: string[] = [];
    let from = toByteString(range.from);
    for (let more = true; more; ) {
      const query = {
        namespaceId: store.openNamespace(range.namespace),
        from,
        to,
        keysOnly: range.keysOnly,
        maxItems: range.maxItems,
        maxBytes: 20,
      };
      const page = store.scan(query, model.nowMs);
      assert.ok(page.items.length <= range.maxItems);
      assert.ok(page.items.length > 0 || !page.more, "a page with more to come must have an item");
      for (const item of page.items) {
        const expected = model.find(range.namespace, item.key);
        assert.equal(item.version, expected?.version);
        assert.equal(item.expiresAtMs, expected?.expiresAtMs);
        assert.equal(bytesOf(item.value).toString("latin1"), range.keysOnly ? "" : expected?.value);
        found.push(item.key);
      }
      more = page.more;
      from = `${page.items.at(-1)?.key}\0`;
    }
    assert.deepEqual(found, wanted);
  });
}

function rememberCommand(step: { namespace: string; key: string; answer: string; ttlMs: number }): Command {
  return command(`remember ${JSON.stringify(step)}`, (model, { store }) => {
    const write = { fingerprint: Buffer.from([1, 0, 255]), answer: Buffer.from(step.answer) };
    const expiresAtMs = model.nowMs + step.ttlMs;
    store.remember(store.openNamespace(step.namespace), toByteString(step.key), write, expiresAtMs);
    model.remember(step.namespace, step.key, write, expiresAtMs);
  });
}

function recallCommand(step: { namespace: string; key: string }): Command {
  return command(`recall ${JSON.stringify(step)}`, (model, { store }) => {
    const found = store.recall(store.openNamespace(step.namespace), toByteString(step.key), model.nowMs);
    const wanted = model.recall(step.namespace, step.key);
    assert.equal(found === null, wanted === null);
    if (found === null || wanted === null) return;
    assert.deepEqual(Buffer.from(found.fingerprint), wanted.fingerprint);
    assert.deepEqual(Buffer.from(found.answer), wanted.answer);
  });
}

function advanceCommand(ms: number): Command {
  return command(`advance ${ms} ms`, (model) => {
    model.nowMs += ms;
  });
}

const beginCommand = command(
  "begin",
  (model, { store }) => {
    model.begin();
    store.begin();
  },
  (model) => !model.inTransaction,
);

function endCommand(how: "commit" | "rollback"): Command {
  return command(
    how,
    (model, { store }) => {
      model[how]();
      store[how]();
    },
    (model) => model.inTransaction,
  );
}

function sweepCommand(maxItems: number): Command {
  return command(`sweep by ${maxItems}`, (model, { store }) => {
    model.sweep();
    for (let removed = maxItems; removed > 0; ) {
      removed = store.sweep(model.nowMs, maxItems);
      assert.ok(removed <= maxItems);
    }
  });
}

const reopenCommand = command("reopen", async (model, real) => {
  if (real.reopen === undefined) return;
  model.rollback();
  real.store = await real.reopen();
});

import assert from "node:assert/strict";
import { ANY_VERSION, ItemAction, type KeyValueItem, Outcome } from "../../backends/contract.ts";
import type { KeyValueWrite } from "../../backends/networked-contract.ts";
import { toByteString } from "../../codec/byte-string.ts";
import { checkOf, deleteOf, incrementOf, putOf, writeOf } from "./items.ts";
import type { KeyValueModel } from "./keyvalue-model.ts";
import type { ModelStore } from "./model-store.ts";

/** What a write's condition refers to: nothing, "must not exist", the version that is there, or one that is not. */
export type Condition = "any" | "absent" | "current" | "other";

export interface WriteStep {
  readonly action: ItemAction;
  readonly key: string;
  readonly value: string;
  readonly delta: bigint;
  readonly condition: Condition;
  readonly end: "none" | "past" | "far";
}

export interface PlannedWrite {
  /** Which of the namespaces. */
  readonly space: number;
  readonly steps: readonly WriteStep[];
  readonly isAtomic: boolean;
  /** Empty = none. */
  readonly idempotencyKey: string;
}

/** A write as it was asked: with the condition of each item. */
interface AskedWrite extends PlannedWrite {
  readonly conditions: readonly number[];
}

const FAR_MS = 4_000_000_000_000;
const PAST_MS = 1_000_000_000_000;
const MAX = 2n ** 63n - 1n;
const MIN = -(2n ** 63n);

/** Does a batch of writes to the store and to the model, and compares what came of it. */
export async function doWrites(
  planned: readonly PlannedWrite[],
  model: KeyValueModel,
  real: ModelStore,
): Promise<void> {
  const plans = separate(planned, model);
  const nowMs = real.client.nowMs;
  const writes = plans.map((plan) => writeFor(plan, model, { real, nowMs }));
  // What was asked, whatever the store does to the items.
  const asked = writes.map(({ items }) => items.map(({ ifVersion }) => ifVersion));
  await real.client.writeMany(writes);
  for (const [i, write] of writes.entries()) {
    const conditions = asked[i] as number[];
    compare(write, { ...(plans[i] as PlannedWrite), conditions }, model, nowMs);
  }
}

/** As whoever calls a store sees to it: no key, and no idempotency key, is in two writes, nor twice in one that is atomic. */
function separate(planned: readonly PlannedWrite[], model: KeyValueModel): PlannedWrite[] {
  const taken = new Set<string>();
  const plans: PlannedWrite[] = [];
  for (const plan of planned) {
    const free = plan.steps.filter(({ key }) => !taken.has(`${plan.space} ${key}`));
    const steps = plan.isAtomic ? [...new Map(free.map((step) => [step.key, step])).values()] : free;
    const able = plan.isAtomic ? steps : steps.filter(({ action }) => action !== ItemAction.CHECK);
    if (able.length === 0) continue;
    for (const { key } of able) taken.add(`${plan.space} ${key}`);
    const name = `${plan.space} key ${plan.idempotencyKey}`;
    const mayHaveKey = !taken.has(name) && !model.isUnsure(plan.space, plan.idempotencyKey);
    taken.add(name);
    plans.push({ ...plan, steps: able, idempotencyKey: mayHaveKey ? plan.idempotencyKey : "" });
  }
  return plans;
}

function writeFor(
  { space, steps, isAtomic, idempotencyKey }: PlannedWrite,
  model: KeyValueModel,
  { real, nowMs }: { real: ModelStore; nowMs: number },
): KeyValueWrite {
  const ns = real.spaces[space] as number;
  const items = steps.map((step) => {
    const current = model.find(space, toByteString(step.key), nowMs)?.version ?? 0;
    const ifVersion = { any: ANY_VERSION, absent: 0, current, other: current + 7 }[step.condition];
    const expiresAtMs = endOf(step, 0);
    if (step.action === ItemAction.DELETE) return deleteOf(ns, step.key, ifVersion);
    if (step.action === ItemAction.CHECK) return checkOf(ns, step.key, Math.max(0, ifVersion));
    if (step.action === ItemAction.INCREMENT) return incrementOf(ns, step.key, step.delta, { ifVersion, expiresAtMs });
    return putOf(ns, step.key, { value: Buffer.from(step.value, "latin1"), ifVersion, expiresAtMs });
  });
  return writeOf(items, { isAtomic, idempotencyKey, asked: askedOf(steps), rememberUntilMs: FAR_MS });
}

function endOf({ end }: WriteStep, without: number): number {
  return { none: without, past: PAST_MS, far: FAR_MS }[end];
}

/** Stands for what is asked: conditions as planned, so that a repeated plan is the same request. */
function askedOf(steps: readonly WriteStep[]): string {
  return steps.map(({ action, key, condition }) => `${action}${key}${condition[0]}`).join();
}

function compare(write: KeyValueWrite, plan: AskedWrite, model: KeyValueModel, nowMs: number): void {
  const asked = Buffer.from(write.fingerprint).toString("latin1");
  const known = plan.idempotencyKey === "" ? null : model.recall(plan.space, plan.idempotencyKey);
  assert.equal(write.isReplay, known !== null && known.asked === asked, "isReplay");
  assert.equal(write.isKeyReused, known !== null && known.asked !== asked, "isKeyReused");
  if (write.isKeyReused) return;
  if (known !== null) {
    for (const [i, told] of known.told.entries()) {
      const item = write.items[i] as KeyValueItem;
      assert.equal(item.outcome, told.outcome, "the outcome of a replay");
      if (told.outcome !== Outcome.DONE) continue;
      assert.equal(item.version, plan.steps[i]?.action === ItemAction.DELETE ? item.version : told.version);
      if (plan.steps[i]?.action === ItemAction.INCREMENT) assert.equal(item.delta, told.delta);
    }
    return;
  }
  if (plan.isAtomic && !wouldBeDone(write, plan, model, nowMs)) compareAborted(write, plan, model, nowMs);
  else for (const [i, item] of write.items.entries()) compareItem(item, plan, i, { model, nowMs });
  if (plan.idempotencyKey === "") return;
  const told = write.items.map(({ outcome, version, delta }) => ({ outcome, version, delta }));
  model.remember(plan.space, plan.idempotencyKey, { asked, told });
}

/** What becomes of an item by itself, and, where it is an increment, the sum. */
function expect(
  item: KeyValueItem,
  { space, steps, conditions }: AskedWrite,
  i: number,
  { model, nowMs }: Surroundings,
): { outcome: Outcome; sum: bigint } {
  const step = steps[i] as WriteStep;
  const found = model.find(space, item.key, nowMs);
  if (!model.holds(space, item.key, conditions[i] as number, nowMs)) return { outcome: Outcome.MISMATCH, sum: 0n };
  if (step.action === ItemAction.DELETE) {
    return { outcome: found === null ? Outcome.ABSENT : Outcome.DONE, sum: 0n };
  }
  if (step.action !== ItemAction.INCREMENT) return { outcome: Outcome.DONE, sum: 0n };
  const text = found?.value ?? "0";
  const sum = isCounter(text) ? BigInt(text) + step.delta : MAX + 1n;
  return { outcome: sum > MAX || sum < MIN ? Outcome.FAILED : Outcome.DONE, sum };
}

/** Values of the generator are short, so a text of digits is a counter. */
function isCounter(text: string): boolean {
  return /^(?:0|-?[1-9]\d{0,18})$/.test(text);
}

function wouldBeDone(write: KeyValueWrite, plan: AskedWrite, model: KeyValueModel, nowMs: number): boolean {
  return write.items.every((item, i) => {
    const { outcome } = expect(item, plan, i, { model, nowMs });
    return outcome === Outcome.DONE || outcome === Outcome.ABSENT;
  });
}

/** Nothing was done: what could have been says so, the others say why not. */
function compareAborted(write: KeyValueWrite, plan: AskedWrite, model: KeyValueModel, nowMs: number): void {
  for (const [i, item] of write.items.entries()) {
    const { outcome } = expect(item, plan, i, { model, nowMs });
    if (outcome === Outcome.ABSENT) assert.ok(item.outcome === Outcome.ABSENT || item.outcome === Outcome.ABORTED);
    else assert.equal(item.outcome, outcome === Outcome.DONE ? Outcome.ABORTED : outcome);
  }
}

function compareItem(item: KeyValueItem, plan: AskedWrite, i: number, { model, nowMs }: Surroundings): void {
  const { space } = plan;
  const step = plan.steps[i] as WriteStep;
  const found = model.find(space, item.key, nowMs);
  const { outcome, sum } = expect(item, plan, i, { model, nowMs });
  assert.equal(item.outcome, outcome, `the outcome of step ${i}`);
  if (outcome === Outcome.MISMATCH) assert.equal(item.version, found?.version ?? 0);
  if (outcome !== Outcome.DONE || step.action === ItemAction.CHECK) return;
  if (step.action === ItemAction.DELETE) {
    model.set(space, item.key, null);
    return;
  }
  assert.ok(model.takeVersion(space, item.key, item.version), "the versions of a key must rise");
  if (step.action === ItemAction.INCREMENT) {
    assert.equal(item.delta, sum);
    const expiresAtMs = endOf(step, found?.expiresAtMs ?? 0);
    model.set(space, item.key, { value: String(sum), version: item.version, expiresAtMs });
    return;
  }
  model.set(space, item.key, { value: step.value, version: item.version, expiresAtMs: endOf(step, 0) });
}

interface Surroundings {
  readonly model: KeyValueModel;
  readonly nowMs: number;
}

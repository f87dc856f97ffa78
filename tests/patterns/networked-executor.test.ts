import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ANY_VERSION, Outcome } from "../../src/backends/contract.ts";
import type { NetworkedKeyValueStore } from "../../src/backends/networked-contract.ts";
import { CallNumber, isWrite } from "../../src/codec/calls.ts";
import { Code } from "../../src/common/codes.ts";
import { Failure } from "../../src/common/failure.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import { COUNT_SCALE, SizeHistogram } from "../../src/metrics/size-histogram.ts";
import { StoreSizes } from "../../src/metrics/store-sizes.ts";
import { KeyValueCall } from "../../src/patterns/keyvalue/call.ts";
import { NetworkedExecutor } from "../../src/patterns/keyvalue/networked-executor.ts";
import { type Batch, HeldStore } from "./held-store.ts";

function createBench(lanes = 2, room = 0) {
  const store = new HeldStore(lanes);
  const clock = { us: 1_000_000 };
  const full = new Failure(Code.RESOURCE_EXHAUSTED, "STORE_BUSY", "full", { retryAfterMs: 10 });
  let inside = room === 0 ? Number.NEGATIVE_INFINITY : 4 - room;
  /** What a guard does that tries again. */
  const repeats = { attempt: 1 };
  const done: KeyValueCall[] = [];
  const unusable: KeyValueCall[] = [];
  const sizes = new StoreSizes();
  const executor = new NetworkedExecutor({
    store: store as unknown as NetworkedKeyValueStore,
    sizes,
    guard: {
      tryEnter: () => {
        if (inside >= 4) return full;
        inside++;
        return null;
      },
      leave: () => inside--,
      lanes: (most) => most,
      named: (failure) => failure,
      run: ({ attempt }) =>
        repeats.attempt > 1 ? attempt(1, 1).catch(() => attempt(1, repeats.attempt)) : attempt(1, 1),
    },
    nowUs: () => clock.us,
    wallMs: () => clock.us / 1000,
    onDone: (calls, isReusable) => {
      done.push(...calls);
      if (!isReusable) unusable.push(...calls);
    },
    onInternal: () => undefined,
  });
  const submit = (...calls: KeyValueCall[]): void => {
    for (const call of calls) executor.submit(call);
    executor.dispatch();
  };
  return { store, clock, sizes, done, unusable, executor, submit, repeats, inside: () => inside };
}

function callOf(operation: number, key: string, choices: Partial<KeyValueCall> = {}): KeyValueCall {
  const call = new KeyValueCall();
  call.operation = operation;
  call.item.key = key;
  call.item.ifVersion = ANY_VERSION;
  call.source = Buffer.from(`${operation} ${key}`);
  call.to = call.source.length;
  return Object.assign(call, choices);
}

const get = (key: string, choices?: Partial<KeyValueCall>) => callOf(CallNumber.KV_GET, key, choices);
const put = (key: string, choices?: Partial<KeyValueCall>) => callOf(CallNumber.KV_PUT, key, choices);
/** Lets everything run that promises have set off. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("the networked executor", () => {
  it("sends what waits in one batch, and what arrives meanwhile in the next", async () => {
    const { store, done, submit } = createBench(1);
    submit(get("a"), get("b"), get("c"));
    submit(get("d"));
    submit(get("e"));
    assert.deepEqual(
      store.batches.map((batch) => batch.keys),
      [["a", "b", "c"]],
    );
    store.batches[0]?.end();
    await settle();
    assert.deepEqual(
      store.batches.map((batch) => batch.keys),
      [["d", "e"]],
    );
    assert.deepEqual(
      done.map((call) => call.item.key),
      ["a", "b", "c"],
    );
  });

  it("counts what each batch has, and what waited for it", async () => {
    const { store, submit, sizes } = createBench(1);
    submit(put("a"), put("a"), put("b"));
    store.batches[0]?.end();
    await settle();
    const { items, waiting } = sizes.take();
    const expected = { items: new SizeHistogram(COUNT_SCALE), waiting: new SizeHistogram(COUNT_SCALE) };
    for (const [some, all] of [
      [2, 3],
      [1, 1],
    ] as const) {
      expected.items.record(some);
      expected.waiting.record(all);
    }
    assert.deepEqual([items, waiting], [expected.items.take(), expected.waiting.take()]);
  });

  it("has no two writes of a key in one batch, and lets others overtake them", () => {
    const { store, submit } = createBench(2);
    submit(put("a"), put("a"), put("b"));
    assert.deepEqual(
      store.batches.map((batch) => batch.keys),
      [["a", "b"]],
    );
    submit(get("a"), get("c"));
    assert.deepEqual(store.batches[1]?.keys, ["c"]);
  });

  it("has two batches of writes under way while they are quick, and a third beside slow ones", () => {
    const { store, clock, submit, executor } = createBench(4);
    for (const key of ["a", "b", "c", "d"]) submit(put(key));
    submit(get("e"));
    const sent = () => store.batches.map((batch) => [batch.kind, ...batch.keys].join(" "));
    assert.deepEqual(sent(), ["write a", "write b", "read e"]);
    clock.us += 4_999;
    executor.tick();
    assert.equal(store.batches.length, 3);
    clock.us += 1;
    executor.tick();
    assert.deepEqual(sent(), ["write a", "write b", "read e", "write c d"]);
  });

  it("leaves some of what waits for the next batch, so that neither side waits for the other", async () => {
    const { store, submit } = createBench(2);
    const many = (count: number) => Array.from({ length: count }, (_, i) => get(`k${i}`));
    const sizes = () => store.batches.map((batch) => batch.keys.length);
    submit(...many(256));
    assert.deepEqual(sizes(), [256]);
    store.batches[0]?.end();
    await settle();
    // Now it knows that the values are small.
    submit(...many(1_200));
    assert.deepEqual(sizes(), [300, 256]);
  });

  it("has a scan see the writes before it, and hold up none behind it", async () => {
    const { store, submit } = createBench(3);
    submit(put("a"), callOf(CallNumber.KV_SCAN, "", { query: {} as KeyValueCall["query"] }), put("b"));
    assert.deepEqual(
      store.batches.map((batch) => [batch.kind, ...batch.keys]),
      [["write", "a", "b"]],
    );
    store.batches[0]?.end();
    await settle();
    assert.equal(store.batches[0]?.kind, "scan");
    submit(put("c"));
    assert.equal(store.batches[1]?.kind, "write");
  });

  it("fails only the call that the store cannot do", async () => {
    const { store, done, submit } = createBench(1);
    submit(...["a", "b", "bad", "d", "e"].map((key) => put(key)));
    const invalid = new PrismError(new Failure(Code.INVALID_ARGUMENT, "BAD_VALUE", "bad"));
    while (store.batches.length > 0) {
      store.batches[0]?.end(store.batches[0].keys.includes("bad") ? invalid : undefined);
      await settle();
    }
    assert.deepEqual(
      done.map((call) => [call.item.key, call.failure?.reason ?? "ok"]),
      [
        ["a", "ok"],
        ["b", "ok"],
        ["bad", "BAD_VALUE"],
        ["d", "ok"],
        ["e", "ok"],
      ],
    );
  });

  it("fails all calls of a batch when the store is away, and goes on", async () => {
    const { store, done, submit, executor } = createBench(1);
    submit(get("a"), get("b"));
    store.batches[0]?.end(new PrismError(new Failure(Code.UNAVAILABLE, "STORE_UNAVAILABLE", "away")));
    await settle();
    assert.deepEqual(
      done.map((call) => call.failure?.reason),
      ["STORE_UNAVAILABLE", "STORE_UNAVAILABLE"],
    );
    assert.equal(executor.pending, 0);
    submit(get("c"));
    assert.equal(store.batches.length, 1);
  });

  it("hands back what nobody waits for any more, once, and not for use again while the store is at it", async () => {
    const { store, clock, done, unusable, submit, executor } = createBench(1);
    const flying = put("a", { deadlineUs: clock.us + 5_000 });
    const waiting = get("b", { deadlineUs: clock.us + 7_000 });
    submit(flying);
    submit(waiting, get("c"));
    executor.tick();
    assert.equal(done.length, 0);
    clock.us += 5_000;
    executor.tick();
    assert.deepEqual(done, [flying]);
    assert.match(flying.failure?.message ?? "", /may have been done/);
    clock.us += 2_000;
    executor.tick();
    assert.deepEqual(done, [flying, waiting]);
    assert.match(waiting.failure?.message ?? "", /nothing was done/);
    assert.deepEqual(unusable, [flying, waiting]);
    store.batches[0]?.end();
    await settle();
    assert.equal(done.length, 2);
    assert.deepEqual(store.batches[0]?.keys, ["c"]);
    assert.equal(executor.pending, 1);
  });

  it("refuses calls for which there is no room, until others have left", async () => {
    const { store, done, submit, inside } = createBench(1, 2);
    submit(get("a"), get("b"), get("c"));
    assert.deepEqual(
      done.map((call) => [call.item.key, call.failure?.reason]),
      [["c", "STORE_BUSY"]],
    );
    store.batches[0]?.end();
    await settle();
    assert.equal(inside(), 2);
    submit(get("d"));
    assert.deepEqual(store.batches[0]?.keys, ["d"]);
  });

  it("takes what another attempt has found, and keeps the first one's items from use again", async () => {
    const { store, done, unusable, submit, repeats } = createBench(1);
    repeats.attempt = 2;
    const call = put("a");
    submit(call);
    store.batches[0]?.end(new Error("lost"));
    await settle();
    store.batches[0]?.end();
    await settle();
    assert.deepEqual([done, unusable], [[call], [call]]);
    assert.deepEqual([call.failure, call.item.outcome, call.item.version], [null, Outcome.DONE, 1]);
  });

  it("answers a write that comes again with the first answer, and refuses another under its key", async () => {
    const { store, done, submit } = createBench(1);
    const once = { idempotencyKey: "i" };
    for (const call of [put("a", once), put("a", once), put("b", once)]) {
      submit(call);
      store.batches[0]?.end();
      await settle();
    }
    assert.equal(done[0]?.replay, null);
    assert.ok(done[1]?.replay !== null);
    assert.equal(done[1]?.item.version, done[0]?.item.version);
    assert.equal(done[2]?.failure?.reason, "IDEMPOTENCY_KEY_REUSED");
    assert.equal(store.values.has("b"), false);
  });

  it("refuses what the store does not guarantee", () => {
    const { store, done, submit } = createBench(1);
    const found = (guarantees: object): unknown =>
      Object.assign(store, { findings: [], guarantees: { ...store.guarantees, ...guarantees } });
    found({ idempotency: "none", compareAndSet: false });
    const conditional = put("a");
    conditional.item.ifVersion = 3;
    submit(put("a", { idempotencyKey: "i" }), conditional, put("a"));
    found({ counters: false, transactions: false });
    submit(callOf(CallNumber.KV_INCREMENT, "b"), callOf(CallNumber.KV_TRANSACT, "", { batch: [put("b").item] }));
    assert.deepEqual(
      done.map((call) => [call.failure?.reason, call.failure?.metadata.field]),
      [
        ["STORE_LACKS_GUARANTEE", "idempotency_key"],
        ["STORE_LACKS_GUARANTEE", "if_version"],
        ["STORE_LACKS_GUARANTEE", "call"],
        ["STORE_LACKS_GUARANTEE", "call"],
      ],
    );
    assert.equal(store.batches.length, 1);
  });

  it("keeps the order of calls on each key, whatever the order in which batches end", async () => {
    const step = fc.record({
      isWrite: fc.boolean(),
      keys: fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        fc.infiniteStream(fc.nat(7)),
        async (steps, lanes, choices) => {
          const { store, done, submit, executor } = createBench(lanes);
          const next = (): number => choices.next().value as number;
          const calls = steps.map(({ isWrite: writes, keys }) => batchCall(writes, keys));
          for (const call of calls) {
            submit(call);
            while (next() > 5 && store.batches.length > 0) await endOne(store, next());
          }
          while (store.batches.length > 0) await endOne(store, next());
          assert.equal(executor.pending, 0);
          assert.equal(done.length, calls.length);
          checkOrder(calls);
        },
      ),
      { numRuns: 300 },
    );
  });
});

function batchCall(isWriting: boolean, keys: readonly string[]): KeyValueCall {
  const call = callOf(isWriting ? CallNumber.KV_BATCH_PUT : CallNumber.KV_BATCH_GET, "");
  call.batch = keys.map((key) => (isWriting ? put(key).item : get(key).item));
  return call;
}

async function endOne(store: HeldStore, choice: number): Promise<void> {
  assertApart(store.batches);
  store.batches[choice % store.batches.length]?.end();
  await settle();
}

/** No key is in two batches under way of which one writes it. */
function assertApart(batches: readonly Batch[]): void {
  for (const [i, one] of batches.entries()) {
    assert.equal(one.kind === "write" ? new Set(one.keys).size : one.keys.length, one.keys.length);
    for (const other of batches.slice(i + 1)) {
      if (one.kind === "read" && other.kind === "read") continue;
      assert.ok(!one.keys.some((key) => other.keys.includes(key)), "two batches have a key that one of them writes");
    }
  }
}

/** Each read has the version of the last write before it; versions of a key's writes rise. */
function checkOrder(calls: readonly KeyValueCall[]): void {
  const latest = new Map<string, number>();
  for (const call of calls) {
    for (const item of call.batch ?? []) {
      const before = latest.get(item.key) ?? 0;
      if (!isWrite(call.operation)) assert.equal(item.version, before);
      else {
        assert.ok(item.version > before);
        latest.set(item.key, item.version);
      }
    }
  }
}

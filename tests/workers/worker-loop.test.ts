import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createMemoryStore } from "../../src/backends/memory/memory-store.ts";
import { Code } from "../../src/common/codes.ts";
import { Failure } from "../../src/common/failure.ts";
import { MAX_BATCH_REQUESTS, SWEEP_STEP_ITEMS } from "../../src/common/limits.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import { Pipeline } from "../../src/pipeline/pipeline.ts";
import { createDoorbellMemory, DoorbellButton, DoorbellListener } from "../../src/ring/doorbell.ts";
import { createRingMemory } from "../../src/ring/layout.ts";
import { RingConsumer } from "../../src/ring/ring-consumer.ts";
import { RingProducer } from "../../src/ring/ring-producer.ts";
import { AuditLevel } from "../../src/security/audit/audit-level.ts";
import { KnownPrincipals } from "../../src/security/known-principals.ts";
import { QuotaTable } from "../../src/security/limits/quota-table.ts";
import { ResponseWriter } from "../../src/workers/response-writer.ts";
import { WorkerLoop } from "../../src/workers/worker-loop.ts";
import { frameOf, message } from "../codec/messages.ts";
import { RecordingStore } from "../patterns/recording-store.ts";
import { largeValueParts } from "../pipeline/large-value-parts.ts";

interface Measured {
  readonly namespace: number;
  readonly operation: number;
  readonly code: number;
  readonly times: readonly number[];
}

/** A worker's loop on a memory store, with the acceptor's ends of its rings in the test's hands. */
function createBench(options: { requestRing?: number; responseRing?: number; isDurable?: boolean } = {}) {
  const clock = { us: 1_000, monotonicUs: () => clock.us, wallMs: () => Date.UTC(2026, 0, 1) + clock.us / 1_000 };
  const requestRing = createRingMemory(options.requestRing ?? 64 * 1024);
  const responseRing = createRingMemory(options.responseRing ?? 64 * 1024);
  const requestPayloads: Uint8Array[] = [];
  const answerPayloads: Uint8Array[] = [];
  const bell = createDoorbellMemory();
  const acceptor = new DoorbellListener(bell);
  let rings = 0;
  const acceptorBell = new DoorbellButton(bell, () => rings++);
  const store = new RecordingStore(createMemoryStore({ maxBytes: 1e9, clock }));
  if (options.isDurable === true) {
    const guarantees = { ...store.guarantees, durability: "power-loss" as const };
    Object.defineProperty(store, "guarantees", { value: guarantees });
  }
  const answers = new ResponseWriter(
    new RingProducer(responseRing, (payload) => answerPayloads.push(new Uint8Array(payload))),
    acceptorBell,
  );
  const measured: Measured[] = [];
  const namespaces = [
    undefined,
    {
      index: 1,
      name: "n",
      pattern: "keyvalue" as const,
      storeIndex: 0,
      id: store.openNamespace("n"),
      terms: null,
      audit: AuditLevel.OFF,
      needs: null,
      compression: "identity" as const,
    },
  ];
  const pipeline = new Pipeline({
    largeValues: largeValueParts(),
    clock,
    namespaces,
    stores: [{ kind: "embedded", store }],
    access: null,
    quotas: new QuotaTable({ namespaces: [unlimited("m"), unlimited("n")] }),
    audit: null,
    answers,
    metrics: { record: (namespace, operation, code, ...times) => measured.push({ namespace, operation, code, times }) },
  });
  const loop = new WorkerLoop({
    sources: [
      {
        requests: new RingConsumer(requestRing, () => requestPayloads.shift()),
        answers,
        acceptorBell,
        principals: new KnownPrincipals(() => undefined),
      },
    ],
    pipeline,
    stores: [{ kind: "embedded", store }],
    clock,
  });
  const producer = new RingProducer(requestRing, (payload) => requestPayloads.push(new Uint8Array(payload)));
  const consumer = new RingConsumer(responseRing, () => answerPayloads.shift());
  const send = (requests: Record<string, unknown>[], route = 1): boolean => {
    const run = Buffer.concat(requests.map((request) => frameOf(message("Request").encode(request))));
    if (run.length > producer.maxPayloadBytes) {
      const isSent = producer.commitOversized(Uint8Array.from(run).buffer, 1, 0, clock.us, route);
      producer.publish();
      return isSent;
    }
    const offset = producer.claim(run.length);
    if (offset < 0) return false;
    run.copy(producer.bytes, offset);
    producer.commit(run.length, 1, 0, clock.us, route);
    producer.publish();
    return true;
  };
  const take = (): Record<string, unknown>[] => {
    const taken: Record<string, unknown>[] = [];
    consumer.drain(
      {
        onRecord: (bytes, start, end) => {
          for (let pos = start; pos < end; ) {
            const next = pos + 4 + bytes.readUInt32BE(pos);
            taken.push(message("Response").decode(bytes.subarray(pos + 4, next)));
            pos = next;
          }
        },
      },
      10_000,
    );
    consumer.release();
    return taken;
  };
  return {
    clock,
    loop,
    store,
    send,
    take,
    measured,
    producer,
    sleep: () => acceptor.park(() => false),
    rings: () => rings,
  };
}

const unlimited = (name: string) => ({ name, limits: [] });

const put = (id: number, size = 1): Record<string, unknown> => ({
  id,
  kv_put: { namespace: "n", key: `k${id}`, value: Buffer.alloc(size, 1) },
});
const get = (id: number, of = id): Record<string, unknown> => ({ id, kv_get: { namespace: "n", key: `k${of}` } });
const reasonOf = (answer: Record<string, unknown> | undefined): string =>
  ((answer?.error ?? {}) as { reason?: string }).reason ?? "";

describe("worker loop", () => {
  it("answers everything that waits, in one batch, and then has nothing to do", () => {
    const { loop, send, take } = createBench();
    assert.equal(loop.hasWork(), false);
    assert.equal(loop.doWork(), 0);
    send([put(1), put(2)]);
    send([get(3, 1)]);
    assert.equal(loop.hasWork(), true);
    assert.equal(loop.doWork(), 3);
    assert.equal(loop.hasWork(), false);
    assert.deepEqual(new Set(take().map((answer) => answer.id)), new Set([1, 2, 3]));
    assert.deepEqual([loop.batches, loop.requests], [1, 3]);
  });

  it("takes no new requests while answers wait for room, and goes on when there is some", () => {
    const { loop, send, take, store } = createBench({ responseRing: 512 });
    send([put(1, 60)]);
    loop.doWork();
    take();
    send(Array.from({ length: 20 }, (_, i) => get(i + 2, 1)));
    loop.doWork();
    send([get(100, 1)]);
    const calls = store.log.length;
    assert.equal(loop.hasWork(), false, "only the acceptor can change anything");
    assert.equal(loop.doWork(), 0);
    assert.equal(store.log.length, calls);
    const ids = new Set<unknown>();
    for (let i = 0; i < 50; i++) {
      for (const answer of take()) ids.add(answer.id);
      if (loop.hasWork()) loop.doWork();
    }
    assert.equal(ids.size, 21);
    assert.ok(ids.has(100));
  });

  it("rings the acceptor that waits for room once it has freed some", () => {
    const { loop, send, sleep, rings, producer } = createBench({ requestRing: 512 });
    let id = 1;
    while (send([get(id)])) id++;
    producer.block();
    loop.doWork();
    sleep();
    assert.equal(rings(), 0, "it was awake");
    while (send([get(id)])) id++;
    producer.block();
    loop.doWork();
    assert.equal(rings(), 1);
  });

  it("takes requests that came beside the ring, and keeps their order with those in it", () => {
    const { loop, send, take } = createBench({ requestRing: 1024 });
    send([put(1)]);
    send([{ id: 2, kv_put: { namespace: "n", key: "k1", value: Buffer.alloc(5_000, 7) } }]);
    send([get(3, 1)]);
    loop.doWork();
    const answers = take();
    const read = answers.find((answer) => answer.id === 3)?.kv_get as { value?: Buffer } | undefined;
    assert.equal(read?.value?.length, 5_000);
  });

  it("ends a batch at its bound and goes on with the next", () => {
    const { loop, send, take } = createBench({ requestRing: 1024 * 1024, responseRing: 1024 * 1024 });
    for (let i = 0; i < 300; i++) send(Array.from({ length: 10 }, (_, j) => get(10 * i + j + 1)));
    const sizes: number[] = [];
    while (loop.hasWork()) sizes.push(loop.doWork());
    const largest = Math.max(...sizes);
    // It begins with small ones, for it does not know yet how large the answers are; the last run may be longer than the bound.
    assert.ok((sizes[0] as number) < largest, `batches of ${sizes.join()}`);
    assert.ok(largest >= MAX_BATCH_REQUESTS && largest < MAX_BATCH_REQUESTS + 300, `batches of ${sizes.join()}`);
    assert.equal(take().length, 3_000);
    assert.equal(loop.requests, 3_000);
  });

  it("commits once for a whole batch on a durable store, and in steps where there is nothing to commit", () => {
    for (const isDurable of [true, false]) {
      const { loop, send, store } = createBench({ isDurable, requestRing: 256 * 1024, responseRing: 256 * 1024 });
      const sendMany = (): void => {
        for (let i = 0; i < 100; i++) send(Array.from({ length: 5 }, (_, j) => put(5 * i + j + 1)));
      };
      // The first batches are small, until the size of the answers is known.
      sendMany();
      while (loop.doWork() > 0);
      store.log.length = 0;
      sendMany();
      assert.equal(loop.doWork(), 500);
      const commits = store.log.filter((line) => line === "commit").length;
      assert.ok(isDurable ? commits === 1 : commits > 1, `${commits} commits`);
    }
  });

  it("removes what has expired step by step, and survives a store that cannot", () => {
    const { loop, send, store, clock } = createBench({ requestRing: 1024 * 1024, responseRing: 1024 * 1024 });
    for (let i = 0; i < SWEEP_STEP_ITEMS + 1; i++) {
      send([{ id: i + 1, kv_put: { namespace: "n", key: `k${i}`, ttl_ms: 10 } }]);
    }
    while (loop.doWork() > 0);
    assert.equal(loop.sweep(), false);
    clock.us += 20_000;
    assert.equal(loop.sweep(), true);
    assert.equal(store.stats().items, 1);
    assert.equal(loop.sweep(), true);
    assert.equal(loop.sweep(), false);
    store.sweep = () => {
      throw new PrismError(new Failure(Code.RESOURCE_EXHAUSTED, "STORE_FULL", "the disk is full"));
    };
    assert.equal(loop.sweep(), false);
    store.sweep = () => {
      throw new TypeError("a programmer's error");
    };
    assert.throws(() => loop.sweep(), TypeError);
  });
});

describe("the pipeline", () => {
  it("measures every request, refused ones too, with its namespace, outcome and times", () => {
    const { loop, send, measured, clock } = createBench();
    const sentUs = clock.us;
    send([
      put(1),
      { id: 2, kv_put: { namespace: "n", key: "" } },
      { id: 3, kv_put: { namespace: "n", key: "k1", if_version: 5 } },
    ]);
    send([get(4)], 0);
    clock.us += 700;
    loop.doWork();
    const shown = measured.map(({ namespace, operation, code }) => [namespace, operation, code]);
    assert.deepEqual(
      shown.sort(),
      [
        [-1, 16, Code.UNAVAILABLE],
        [1, 17, Code.FAILED_PRECONDITION],
        [1, 17, Code.INVALID_ARGUMENT],
        [1, 17, Code.OK],
      ].sort(),
    );
    for (const { times } of measured) assert.deepEqual(times, [clock.us - sentUs, clock.us - sentUs, 0]);
  });

  it("refuses what its caller no longer waits for, to the microsecond, and carries out the rest", () => {
    const { loop, send, take, clock } = createBench();
    const ask = (id: number, timeout_ms: number): boolean => send([{ ...put(id), timeout_ms }]);
    ask(1, 5);
    ask(2, 6);
    ask(3, 0);
    ask(4, 0xffff_ffff);
    clock.us += 5_000;
    loop.doWork();
    const answers = new Map(take().map((answer) => [answer.id, reasonOf(answer)]));
    assert.deepEqual(Object.fromEntries(answers), { 1: "DEADLINE_EXCEEDED", 2: "", 3: "", 4: "" });
    send([get(5, 1), get(6, 2)]);
    loop.doWork();
    const found = take().map((answer) => (answer.kv_get as { found?: boolean }).found ?? false);
    assert.deepEqual(found, [false, true]);
  });

  it("counts a deadline over the wrap of the clock", () => {
    const { loop, send, take, clock } = createBench();
    clock.us = 0x7fff_ff00;
    send([{ ...get(1), timeout_ms: 1 }]);
    clock.us = (0x7fff_ff00 + 999) | 0;
    loop.doWork();
    assert.equal(reasonOf(take()[0]), "");
    send([{ ...get(2), timeout_ms: 1 }]);
    clock.us = (clock.us + 1_000) | 0;
    loop.doWork();
    assert.equal(reasonOf(take()[0]), "DEADLINE_EXCEEDED");
  });

  it("refuses a namespace that this worker does not serve, so that it can be tried again", () => {
    const { loop, send, take } = createBench();
    send([get(1)], 0);
    send([get(2)], 99);
    loop.doWork();
    assert.deepEqual(take().map(reasonOf), ["NAMESPACE_MOVED", "NAMESPACE_MOVED"]);
  });

  it("refuses an idempotency key that is too long, and takes the longest", () => {
    const { loop, send, take } = createBench();
    send([
      { ...put(1), idempotency_key: "k".repeat(129) },
      { ...put(2), idempotency_key: "k".repeat(128) },
    ]);
    loop.doWork();
    assert.deepEqual(take().map(reasonOf), ["IDEMPOTENCY_KEY_TOO_LARGE", ""]);
  });

  it("does not take the idempotency key of the request before for that of the next", () => {
    const { loop, send, take } = createBench();
    const ask = (more: Record<string, unknown>): unknown => {
      send([{ ...put(1), ...more }]);
      loop.doWork();
      return (take()[0]?.kv_put as { replayed?: boolean } | undefined)?.replayed ?? false;
    };
    assert.deepEqual([ask({ idempotency_key: "k" }), ask({}), ask({ idempotency_key: "k" })], [false, false, true]);
  });

  it("shows the reads that need not wait before the writes of their batch are committed", () => {
    const { loop, send, take, store } = createBench({ isDurable: true });
    send([put(1)]);
    loop.doWork();
    take();
    let seen: unknown[] = [];
    store.fault = (call) => {
      if (call === "commit") seen = take().map((answer) => answer.id);
      return null;
    };
    send([get(10, 1), put(2), get(11, 2), get(12, 1)]);
    loop.doWork();
    assert.deepEqual(seen, [10, 12]);
    assert.deepEqual(
      take().map((answer) => answer.id),
      [2, 11],
    );
  });

  it("does what waits for the ring between two batches, once all that was in it is carried out", () => {
    const { loop, send, take } = createBench({ requestRing: 1024 * 1024 });
    const done: string[] = [];
    loop.onceDrained(() => done.push("at once"));
    assert.deepEqual(done, ["at once"]);
    for (let i = 0; i < 2 * MAX_BATCH_REQUESTS; i++) assert.ok(send([put(i + 1, 0)]));
    loop.onceDrained(() => done.push(`after ${loop.requests}`));
    loop.onceDrained(() => done.push("in order"));
    send([put(9_999, 0)]);
    while (loop.doWork() > 0) take();
    assert.deepEqual(done.slice(2), ["in order"]);
    const after = Number(done[1]?.slice("after ".length));
    assert.ok(after >= 2 * MAX_BATCH_REQUESTS, `after ${after} of ${2 * MAX_BATCH_REQUESTS}`);
    assert.deepEqual(done.length, 3);
  });

  it("lets what waits for the ring wait as long as answers find no room", () => {
    const { loop, send, take } = createBench({ responseRing: 1024 });
    send([put(1, 200)]);
    loop.doWork();
    take();
    for (let i = 0; i < 300; i++) assert.ok(send([get(i + 2, 1)]));
    let isDone = false;
    loop.onceDrained(() => {
      isDone = true;
    });
    while (loop.doWork() > 0);
    assert.equal(isDone, false);
    let answers = 0;
    for (let i = 0; i < 1_000 && !isDone; i++) {
      answers += take().length;
      loop.doWork();
    }
    assert.equal(isDone, true);
    assert.ok(answers > 0);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createMemoryStore } from "../../src/backends/memory/memory-store.ts";
import { Pipeline } from "../../src/pipeline/pipeline.ts";
import type { ServedStore } from "../../src/pipeline/served-store.ts";
import { createDoorbellMemory, DoorbellButton } from "../../src/ring/doorbell.ts";
import { createRingMemory } from "../../src/ring/layout.ts";
import { RingConsumer } from "../../src/ring/ring-consumer.ts";
import { RingProducer } from "../../src/ring/ring-producer.ts";
import { acceptorOfSlot, firstSlotOf } from "../../src/ring/slot-address.ts";
import { AuditLevel } from "../../src/security/audit/audit-level.ts";
import { Door, packCaller } from "../../src/security/caller.ts";
import { KnownPrincipals, type PrincipalNotice } from "../../src/security/known-principals.ts";
import { QuotaTable } from "../../src/security/limits/quota-table.ts";
import { answersTo } from "../../src/workers/answer-fan.ts";
import { ResponseWriter } from "../../src/workers/response-writer.ts";
import { WorkerLoop } from "../../src/workers/worker-loop.ts";
import type { WorkerSource } from "../../src/workers/worker-source.ts";
import { frameOf, message } from "../codec/messages.ts";
import { largeValueParts } from "../pipeline/large-value-parts.ts";

/** One acceptor's side of the rings. */
class Side {
  readonly source: WorkerSource;
  readonly notices: PrincipalNotice[] = [];
  private readonly requests: RingProducer;
  private readonly responses: RingConsumer;
  private readonly acceptor: number;

  constructor(acceptor: number, responseBytes = 64 * 1024) {
    this.acceptor = acceptor;
    const requestRing = createRingMemory(64 * 1024);
    const responseRing = createRingMemory(responseBytes);
    const none = (): undefined => undefined;
    const acceptorBell = new DoorbellButton(createDoorbellMemory(), none);
    this.requests = new RingProducer(requestRing, none);
    this.responses = new RingConsumer(responseRing, none);
    this.source = {
      acceptorBell,
      requests: new RingConsumer(requestRing, none),
      answers: new ResponseWriter(new RingProducer(responseRing, none), acceptorBell),
      principals: new KnownPrincipals(() => this.notices.shift()),
    };
  }

  send(request: Record<string, unknown>, principal = 0): void {
    const frame = frameOf(message("Request").encode(request));
    const offset = this.requests.claim(frame.length);
    assert.ok(offset >= 0);
    frame.copy(this.requests.bytes, offset);
    this.requests.commit(frame.length, firstSlotOf(this.acceptor) + 7, 0, 0, 0, packCaller(principal, Door.TCP), 1);
    this.requests.publish();
  }

  /** The ids of the answers that came. */
  take(): number[] {
    const ids: number[] = [];
    const onRecord = (bytes: Buffer, start: number, end: number, slot: number): void => {
      assert.equal(acceptorOfSlot(slot), this.acceptor);
      for (let pos = start; pos < end; ) {
        const next = pos + 4 + bytes.readUInt32BE(pos);
        ids.push(message("Response").decode(bytes.subarray(pos + 4, next)).id as number);
        pos = next;
      }
    };
    this.responses.drain({ onRecord }, 10_000);
    this.responses.release();
    return ids;
  }
}

function createLoop(sides: readonly Side[]): WorkerLoop {
  const clock = { monotonicUs: () => 1_000, wallMs: () => 1_000 };
  const store = createMemoryStore({ maxBytes: 1e9, clock });
  const sources = sides.map(({ source }) => source);
  const stores: ServedStore[] = [{ kind: "embedded", store }];
  const id = store.openNamespace("n");
  const pattern = "keyvalue" as const;
  const pipeline = new Pipeline({
    ...{ clock, stores, access: null, audit: null, largeValues: largeValueParts() },
    namespaces: [
      {
        index: 0,
        name: "n",
        pattern,
        storeIndex: 0,
        id,
        terms: null,
        audit: AuditLevel.OFF,
        needs: null,
        compression: "identity",
      },
    ],
    quotas: new QuotaTable({ namespaces: [{ name: "n", limits: [] }] }),
    answers: answersTo(sources),
    metrics: { record: () => undefined },
  });
  return new WorkerLoop({ sources, pipeline, stores, clock });
}

const get = (id: number): Record<string, unknown> => ({ id, kv_get: { namespace: "n", key: "k" } });
const put = (id: number, bytes: number): Record<string, unknown> => ({
  id,
  kv_put: { namespace: "n", key: "k", value: Buffer.alloc(bytes, 1) },
});

describe("a worker of several acceptors", () => {
  it("answers each acceptor what came from it", () => {
    const sides = [new Side(0), new Side(1), new Side(2)];
    const loop = createLoop(sides);
    for (let i = 0; i < 30; i++) sides[i % 3]?.send(get(i + 1));
    while (loop.doWork() > 0);
    for (const [acceptor, side] of sides.entries()) {
      assert.deepEqual(
        side.take(),
        Array.from({ length: 10 }, (_, i) => 3 * i + acceptor + 1),
      );
    }
    assert.equal(loop.requests, 30);
  });

  it("goes on with the others while the answers to one find no room", () => {
    const slow = new Side(0, 4 * 1024);
    const quick = new Side(1);
    const loop = createLoop([slow, quick]);
    quick.send(put(1, 200));
    while (loop.doWork() > 0);
    assert.deepEqual(quick.take(), [1]);
    for (let id = 1; id <= 60; id++) slow.send(get(id));
    while (loop.doWork() > 0);
    assert.equal(slow.source.answers.isBlocked, true);
    const held = slow.source.requests.waitingBytes;
    slow.send(get(61));
    quick.send(get(2));
    assert.equal(loop.hasWork(), true);
    while (loop.doWork() > 0);
    assert.deepEqual(quick.take(), [2]);
    assert.ok(slow.source.requests.waitingBytes > held, "what comes from the slow one waits in its ring");
    const answered: number[] = [];
    for (let turn = 0; turn < 100 && answered.length < 61; turn++) {
      answered.push(...slow.take());
      loop.doWork();
    }
    assert.deepEqual(
      answered,
      Array.from({ length: 61 }, (_, i) => i + 1),
    );
  });

  it("lets none wait for one that has more in its ring than a batch holds", () => {
    const busy = new Side(0);
    const rare = new Side(1);
    const loop = createLoop([busy, rare]);
    for (let id = 1; id <= 800; id++) busy.send(get(id));
    rare.send(get(1));
    loop.doWork();
    loop.doWork();
    assert.deepEqual(rare.take(), [1]);
  });

  it("does what waits for the rings once all of them have passed", () => {
    const slow = new Side(0, 4 * 1024);
    const quick = new Side(1);
    const loop = createLoop([slow, quick]);
    quick.send(put(1, 200));
    while (loop.doWork() > 0);
    quick.take();
    for (let id = 1; id <= 60; id++) slow.send(get(id));
    while (loop.doWork() > 0);
    slow.send(get(61));
    let isDone = false;
    loop.onceDrained(() => {
      isDone = true;
    });
    while (loop.doWork() > 0);
    assert.equal(isDone, false, "a request of the slow one is still in its ring");
    for (let turn = 0; turn < 100 && !isDone; turn++) {
      slow.take();
      loop.doWork();
    }
    assert.equal(isDone, true);
  });

  it("knows principals by who has introduced them", () => {
    const sides = [new Side(0), new Side(1)] as const;
    const loop = createLoop(sides);
    sides[0].notices.push({ introduce: { id: 5, name: "a", teams: [] } });
    sides[0].send(get(1), 5);
    while (loop.doWork() > 0);
    sides[0].notices.push({ forget: 5 });
    sides[1].notices.push({ introduce: { id: 5, name: "a", teams: [] } });
    sides[1].send(get(2), 5);
    while (loop.doWork() > 0);
    assert.deepEqual([sides[0].take(), sides[1].take()], [[1], [2]]);
    sides[1].send(get(3), 6);
    assert.throws(() => loop.doWork(), /was not introduced/);
  });
});

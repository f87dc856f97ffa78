import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  alignRecord,
  createRingMemory,
  HEAD_INDEX,
  maxRecordBytes,
  RECORD_HEADER_BYTES,
  TAIL_INDEX,
} from "../../src/ring/layout.ts";
import { RingConsumer } from "../../src/ring/ring-consumer.ts";
import { RingProducer } from "../../src/ring/ring-producer.ts";

const CAPACITY = 4096;
const CONNECTION = -5;

interface Seen {
  payload: Buffer;
  slot: number;
  generation: number;
  arrivalUs: number;
  route: number;
  connection: number;
}

function createRing(startAt = 0, capacity = CAPACITY) {
  const memory = createRingMemory(capacity, startAt);
  const transferred: Uint8Array[] = [];
  const producer = new RingProducer(memory, (payload) => transferred.push(new Uint8Array(payload)));
  const consumer = new RingConsumer(memory, () => transferred.shift());
  const seen: Seen[] = [];
  const handler = {
    onRecord(
      bytes: Buffer,
      start: number,
      end: number,
      slot: number,
      generation: number,
      arrivalUs: number,
      route: number,
      _caller: number,
      connection: number,
    ): void {
      const payload = Buffer.from(bytes.subarray(start, end));
      seen.push({ payload, slot, generation, arrivalUs, route, connection });
    },
  };
  const put = (payload: Buffer, slot = 1): boolean => {
    const offset = producer.claim(payload.length);
    if (offset < 0) return false;
    payload.copy(producer.bytes, offset);
    producer.commit(payload.length, slot, 7, 99, 0, 0, CONNECTION);
    return true;
  };
  return { memory, producer, consumer, seen, handler, put };
}

describe("ring", () => {
  it("hands over nothing before publish, and all of it after", () => {
    const ring = createRing();
    assert.ok(ring.put(Buffer.from("a")));
    assert.ok(ring.put(Buffer.from("bc")));
    assert.equal(ring.consumer.hasWork(), false);
    assert.equal(ring.consumer.drain(ring.handler, 10), 0);
    assert.equal(ring.producer.publish(), true);
    assert.equal(ring.producer.publish(), false);
    assert.equal(ring.consumer.drain(ring.handler, 10), 2);
    assert.deepEqual(
      ring.seen.map((s) => s.payload.toString()),
      ["a", "bc"],
    );
    assert.ok(ring.seen.every(({ connection }) => connection === CONNECTION));
    assert.deepEqual(
      ring.seen.map((s) => [s.slot, s.generation, s.arrivalUs]),
      [
        [1, 7, 99],
        [1, 7, 99],
      ],
    );
  });

  it("keeps the payloads in place until release, and frees them with it", () => {
    const ring = createRing();
    const payload = Buffer.alloc(maxRecordBytes(CAPACITY), 5);
    let count = 0;
    while (ring.put(payload)) count++;
    assert.equal(count, 4);
    ring.producer.publish();
    assert.equal(ring.consumer.drain(ring.handler, 100), 4);
    assert.equal(ring.producer.claim(8), -1, "drained records are still borrowed");
    ring.consumer.release();
    assert.ok(ring.producer.claim(8) >= 0);
    assert.equal(ring.producer.usedBytes(), 0);
  });

  it("drains at most as many records as asked", () => {
    const ring = createRing();
    for (let i = 0; i < 10; i++) ring.put(Buffer.from([i]));
    ring.producer.publish();
    assert.equal(ring.consumer.drain(ring.handler, 4), 4);
    assert.ok(ring.consumer.hasWork());
    assert.equal(ring.consumer.drain(ring.handler, 100), 6);
    assert.deepEqual(
      ring.seen.map((s) => s.payload[0]),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
  });

  it("carries records from 0 bytes to the largest, over both wraps of the positions", () => {
    for (const startAt of [0, 0x7fff_ff00, -4096 + 8, -8]) {
      const ring = createRing(startAt | 0);
      const largest = maxRecordBytes(CAPACITY);
      let expected = 0;
      for (let round = 0; round < 3; round++) {
        for (let size = 0; size <= largest; size += size < 40 ? 1 : 37) {
          const payload = Buffer.alloc(size, size & 0xff);
          assert.ok(ring.put(payload, size), `no room for ${size} bytes from ${startAt}`);
          ring.producer.publish();
          assert.equal(ring.consumer.drain(ring.handler, 10), 1);
          ring.consumer.release();
          const last = ring.seen.at(-1) as Seen;
          assert.ok(last.payload.equals(payload));
          assert.equal(last.slot, size);
          expected++;
        }
      }
      assert.equal(ring.seen.length, expected);
    }
  });

  it("refuses to claim more than a quarter of the ring", () => {
    const ring = createRing();
    assert.throws(() => ring.producer.claim(maxRecordBytes(CAPACITY) + 1), /quarter/);
  });

  it("sends an oversized payload by transfer and keeps its place among the others", () => {
    const ring = createRing();
    const large = Buffer.alloc(100_000, 9);
    ring.put(Buffer.from("before"));
    assert.ok(ring.producer.commitOversized(Uint8Array.from(large).buffer, 3, 11, 42));
    ring.put(Buffer.from("after"));
    ring.producer.publish();
    ring.consumer.drain(ring.handler, 10);
    assert.deepEqual(
      ring.seen.map((s) => s.payload.length),
      [6, 100_000, 5],
    );
    assert.deepEqual([ring.seen[1]?.slot, ring.seen[1]?.generation, ring.seen[1]?.arrivalUs], [3, 11, 42]);
    assert.ok(ring.seen[1]?.payload.equals(large));
  });

  it("lets the last record grow until it is published, for the same slot alone", () => {
    const ring = createRing();
    const more = (payload: string, slot: number): boolean => {
      const offset = ring.producer.claimMore(payload.length, slot, 7);
      if (offset < 0) return false;
      ring.producer.bytes.write(payload, offset);
      ring.producer.commitMore(payload.length);
      return true;
    };
    assert.equal(more("x", 1), false, "there is no record yet");
    ring.put(Buffer.from("ab"), 1);
    assert.ok(more("cde", 1));
    assert.equal(more("x", 2), false, "another slot");
    ring.put(Buffer.from("z"), 2);
    assert.equal(more("x", 1), false, "no longer the last");
    ring.producer.publish();
    assert.equal(more("x", 2), false, "published");
    ring.consumer.drain(ring.handler, 10);
    assert.deepEqual(
      ring.seen.map((s) => s.payload.toString()),
      ["abcde", "z"],
    );
    assert.deepEqual(
      ring.seen.map((s) => s.route),
      [1, 0],
    );
  });

  it("lets a record grow to the largest payload, and never past the end of the ring or what is free", () => {
    const largest = maxRecordBytes(CAPACITY);
    for (const before of [0, 900, 2000, 3000, 3900]) {
      const ring = createRing();
      // Move both positions, so that the record begins `before` bytes into the ring.
      for (let moved = 0; moved < before; moved += 100) {
        ring.put(Buffer.alloc(76));
        ring.producer.publish();
        ring.consumer.drain(ring.handler, 10);
        ring.consumer.release();
      }
      ring.seen.length = 0;
      ring.put(Buffer.alloc(1, 1), 5);
      let length = 1;
      while (ring.producer.claimMore(1, 5, 7) >= 0) {
        ring.producer.bytes[ring.producer.claimMore(1, 5, 7)] = 1;
        ring.producer.commitMore(1);
        length++;
      }
      assert.ok(length <= largest);
      assert.ok(before > 0 || length > largest - 40, `it grew to ${length} only`);
      ring.producer.publish();
      ring.consumer.drain(ring.handler, 10);
      assert.equal(ring.seen[0]?.payload.length, length);
      assert.ok(ring.seen[0]?.payload.every((byte) => byte === 1));
    }
  });

  it("says on release that the producer waits, once", () => {
    const ring = createRing();
    ring.put(Buffer.from("x"));
    ring.producer.publish();
    ring.producer.block();
    ring.consumer.drain(ring.handler, 1);
    assert.equal(ring.consumer.release(), true);
    ring.put(Buffer.from("x"));
    ring.producer.publish();
    ring.consumer.drain(ring.handler, 1);
    assert.equal(ring.consumer.release(), false);
  });

  it("equals a queue, whatever the sizes and the order of calls", () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("put" as const), size: fc.nat(maxRecordBytes(CAPACITY)) }),
      fc.record({ kind: fc.constant("publish" as const) }),
      fc.record({ kind: fc.constant("drain" as const), limit: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ kind: fc.constant("release" as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), fc.integer(), (steps, seed) => {
        const ring = createRing((seed & ~7) | 0);
        const committed: Buffer[] = [];
        let published = 0;
        for (const action of steps) {
          if (action.kind === "put") {
            const payload = Buffer.alloc(action.size, committed.length & 0xff);
            if (ring.put(payload)) committed.push(payload);
          } else if (action.kind === "publish") {
            ring.producer.publish();
            published = committed.length;
          } else if (action.kind === "drain") {
            ring.consumer.drain(ring.handler, action.limit);
          } else {
            ring.consumer.release();
          }
          assert.ok(ring.seen.length <= published);
          assert.ok(ring.producer.usedBytes() >= 0 && ring.producer.usedBytes() <= CAPACITY);
        }
        ring.producer.publish();
        while (ring.consumer.drain(ring.handler, 1000) > 0);
        assert.equal(ring.seen.length, committed.length);
        for (const [i, payload] of committed.entries()) assert.ok(ring.seen[i]?.payload.equals(payload));
      }),
      { numRuns: 300 },
    );
  });

  it("stores its counters 128 bytes apart", () => {
    const { memory, producer, put, consumer, handler } = createRing();
    put(Buffer.alloc(8));
    producer.publish();
    const words = new Int32Array(memory);
    assert.equal(words[TAIL_INDEX], alignRecord(RECORD_HEADER_BYTES + 8));
    assert.equal(words[HEAD_INDEX], 0);
    consumer.drain(handler, 1);
    consumer.release();
    assert.equal(words[HEAD_INDEX], alignRecord(RECORD_HEADER_BYTES + 8));
    assert.ok((HEAD_INDEX - TAIL_INDEX) * 4 >= 128);
  });
});

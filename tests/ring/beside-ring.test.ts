import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MAX_OVERSIZED_BYTES } from "../../src/common/limits.ts";
import { createRingMemory } from "../../src/ring/layout.ts";
import { RingConsumer } from "../../src/ring/ring-consumer.ts";
import { RingProducer } from "../../src/ring/ring-producer.ts";

function createRing(startAt = 0) {
  const memory = createRingMemory(64 * 1024, startAt);
  const payloads: Uint8Array[] = [];
  const producer = new RingProducer(memory, (payload) => payloads.push(new Uint8Array(payload)));
  const consumer = new RingConsumer(memory, () => payloads.shift());
  const send = (bytes: number): boolean => {
    const isSent = producer.commitOversized(new ArrayBuffer(bytes), 1, 1, 1);
    producer.publish();
    return isSent;
  };
  const take = (count: number): void => {
    assert.equal(consumer.drain({ onRecord: () => undefined }, count), count);
  };
  return { producer, consumer, send, take };
}

describe("payloads beside a ring", () => {
  for (const startAt of [0, 0x7fff_ff00]) {
    it(`are bounded until the consumer frees them, from position ${startAt}`, () => {
      const { producer, consumer, send, take } = createRing(startAt);
      const quarter = MAX_OVERSIZED_BYTES / 4;
      for (let i = 0; i < 4; i++) assert.equal(send(quarter), true);
      assert.equal(send(quarter), false);
      assert.equal(producer.isHalfFree(), false);
      take(1);
      assert.equal(send(quarter), false, "taken, and not freed");
      consumer.release();
      assert.equal(send(quarter), true);
      assert.equal(send(quarter), false);
      take(2);
      consumer.release();
      assert.equal(producer.isHalfFree(), true);
    });
  }

  it("may be of any size when there are no others", () => {
    const { consumer, send, take } = createRing();
    assert.equal(send(2 * MAX_OVERSIZED_BYTES), true);
    assert.equal(send(1), false);
    take(1);
    consumer.release();
    assert.equal(send(1), true);
  });
});

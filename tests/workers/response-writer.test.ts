import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { createDoorbellMemory, DoorbellButton, DoorbellListener } from "../../src/ring/doorbell.ts";
import { createRingMemory } from "../../src/ring/layout.ts";
import { RingConsumer } from "../../src/ring/ring-consumer.ts";
import { RingProducer } from "../../src/ring/ring-producer.ts";
import { ResponseWriter } from "../../src/workers/response-writer.ts";

interface Seen {
  readonly text: string;
  readonly slot: number;
  readonly generation: number;
  readonly count: number;
}

/** A writer, and the acceptor's end of its ring. */
function createWriter(ringBytes = 1024) {
  const memory = createRingMemory(ringBytes);
  const payloads: Uint8Array[] = [];
  const bell = createDoorbellMemory();
  const sleeper = new DoorbellListener(bell);
  let rings = 0;
  const writer = new ResponseWriter(
    new RingProducer(memory, (payload) => payloads.push(new Uint8Array(payload))),
    new DoorbellButton(bell, () => rings++),
  );
  const consumer = new RingConsumer(memory, () => payloads.shift());
  const seen: Seen[] = [];
  const take = (): boolean => {
    consumer.drain(
      {
        onRecord: (bytes, start, end, slot, generation, _arrivalUs, count) =>
          seen.push({ text: bytes.toString("latin1", start, end), slot, generation, count }),
      },
      1_000,
    );
    return consumer.release();
  };
  const answer = (text: string, slot = 1, generation = 0): void => {
    const offset = writer.begin(text.length, slot, generation);
    writer.bytes.write(text, offset, "latin1");
    writer.end(text.length, slot, generation, 99);
  };
  return { writer, seen, take, answer, sleep: () => sleeper.park(() => false), rings: () => rings };
}

describe("response writer", () => {
  it("puts neighbouring answers of one run in one record, until it is published", () => {
    const { writer, seen, take, answer } = createWriter();
    answer("a");
    answer("bb");
    answer("c", 2);
    answer("d", 1);
    answer("e", 1, 5);
    writer.publish();
    answer("f", 1, 5);
    writer.publish();
    take();
    assert.deepEqual(seen, [
      { text: "abb", slot: 1, generation: 0, count: 2 },
      { text: "c", slot: 2, generation: 0, count: 1 },
      { text: "d", slot: 1, generation: 0, count: 1 },
      { text: "e", slot: 1, generation: 5, count: 1 },
      { text: "f", slot: 1, generation: 5, count: 1 },
    ]);
  });

  it("rings when the acceptor sleeps and something was published, and only then", () => {
    const { writer, answer, sleep, rings } = createWriter();
    answer("a");
    writer.publish();
    assert.equal(rings(), 0, "it is awake");
    sleep();
    writer.publish();
    assert.equal(rings(), 0, "nothing was published");
    answer("b");
    assert.equal(rings(), 0);
    writer.publish();
    assert.equal(rings(), 1);
  });

  it("holds what finds the ring full, asks to be rung, and sends it in order when there is room", () => {
    const { writer, seen, take, answer } = createWriter(512);
    const texts = Array.from({ length: 20 }, (_, i) => String.fromCharCode(97 + i).repeat(60));
    for (const [i, text] of texts.entries()) answer(text, i);
    writer.publish();
    assert.equal(writer.isBlocked, true);
    assert.equal(writer.flush(), false);
    assert.equal(take(), true, "the acceptor is told to ring");
    while (!writer.flush()) take();
    take();
    assert.deepEqual(
      seen.map((s) => s.text),
      texts,
    );
    assert.deepEqual(
      seen.map((s) => s.slot),
      [...texts.keys()],
    );
    assert.equal(writer.isBlocked, false);
  });

  it("sends an answer over a quarter of the ring by itself, in its place", () => {
    const { writer, seen, take, answer } = createWriter(512);
    answer("before");
    answer("x".repeat(5_000));
    answer("after");
    writer.publish();
    take();
    assert.deepEqual(
      seen.map((s) => [s.text.length, s.count]),
      [
        [6, 1],
        [5_000, 1],
        [5, 1],
      ],
    );
  });

  it("loses, doubles and mixes up nothing, for any sizes, runs and pace of the acceptor", () => {
    const answers = fc.record({
      size: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 60, max: 110 })),
      slot: fc.nat(1),
    });
    const event = fc.oneof(
      { weight: 6, arbitrary: answers },
      { weight: 1, arbitrary: fc.constantFrom("publish" as const, "take" as const, "flush" as const) },
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 120, size: "max" }), (events) => {
        const { writer, seen, take, answer } = createWriter(512);
        const expected = new Map<number, string>();
        let next = 0;
        for (const each of events) {
          if (each === "publish") writer.publish();
          else if (each === "take") take();
          else if (each === "flush") writer.flush();
          else {
            const text = String.fromCharCode(33 + (next++ % 90)).repeat(each.size);
            expected.set(each.slot, (expected.get(each.slot) ?? "") + text);
            answer(text, each.slot);
          }
        }
        writer.publish();
        while (!writer.flush()) take();
        take();
        const got = new Map<number, string>();
        for (const { slot, text } of seen) got.set(slot, (got.get(slot) ?? "") + text);
        assert.deepEqual(got, new Map([...expected].sort(([a], [b]) => a - b).filter(([slot]) => expected.has(slot))));
        assert.equal(
          seen.reduce((sum, s) => sum + s.count, 0),
          next,
        );
      }),
      { numRuns: 1_000 },
    );
  });
});

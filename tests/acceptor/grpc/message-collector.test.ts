import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Collected, MessageCollector } from "../../../src/acceptor/grpc/message-collector.ts";

function framed(payload: Uint8Array, flag = 0): Buffer {
  const bytes = Buffer.alloc(5 + payload.length);
  bytes[0] = flag;
  bytes.writeUInt32BE(payload.length, 1);
  bytes.set(payload, 5);
  return bytes;
}

/** Pushes `bytes` cut at these places; returns what each chunk came to, and the collector. */
function collect(bytes: Buffer, cuts: readonly number[], maxBytes = 1000) {
  const collector = new MessageCollector(maxBytes);
  const results: Collected[] = [];
  let from = 0;
  for (const to of [...cuts, bytes.length]) {
    // As Node does: the memory of a chunk is used again.
    const chunk = Buffer.from(bytes.subarray(from, to));
    results.push(collector.push(chunk));
    if (results.at(-1) === Collected.PART) chunk.fill(0xee);
    from = to;
  }
  return { collector, results };
}

describe("message collector", () => {
  it("finds the message however its bytes are cut in two", () => {
    const bytes = framed(Buffer.from("some message"), 1);
    for (let cut = 1; cut < bytes.length; cut++) {
      const { collector, results } = collect(bytes, [cut]);
      assert.deepEqual(results, [Collected.PART, Collected.WHOLE], `cut at ${cut}`);
      assert.equal(collector.message.toString(), "some message");
      assert.equal(collector.isCompressed, true);
    }
  });

  it("finds any message in any cuts", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), fc.array(fc.nat(3004), { maxLength: 30 }), (payload, places) => {
        const bytes = framed(payload);
        const cuts = [...new Set(places)].filter((at) => at > 0 && at < bytes.length).sort((a, b) => a - b);
        const { collector, results } = collect(bytes, cuts, 3000);
        assert.deepEqual(results, [...cuts.map(() => Collected.PART), Collected.WHOLE]);
        assert.deepEqual(new Uint8Array(collector.message), payload);
      }),
    );
  });

  it("takes an empty message", () => {
    const { collector, results } = collect(framed(Buffer.of()), []);
    assert.deepEqual(results, [Collected.WHOLE]);
    assert.equal(collector.message.length, 0);
  });

  it("refuses a length over the limit as soon as it is known", () => {
    const bytes = Buffer.from([0, 0xff, 0xff, 0xff, 0xff]);
    assert.deepEqual(collect(bytes, []).results, [Collected.TOO_LARGE]);
    assert.deepEqual(collect(framed(Buffer.alloc(1001)), [5]).results[0], Collected.TOO_LARGE);
    assert.deepEqual(collect(framed(Buffer.alloc(1000)), [5]).results[1], Collected.WHOLE);
  });

  it("tells when more comes than one message", () => {
    const twice = Buffer.concat([framed(Buffer.from("one")), framed(Buffer.from("two"))]);
    assert.deepEqual(collect(twice, []).results, [Collected.TOO_MUCH]);
    assert.deepEqual(collect(twice, [8]).results, [Collected.WHOLE, Collected.TOO_MUCH]);
    assert.deepEqual(collect(twice, [7]).results, [Collected.PART, Collected.TOO_MUCH]);
  });

  it("refuses a flag that is neither 0 nor 1", () => {
    assert.deepEqual(collect(framed(Buffer.from("x"), 2), []).results, [Collected.MALFORMED]);
  });

  it("keeps no more of a message than has come", () => {
    const collector = new MessageCollector(2 ** 32);
    collector.push(Buffer.from([0, 0x7f, 0xff, 0xff, 0xff, 1, 2, 3]));
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 100; i++) collector.push(Buffer.alloc(10));
    assert.ok(process.memoryUsage().arrayBuffers - before < 1024 * 1024);
  });

  it("owns what it is told to, and then nothing of the chunk", () => {
    const chunk = framed(Buffer.from("mine"));
    const collector = new MessageCollector(100);
    collector.push(chunk);
    collector.own();
    chunk.fill(0);
    assert.equal(collector.message.toString(), "mine");
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type FrameHandler, FrameSplitter, Split } from "../../src/codec/frame-splitter.ts";
import { frameOf } from "./messages.ts";

const LIMIT = 1_000;

/** Collects payloads; stops at each frame whose number is in `stops`, once. */
class Collector {
  readonly payloads: string[] = [];
  readonly handler: FrameHandler;
  private readonly stops: Set<number>;

  constructor(stops: Iterable<number> = []) {
    this.stops = new Set(stops);
    this.handler = (bytes, start, end) => {
      if (this.stops.delete(this.payloads.length)) return false;
      this.payloads.push(Buffer.from(bytes.subarray(start, end)).toString("hex"));
      return true;
    };
  }
}

const payloadsOf = (sizes: readonly number[]): Buffer[] => sizes.map((size, i) => Buffer.alloc(size, i + 1));
const streamOf = (payloads: readonly Uint8Array[]): Buffer => Buffer.concat(payloads.map(frameOf));
const hex = (payloads: readonly Uint8Array[]): string[] => payloads.map((p) => Buffer.from(p).toString("hex"));

function cut(stream: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [0, ...cuts, stream.length];
  return places.slice(1).map((end, i) => stream.subarray(places[i], end));
}

function split(chunks: readonly Buffer[], stops: Iterable<number> = []): Collector {
  const splitter = new FrameSplitter(LIMIT);
  const collector = new Collector(stops);
  for (const chunk of chunks) {
    // The chunk is borrowed: what the splitter keeps must survive its end.
    const borrowed = Buffer.from(chunk);
    let ended = splitter.push(borrowed, collector.handler);
    borrowed.fill(0xee);
    while (ended === Split.STOPPED) ended = splitter.resume(collector.handler);
    assert.equal(ended, Split.MORE);
  }
  assert.equal(splitter.keptBytes, 0);
  return collector;
}

const short = payloadsOf([1, 2, 3, 5, 1, 8]);

describe("frame splitter", () => {
  it("finds every frame when the stream is cut at any byte", () => {
    const payloads = payloadsOf([1, 300, 2, 700, 1000, 4]);
    const stream = streamOf(payloads);
    for (let at = 0; at <= stream.length; at++) assert.deepEqual(split(cut(stream, [at])).payloads, hex(payloads));
  });

  it("finds every frame when the stream is cut at any two bytes", () => {
    const stream = streamOf(short);
    for (let a = 0; a <= stream.length; a++) {
      for (let b = a; b <= stream.length; b++) assert.deepEqual(split(cut(stream, [a, b])).payloads, hex(short));
    }
  });

  it("finds every frame byte by byte", () => {
    const stream = streamOf(short);
    assert.deepEqual(split([...stream].map((byte) => Buffer.of(byte))).payloads, hex(short));
  });

  it("goes on exactly where the handler stopped, at any frame and any cut", () => {
    const stream = streamOf(short);
    for (let at = 0; at <= stream.length; at++) {
      for (let stop = 0; stop < short.length; stop++) {
        assert.deepEqual(split(cut(stream, [at]), [stop]).payloads, hex(short));
      }
      assert.deepEqual(split(cut(stream, [at]), [0, 1, 2, 3, 4, 5]).payloads, hex(short));
    }
  });

  it("hands out what was put in, for any frames, cuts and stops", () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { maxLength: 20, size: "max" }),
        fc.array(fc.nat(), { maxLength: 12, size: "max" }),
        fc.array(fc.nat(20), { maxLength: 8 }),
        (payloads, cuts, stops) => {
          const stream = streamOf(payloads);
          const places = cuts.map((c) => c % (stream.length + 1)).sort((a, b) => a - b);
          assert.deepEqual(split(cut(stream, places), stops).payloads, hex(payloads));
        },
      ),
    );
  });

  it("keeps what comes while it is stopped, and hands it out in order", () => {
    const splitter = new FrameSplitter(LIMIT);
    const collector = new Collector([0]);
    const [first, second] = cut(streamOf(short), [7]) as [Buffer, Buffer];
    assert.equal(splitter.push(first, collector.handler), Split.STOPPED);
    assert.equal(splitter.keptBytes, 7);
    const refuses: FrameHandler = () => false;
    assert.equal(splitter.push(second, refuses), Split.STOPPED);
    assert.deepEqual(collector.payloads, []);
    assert.equal(splitter.resume(collector.handler), Split.MORE);
    assert.deepEqual(collector.payloads, hex(short));
  });

  it("takes a frame of the limit, whole or in parts", () => {
    const payload = Buffer.alloc(LIMIT, 9);
    const stream = frameOf(payload);
    for (const at of [0, 1, 3, 4, 5, LIMIT + 3]) assert.deepEqual(split(cut(stream, [at])).payloads, hex([payload]));
  });

  for (const length of [0, LIMIT + 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1]) {
    it(`loses the stream at a length of ${length}, after the frames before it and before any byte of it`, () => {
      const expected = length === 0 ? Split.EMPTY_FRAME : Split.FRAME_TOO_LARGE;
      const prefix = Buffer.alloc(4);
      prefix.writeUInt32BE(length);
      const stream = Buffer.concat([streamOf(short), prefix, Buffer.alloc(64, 0xaa)]);
      const lost = stream.length - 64;
      for (let at = 0; at <= stream.length; at++) {
        const splitter = new FrameSplitter(LIMIT);
        const collector = new Collector();
        for (const [i, chunk] of cut(stream, [at]).entries()) {
          const ended = splitter.push(chunk, collector.handler);
          assert.equal(ended, i === 1 || at >= lost ? expected : Split.MORE);
        }
        assert.equal(splitter.lostLength, length);
        assert.deepEqual(collector.payloads, hex(short));
        assert.equal(splitter.push(Buffer.alloc(4096, 1), collector.handler), expected, "a lost stream stays lost");
        assert.equal(splitter.resume(collector.handler), expected);
        assert.equal(splitter.keptBytes, 0, "nothing of a lost stream is buffered");
        assert.equal(memoryOf(splitter), 0);
        assert.deepEqual(collector.payloads, hex(short));
      }
    });
  }

  it("reports a lost stream only after the handler has taken the frames before it", () => {
    const splitter = new FrameSplitter(LIMIT);
    const collector = new Collector([2]);
    const stream = Buffer.concat([streamOf(short), Buffer.alloc(4)]);
    assert.equal(splitter.push(stream, collector.handler), Split.STOPPED);
    assert.equal(splitter.resume(collector.handler), Split.EMPTY_FRAME);
    assert.deepEqual(collector.payloads, hex(short));
  });

  it("keeps less than one frame and one chunk, and gives its memory back when drained", () => {
    const splitter = new FrameSplitter(LIMIT);
    const collector = new Collector();
    const stream = streamOf(payloadsOf([1000, 1000, 1000, 1000]));
    for (let at = 0; at < stream.length; at += 100) {
      splitter.push(stream.subarray(at, at + 100), collector.handler);
      assert.ok(splitter.keptBytes < 4 + LIMIT);
      assert.ok(memoryOf(splitter) <= 2 * (4 + LIMIT + 100));
    }
    assert.equal(collector.payloads.length, 4);
    assert.equal(memoryOf(splitter), 0);
  });

  it("copies a frame that comes a byte at a time a constant number of times", () => {
    const payload = Buffer.alloc(1024 * 1024, 3);
    const stream = frameOf(payload);
    const splitter = new FrameSplitter(payload.length);
    let length = 0;
    const copied = countCopies(() => {
      for (let i = 0; i < stream.length; i++) {
        splitter.push(stream.subarray(i, i + 1), (_bytes, start, end) => {
          length = end - start;
          return true;
        });
      }
    });
    assert.equal(length, payload.length);
    assert.ok(copied >= stream.length, "the count counts");
    assert.ok(copied <= 3 * stream.length, `${copied} bytes copied for ${stream.length}`);
  });
});

function memoryOf(splitter: FrameSplitter): number {
  return (splitter as unknown as { kept: Buffer }).kept.length;
}

/** Bytes that `set` copies while `work` runs. */
function countCopies(work: () => void): number {
  const prototype = Uint8Array.prototype as { set(source: ArrayLike<number>, offset?: number): void };
  const original = prototype.set;
  let copied = 0;
  prototype.set = function (this: Uint8Array, source, offset) {
    copied += source.length;
    original.call(this, source, offset);
  };
  try {
    work();
  } finally {
    prototype.set = original;
  }
  return copied;
}

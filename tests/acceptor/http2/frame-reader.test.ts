import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type FrameHandler, FrameReader } from "../../../src/acceptor/http2/frame-reader.ts";
import * as h2 from "../../support/http2/frames.ts";

/** Writes down what it is given; stops behind frames of a type that the test chooses. */
class Listener implements FrameHandler {
  readonly heard: string[] = [];
  private readonly lastType: number;

  constructor(lastType = -1) {
    this.lastType = lastType;
  }

  onFrame(type: number, flags: number, stream: number, bytes: Buffer, start: number, end: number): boolean {
    this.heard.push(`${type} ${flags} ${stream} ${bytes.toString("hex", start, end)}`);
    return type !== this.lastType;
  }

  onTooLarge(): void {
    this.heard.push("too large");
  }

  onBadPreface(): void {
    this.heard.push("bad preface");
  }
}

/** What a reader gives of these chunks. */
function heardOf(...chunks: readonly Uint8Array[]): string[] {
  const listener = new Listener();
  const reader = new FrameReader(listener);
  for (const chunk of chunks) {
    const borrowed = Buffer.from(chunk);
    reader.push(borrowed);
    // Whoever lends a chunk uses it again.
    borrowed.fill(0xee);
  }
  return listener.heard;
}

const mixed = [
  h2.frame(h2.Type.SETTINGS, 0, 0, h2.settings([3, 100])),
  h2.frame(h2.Type.SETTINGS, h2.ACK, 0),
  h2.frame(h2.Type.HEADERS, h2.END_HEADERS, 1, Buffer.from("fields")),
  h2.frame(h2.Type.DATA, 0, 1, Buffer.alloc(300, 0xab)),
  h2.frame(h2.Type.DATA, h2.END_STREAM, 0x7fff_ffff),
  h2.frame(0xff, 0xff, 0xffff_ffff, Buffer.of(1)),
  h2.frame(h2.Type.PING, 0, 0, Buffer.from("8 bytes.")),
];
const bytes = Buffer.concat([h2.preface, ...mixed]);
/** The first bit of a stream's number is reserved, and not looked at. */
const whole = mixed.map((frame) => {
  const stream = frame.readUInt32BE(5) & 0x7fff_ffff;
  return `${frame[3]} ${frame[4]} ${stream} ${frame.toString("hex", 9)}`;
});

describe("a frame reader", () => {
  it("gives the frames of one chunk", () => {
    assert.deepEqual(heardOf(bytes), whole);
  });

  it("gives the same frames wherever they are cut in two", () => {
    for (let at = 0; at <= bytes.length; at++)
      assert.deepEqual(heardOf(bytes.subarray(0, at), bytes.subarray(at)), whole, `cut at ${at}`);
  });

  it("gives the same frames when each byte comes by itself", () => {
    assert.deepEqual(heardOf(...[...bytes].map((byte) => Uint8Array.of(byte))), whole);
  });

  it("gives the same frames, whatever they are and however they are cut", () => {
    const frames = fc.array(
      fc.tuple(fc.nat(255), fc.nat(255), fc.nat(0x7fff_ffff), fc.uint8Array({ maxLength: 400 })),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(frames, fc.array(fc.integer({ min: 1, max: 700 })), (all, cuts) => {
        const stream = Buffer.concat([h2.preface, ...all.map((each) => h2.frame(...each))]);
        const chunks: Buffer[] = [];
        let pos = 0;
        for (const length of cuts) {
          chunks.push(stream.subarray(pos, pos + length));
          pos += length;
        }
        chunks.push(stream.subarray(pos));
        const expected = all.map(
          ([type, flags, id, payload]) => `${type} ${flags} ${id} ${Buffer.from(payload).toString("hex")}`,
        );
        assert.deepEqual(heardOf(...chunks), expected);
      }),
    );
  });

  it("takes a frame of 16384 bytes, in one chunk and cut anywhere in its head", () => {
    const largest = Buffer.concat([h2.preface, h2.frame(h2.Type.DATA, 0, 1, Buffer.alloc(16_384, 1))]);
    for (let at = 24; at <= 34; at++) {
      const heard = heardOf(largest.subarray(0, at), largest.subarray(at));
      assert.deepEqual(
        heard.map((each) => each.length),
        ["0 0 1 ".length + 2 * 16_384],
      );
    }
  });

  it("refuses a longer one by its head, before it has come, and reads nothing after it", () => {
    const head = h2.frame(h2.Type.DATA, 0, 1, Buffer.alloc(16_385)).subarray(0, 9);
    const next = h2.frame(h2.Type.PING, 0, 0, Buffer.alloc(8));
    const start = Buffer.concat([h2.preface, head]);
    assert.deepEqual(heardOf(start), ["too large"]);
    for (let at = 24; at <= start.length; at++)
      assert.deepEqual(heardOf(start.subarray(0, at), start.subarray(at), next), ["too large"], `cut at ${at}`);
  });

  it("refuses a preface that is wrong at any byte, as soon as that byte has come", () => {
    for (let at = 0; at < h2.preface.length; at++) {
      const wrong = Buffer.from(bytes);
      wrong[at] = (wrong[at] as number) ^ 0x20;
      assert.deepEqual(heardOf(wrong), ["bad preface"], `byte ${at}`);
      assert.deepEqual(heardOf(wrong.subarray(0, at + 1)), ["bad preface"], `byte ${at}, the last that came`);
      assert.deepEqual(heardOf(wrong.subarray(0, at), wrong.subarray(at)), ["bad preface"], `byte ${at}, cut there`);
    }
  });

  it("refuses a client of HTTP/1.1, and says so once", () => {
    const hello = Buffer.from("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n");
    assert.deepEqual(heardOf(hello, hello), ["bad preface"]);
  });

  it("gives nothing behind a frame after which no more is wanted, be it in the same chunk or the next", () => {
    const listener = new Listener(h2.Type.HEADERS);
    const reader = new FrameReader(listener);
    reader.push(bytes);
    reader.push(Buffer.concat(mixed));
    assert.deepEqual(listener.heard, whole.slice(0, 3));
  });

  it("says whether a frame or the preface is not whole, and counts those that are", () => {
    const reader = new FrameReader(new Listener());
    const seen: string[] = [];
    let from = 0;
    for (const at of [0, 10, 24, 26, 33, 38, 39, 40]) {
      reader.push(bytes.subarray(from, at));
      from = at;
      seen.push(`${reader.isWithin} ${reader.frameCount}`);
    }
    // The first frame lies in [24, 39).
    assert.deepEqual(seen, ["true 0", "true 0", "false 0", "true 0", "true 0", "true 0", "false 1", "true 1"]);
  });
});

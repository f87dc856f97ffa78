import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { MessageSplitter } from "../../../src/backends/postgres/wire/message-splitter.ts";

function messageOf(type: number, body: Uint8Array): Buffer {
  const message = Buffer.alloc(5 + body.length);
  message[0] = type;
  message.writeUInt32BE(4 + body.length, 1);
  message.set(body, 5);
  return message;
}

/** What a splitter finds in these chunks, as texts; the views are looked at when all have come. */
function split(chunks: readonly Buffer[]): string[] {
  const found: { type: number; body: Buffer }[] = [];
  const splitter = new MessageSplitter((type, bytes, start, end) =>
    found.push({ type, body: bytes.subarray(start, end) }),
  );
  for (const chunk of chunks) splitter.push(chunk);
  return found.map(({ type, body }) => `${type}:${body.toString("hex")}`);
}

describe("the messages of a PostgreSQL connection", () => {
  const bodies = ["", "a", "\0\0\0\0", "a longer body, of more bytes than a header"].map((text) => Buffer.from(text));
  const stream = Buffer.concat(bodies.map((body, i) => messageOf(65 + i, body)));
  const wanted = bodies.map((body, i) => `${65 + i}:${body.toString("hex")}`);

  it("are found wherever the stream is split, once and twice", () => {
    for (let first = 0; first <= stream.length; first++) {
      for (let second = first; second <= stream.length; second++) {
        const chunks = [stream.subarray(0, first), stream.subarray(first, second), stream.subarray(second)];
        assert.deepEqual(split(chunks), wanted, `split at ${first} and ${second}`);
      }
    }
  });

  it("are found in any stream, in any chunks", () => {
    const messages = fc.array(fc.tuple(fc.integer({ min: 1, max: 255 }), fc.uint8Array({ maxLength: 300 })));
    fc.assert(
      fc.property(messages, fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1 }), (sent, sizes) => {
        const bytes = Buffer.concat(sent.map(([type, body]) => messageOf(type, body)));
        const chunks: Buffer[] = [];
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = sizes[i % sizes.length] as number;
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        assert.deepEqual(
          split(chunks),
          sent.map(([type, body]) => `${type}:${Buffer.from(body).toString("hex")}`),
        );
      }),
    );
  });
});

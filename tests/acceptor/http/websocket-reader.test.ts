import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { WebSocketReader } from "../../../src/acceptor/http/websocket-reader.ts";

interface Frame {
  readonly opcode: number;
  readonly payload: Uint8Array;
  readonly isFinal?: boolean;
  readonly head?: (bytes: Buffer) => void;
}

function encode({ opcode, payload, isFinal = true, head }: Frame): Buffer {
  const { length } = payload;
  const at = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const bytes = Buffer.alloc(at + 4 + length);
  bytes[0] = (isFinal ? 0x80 : 0) | opcode;
  bytes[1] = 0x80 | (length < 126 ? length : length < 65_536 ? 126 : 127);
  if (at === 4) bytes.writeUInt16BE(length, 2);
  if (at === 10) bytes.writeBigUInt64BE(BigInt(length), 2);
  bytes.set([1, 2, 3, 255], at);
  for (let i = 0; i < length; i++) bytes[at + 4 + i] = (payload[i] as number) ^ (bytes[at + (i & 3)] as number);
  head?.(bytes);
  return bytes;
}

function read(chunks: readonly Buffer[], maxMessageBytes = 1_000_000) {
  const seen: [string, string][] = [];
  const reader = new WebSocketReader(maxMessageBytes, {
    onMessage: (bytes, isBinary) => seen.push([isBinary ? "binary" : "text", bytes.toString("hex")]),
    onControl: (opcode, payload) => seen.push([`control ${opcode}`, payload.toString("hex")]),
  });
  for (const chunk of chunks) {
    const fault = reader.push(chunk);
    if (fault !== 0) return { seen, fault };
  }
  return { seen, fault: 0 };
}

const hex = (text: string): string => Buffer.from(text).toString("hex");
const text = (content: string): Uint8Array => Buffer.from(content);

describe("the reader of WebSocket", () => {
  it("reads messages of every length, cut at every byte", () => {
    const frames = [
      { opcode: 2, payload: text("first") },
      { opcode: 1, payload: text("") },
      { opcode: 2, payload: Buffer.alloc(126, 7) },
      { opcode: 9, payload: text("ping") },
    ];
    const stream = Buffer.concat(frames.map(encode));
    const expected = [
      ["binary", hex("first")],
      ["text", ""],
      ["binary", "07".repeat(126)],
      ["control 9", hex("ping")],
    ];
    for (let cut = 0; cut <= stream.length; cut++) {
      assert.deepEqual(read([stream.subarray(0, cut), stream.subarray(cut)]), { seen: expected, fault: 0 });
    }
    assert.deepEqual(read([...stream].map((byte) => Buffer.from([byte]))).seen, expected);
    const large = Buffer.alloc(70_000, "x");
    assert.deepEqual(read([encode({ opcode: 2, payload: large })]).seen, [["binary", large.toString("hex")]]);
  });

  it("puts fragments together, with control frames between them", () => {
    const frames = [
      { opcode: 1, payload: text("ab"), isFinal: false },
      { opcode: 10, payload: text("p") },
      { opcode: 0, payload: text(""), isFinal: false },
      { opcode: 0, payload: text("c") },
    ];
    assert.deepEqual(read(frames.map(encode)).seen, [
      ["control 10", hex("p")],
      ["text", hex("abc")],
    ]);
  });

  it("ends with what no client may send", () => {
    const cases: [string, Frame[], number][] = [
      ["no mask", [{ opcode: 2, payload: text("a"), head: (bytes) => (bytes[1] = 1) }], 1002],
      ["a reserved bit", [{ opcode: 2, payload: text("a"), head: (bytes) => (bytes[0] = 0xc2) }], 1002],
      ["an unknown opcode", [{ opcode: 3, payload: text("a") }], 1002],
      ["a long ping", [{ opcode: 9, payload: Buffer.alloc(126) }], 1002],
      ["a ping in parts", [{ opcode: 9, payload: text("a"), isFinal: false }], 1002],
      ["a continuation of nothing", [{ opcode: 0, payload: text("a") }], 1002],
      [
        "a message within another",
        [
          { opcode: 2, payload: text("a"), isFinal: false },
          { opcode: 2, payload: text("b") },
        ],
        1002,
      ],
      ["a message over the limit", [{ opcode: 2, payload: Buffer.alloc(101) }], 1009],
      [
        "fragments over the limit",
        [
          { opcode: 2, payload: Buffer.alloc(60), isFinal: false },
          { opcode: 0, payload: Buffer.alloc(60) },
        ],
        1009,
      ],
      [
        "a length past all numbers",
        [{ opcode: 2, payload: Buffer.alloc(70_000), head: (b) => b.fill(255, 2, 10) }],
        1009,
      ],
    ];
    for (const [name, frames, fault] of cases) assert.equal(read(frames.map(encode), 100).fault, fault, name);
  });

  it("takes any bytes without failing", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 6 }), (chunks) => {
        const { fault } = read(
          chunks.map((chunk) => Buffer.from(chunk)),
          1_000,
        );
        assert.ok([0, 1002, 1009].includes(fault));
      }),
    );
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { framedMessages } from "../../../../src/acceptor/grpc/compression/framed-messages.ts";
import { framed } from "../../../support/raw-grpc.ts";

const cut = (texts: readonly string[], isPicked: (bytes: number) => boolean) => [
  ...framedMessages(Buffer.concat(texts.map((text) => framed(Buffer.from(text)))), isPicked),
];

describe("messages one behind the other", () => {
  it("are cut around those that are picked by their length", () => {
    const runs = cut(["a", "", "large", "b", "larger", "largest"], (bytes) => bytes >= 5);
    assert.deepEqual(
      runs.map(({ framed: bytes, isPicked, isLast }) => [bytes.toString("latin1"), isPicked, isLast]),
      [
        ["\0\0\0\0\x01a\0\0\0\0\0", false, false],
        ["\0\0\0\0\x05large", true, false],
        ["\0\0\0\0\x01b", false, false],
        ["\0\0\0\0\x06larger", true, false],
        ["\0\0\0\0\x07largest", true, true],
      ],
    );
  });

  it("lose nothing, and have one end", () => {
    const texts = fc.array(fc.string({ maxLength: 12 }), { minLength: 1 });
    fc.assert(
      fc.property(texts, fc.nat(12), (all, from) => {
        const whole = Buffer.concat(all.map((text) => framed(Buffer.from(text))));
        const runs = [...framedMessages(whole, (bytes) => bytes >= from)];
        assert.deepEqual(Buffer.concat(runs.map((run) => run.framed)), whole);
        assert.deepEqual(
          runs.map(({ isLast }) => isLast),
          runs.map((_, i) => i === runs.length - 1),
        );
        for (const { framed: bytes, isPicked } of runs)
          if (isPicked) assert.equal(bytes.length, 5 + bytes.readUInt32BE(1));
      }),
    );
  });
});

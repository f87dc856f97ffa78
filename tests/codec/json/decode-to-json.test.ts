import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decodeToJson } from "../../../src/codec/json/decode-to-json.ts";
import { MAX_JSON_DEPTH } from "../../../src/common/limits.ts";
import { everyKind, prismMessage } from "./oracle.ts";

const { everything } = await everyKind();

/** A record of a field: `wire` is its wire type, then come the bytes of its value. */
function record(field: number, wire: number, ...value: readonly number[]): number[] {
  const tag = field * 8 + wire;
  return [...(tag < 128 ? [tag] : [(tag & 127) | 128, tag >> 7]), ...value];
}

function json(...bytes: readonly number[]): string | null {
  return decodeToJson(everything, Buffer.from(bytes), 0, bytes.length);
}

describe("a message as JSON", () => {
  it("has the last of a field that comes twice, but for messages, which are put together", () => {
    assert.equal(json(...record(3, 0, 1), ...record(3, 0, 2)), '{"anInt32":2}');
    assert.equal(json(...record(3, 0, 1), ...record(3, 0, 0)), "{}");
    const red = record(16, 0, 1);
    const two = record(3, 0, 2);
    const pieces = [...record(17, 2, red.length, ...red), ...record(4, 0, 9), ...record(17, 2, two.length, ...two)];
    assert.equal(json(...pieces), '{"anInt64":"9","aMessage":{"anInt32":2,"aColor":"COLOR_RED"}}');
  });

  it("has lists in one piece or in several, packed or not", () => {
    const expected = '{"unpacked":[1,-1,300]}';
    const minus = [255, 255, 255, 255, 255, 255, 255, 255, 255, 1];
    assert.equal(json(...record(41, 2, 13, 1, ...minus, 0xac, 2)), expected);
    assert.equal(json(...record(41, 0, 1), ...record(41, 0, ...minus), ...record(41, 0, 0xac, 2)), expected);
    assert.equal(json(...record(41, 2, 1, 1), ...record(41, 0, ...minus), ...record(41, 2, 2, 0xac, 2)), expected);
  });

  it("has the last entry of a map's key, and defaults for what an entry lacks", () => {
    const entry = (...value: readonly number[]) => record(50, 2, value.length, ...value);
    assert.equal(json(...entry(10, 1, 97, 16, 1), ...entry(10, 1, 97, 16, 2)), '{"byString":{"a":"2"}}');
    assert.equal(json(...entry()), '{"byString":{"":"0"}}');
    assert.equal(json(...record(51, 2, 0)), '{"byInt32":{"0":{}}}');
  });

  it("has the one field of a group that came last", () => {
    assert.equal(json(...record(60, 2, 1, 97), ...record(61, 0, 0)), '{"right":0}');
  });

  it("passes over fields that the type does not have, and records of another wire type", () => {
    assert.equal(
      json(...record(100, 0, 1), ...record(14, 0, 1), ...record(3, 2, 1, 1), ...record(13, 0, 1)),
      '{"aBool":true}',
    );
  });

  it("keeps 64 bits exactly, of whatever sign", () => {
    const most = [255, 255, 255, 255, 255, 255, 255, 255, 255, 1];
    assert.equal(json(...record(6, 0, ...most)), '{"aUint64":"18446744073709551615"}');
    assert.equal(json(...record(4, 0, ...most)), '{"anInt64":"-1"}');
    assert.equal(json(...record(8, 0, ...most)), '{"aSint64":"-9223372036854775808"}');
    assert.equal(json(...record(3, 0, ...most)), '{"anInt32":-1}');
    // A 32-bit field takes the low bits of what is longer.
    assert.equal(json(...record(5, 0, 129, 128, 128, 128, 16)), '{"aUint32":1}');
  });

  it("is nothing when the bytes are no message, on whatever level", () => {
    assert.equal(json(8), null);
    assert.equal(json(...record(17, 2, 1, 8)), null);
    assert.equal(json(...record(40, 2, 1, 8)), null);
    assert.equal(json(...record(51, 2, 1, 8)), null);
    assert.equal(json(...record(51, 2, 3, 18, 1, 8)), null);
    assert.equal(json(...record(41, 2, 1, 128)), null);
    assert.equal(json(...record(34, 2, 3, 0, 0, 0)), null);
    assert.equal(json(...record(41, 2, 11, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1)), null);
  });

  it("is nothing when messages nest deeper than JSON may", () => {
    const nested = (depth: number): number[] => {
      let bytes: number[] = [];
      for (let i = 1; i < depth; i++) bytes = record(17, 2, bytes.length, ...bytes);
      return bytes;
    };
    assert.equal(
      json(...nested(MAX_JSON_DEPTH))?.length,
      '{"aMessage":'.length * (MAX_JSON_DEPTH - 1) + 2 + MAX_JSON_DEPTH - 1,
    );
    assert.equal(json(...nested(MAX_JSON_DEPTH + 1)), null);
  });

  it("stands on one line, whatever texts are in it", () => {
    const { ours, oracle } = prismMessage("Error");
    const bytes = oracle.encode({ reason: 'A\n"\u2028', metadata: { "\r\0": "</script>" } });
    const text = decodeToJson(ours, bytes, 0, bytes.length);
    assert.equal(text, '{"reason":"A\\n\\"\u2028","metadata":{"\\r\\u0000":"</script>"}}');
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { formatTraceparent, isTraceparent, Traceparent } from "../../src/tracing/traceparent.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

/** As it stands in a frame: with something before it and behind it. */
function isOne(text: string): boolean {
  const bytes = Buffer.from(`ab${text}cd`, "latin1");
  return isTraceparent(bytes, 2, bytes.length - 2);
}

describe("a traceparent", () => {
  for (const text of [
    `00-${TRACE}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-00`,
    // Flags that have no meaning yet are no fault.
    `00-${TRACE}-${SPAN}-ff`,
    // A version to come is read by what is known of it.
    `01-${TRACE}-${SPAN}-01`,
    `cc-${TRACE}-${SPAN}-01-what-comes`,
    `00-${"0".repeat(31)}1-${SPAN}-01`,
  ]) {
    it(`is ${text}`, () => assert.ok(isOne(text)));
  }

  for (const text of [
    "",
    "00",
    `ff-${TRACE}-${SPAN}-01`,
    `0-${TRACE}-${SPAN}-01`,
    `00-${"0".repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${"0".repeat(16)}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${TRACE.slice(1)}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-0`,
    `00-${TRACE}-${SPAN}-0g`,
    `00_${TRACE}-${SPAN}-01`,
    `00-${TRACE}_${SPAN}-01`,
    `00-${TRACE}-${SPAN}_01`,
    `00-${TRACE}-${SPAN}-01-more`,
    `cc-${TRACE}-${SPAN}-01.more`,
    `00-${TRACE}-${SPAN}-01 `,
  ]) {
    it(`is not ${JSON.stringify(text)}`, () => assert.ok(!isOne(text)));
  }

  it("comes back as it was told, with its flag", () => {
    const hex = (length: number) =>
      fc
        .uint8Array({ minLength: length, maxLength: length })
        .filter((bytes) => bytes.some((byte) => byte !== 0))
        .map((bytes) => Buffer.from(bytes).toString("hex"));
    fc.assert(
      fc.property(hex(16), hex(8), fc.boolean(), (traceId, spanId, isSampled) => {
        const bytes = Buffer.from(`  ${formatTraceparent(traceId, spanId, isSampled)}`);
        const read = new Traceparent();
        assert.ok(read.read(bytes, 2, bytes.length));
        read.takeIds(bytes, 2);
        assert.deepEqual({ ...read }, { traceId, parentId: spanId, isSampled });
        assert.equal(Traceparent.randomBits(bytes, 2), Number(BigInt(`0x${traceId.slice(18, 31)}`)));
      }),
    );
  });

  it("is none where any one character is another", () => {
    const text = `00-${TRACE}-${SPAN}-01`;
    for (let i = 0; i < text.length; i++) assert.ok(!isOne(`${text.slice(0, i)}x${text.slice(i + 1)}`), String(i));
    for (let i = 0; i < text.length; i++) assert.ok(!isOne(text.slice(0, i)), String(i));
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ScanCutter } from "../../../src/acceptor/grpc/scan-cutter.ts";
import { createPageToken } from "../../../src/patterns/keyvalue/page-token.ts";
import { prism } from "../../generated/prism.js";

const { ScanResponse } = prism.v1;
const HASH = "\x00\xff\xfe89abc";
const seenToken = Buffer.from(createPageToken(HASH, "any"));

interface Item {
  readonly key: string;
  readonly value?: Buffer;
  readonly version?: number;
}

/** A page as a worker writes it, between bytes of others. */
function pageOf(items: readonly Item[], isLast: boolean): { bytes: Buffer; start: number; end: number } {
  const nextPageToken = isLast ? "" : tokenBehind(items);
  const page = ScanResponse.encode({ items: [...items], nextPageToken }).finish();
  const bytes = Buffer.concat([Buffer.from([0xff, 0x0a]), page, Buffer.from([0x0a, 0xff])]);
  return { bytes, start: 2, end: 2 + page.length };
}

function tokenBehind(items: readonly Item[]): string {
  return createPageToken(HASH, Buffer.from(items.at(-1)?.key ?? "").toString("latin1"));
}

function messagesOf(framed: Buffer) {
  const messages: ReturnType<typeof ScanResponse.decode>[] = [];
  let at = 0;
  while (at < framed.length) {
    const end = at + 5 + framed.readUInt32BE(at + 1);
    assert.equal(framed[at], 0, "not compressed");
    messages.push(ScanResponse.decode(framed.subarray(at + 5, end)));
    at = end;
  }
  assert.equal(at, framed.length, "the last message ends with the bytes");
  return messages;
}

const itemsOf = (count: number): Item[] =>
  Array.from({ length: count }, (_, i) => ({ key: `key-${i}`, value: Buffer.alloc(i, "v"), version: i + 1 }));

describe("scan cutter", () => {
  it("cuts any page into messages that go on one behind the other", () => {
    const item = fc.record({
      key: fc.string({ minLength: 1, maxLength: 300, unit: "grapheme" }),
      value: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      version: fc.nat(),
    });
    const cutter = new ScanCutter();
    const property = fc.property(
      fc.array(item, { minLength: 1, maxLength: 30 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom("", "levels"),
      (items, isLast, perMessage, missed) => {
        const { bytes, start, end } = pageOf(items, isLast);
        const framed = cutter.cut(bytes, start, end, { items: perMessage, seenToken, missed });
        bytes.fill(0xee);
        const messages = messagesOf(framed);
        assert.equal(cutter.items, items.length);
        assert.equal(messages.length, Math.ceil(items.length / perMessage));
        messages.forEach((message, i) => {
          const own = items.slice(i * perMessage, (i + 1) * perMessage);
          const isEnd = isLast && i === messages.length - 1;
          const expected = { items: own, nextPageToken: isEnd ? "" : tokenBehind(own), missedLevels: missed };
          assert.deepEqual(
            Buffer.from(ScanResponse.encode(message).finish()),
            Buffer.from(ScanResponse.encode(expected).finish()),
          );
        });
        assert.equal(Buffer.from(cutter.token).toString(), isLast ? "" : tokenBehind(items));
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  it("makes one message of a page without items", () => {
    const cutter = new ScanCutter();
    const { bytes, start, end } = pageOf([], true);
    const messages = messagesOf(cutter.cut(bytes, start, end, { items: 3, seenToken, missed: "" }));
    assert.deepEqual(
      messages.map(({ items, nextPageToken }) => [items?.length, nextPageToken]),
      [[0, ""]],
    );
    assert.equal(cutter.items, 0);
  });

  it("needs no token of the scan for a page that is one message", () => {
    const { bytes, start, end } = pageOf(itemsOf(3), false);
    const [message, ...more] = messagesOf(
      new ScanCutter().cut(bytes, start, end, { items: 3, seenToken: Buffer.alloc(0), missed: "" }),
    );
    assert.equal(more.length, 0);
    assert.equal(message?.nextPageToken, tokenBehind(itemsOf(3)));
  });

  it("forgets the page before", () => {
    const cutter = new ScanCutter();
    for (const [count, messages] of [
      [9, 9],
      [2, 2],
      [5, 5],
    ] as const) {
      const { bytes, start, end } = pageOf(itemsOf(count), count === 5);
      assert.equal(messagesOf(cutter.cut(bytes, start, end, { items: 1, seenToken, missed: "" })).length, messages);
    }
    assert.equal(cutter.token.length, 0);
  });
});

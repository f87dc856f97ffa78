import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { RequestView } from "../../src/codec/request-view.ts";
import { message } from "./messages.ts";
import { fixedRecord, join, lenRecord, uint64, varint, varintRecord, type WireRecord } from "./wire-records.ts";

const calls = [
  [16, "kv_get"],
  [17, "kv_put"],
  [18, "kv_delete"],
  [19, "kv_scan"],
  [20, "kv_batch_get"],
  [21, "kv_batch_put"],
  [22, "kv_batch_delete"],
  [23, "kv_exists"],
] as const;

interface Envelope {
  id: number;
  timeoutMs: number;
  idempotencyKey: string;
  traceparent: string;
  authorization: string;
  call: number;
}

/** One for all tests, as a thread has one for all requests: nothing of the request before may stay. */
const view = new RequestView();

/** Reads an envelope between guards, from memory that refuses an index outside of the message. */
function read(bytes: Buffer): Envelope | null {
  const memory = Buffer.from(new SharedArrayBuffer(bytes.length + 32)).fill(0x80);
  memory.set(bytes, 16);
  const end = 16 + bytes.length;
  const fenced = new Proxy(memory, {
    get(target, name) {
      const index = Number(name);
      assert.ok(index >= 16 && index < end, `index ${String(name)} is outside of the message`);
      return target[index];
    },
  });
  if (!view.read(fenced, 16, end)) return null;
  return {
    id: view.id,
    timeoutMs: view.timeoutMs,
    idempotencyKey: memory.toString("utf8", view.idempotencyFrom, view.idempotencyTo),
    traceparent: memory.toString("utf8", view.traceparentFrom, view.traceparentTo),
    authorization: memory.toString("utf8", view.authorizationFrom, view.authorizationTo),
    call: view.call,
  };
}

function readIndependently(bytes: Buffer): Envelope | null {
  try {
    const decoded = message("Request").decode(bytes);
    return {
      id: (decoded.id ?? 0) as number,
      timeoutMs: (decoded.timeout_ms ?? 0) as number,
      idempotencyKey: (decoded.idempotency_key ?? "") as string,
      traceparent: (decoded.traceparent ?? "") as string,
      authorization: (decoded.authorization ?? "") as string,
      call: calls.find(([, name]) => decoded[name] !== undefined)?.[0] ?? 0,
    };
  } catch {
    return null;
  }
}

const uint32 = fc.oneof(fc.nat(300), fc.integer({ min: 0, max: 0xffff_ffff }), fc.constant(0xffff_ffff));
const text = fc.oneof(fc.string({ maxLength: 10 }), fc.constant("schlüssel")).map((s) => Buffer.from(s, "utf8"));
const envelopeRecord: fc.Arbitrary<WireRecord> = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 2 }), uint32).map(([field, value]) => varintRecord(field, BigInt(value))),
  fc.tuple(fc.integer({ min: 3, max: 5 }), text).map(([field, value]) => lenRecord(field, value)),
  // Known fields of a wrong wire type, and unknown ones; a LEN record from 16 on is a call, whichever version it is of.
  fc.tuple(fc.integer({ min: 3, max: 40 }), uint64).map(([field, value]) => varintRecord(field, value)),
  fc.tuple(fc.integer({ min: 6, max: 15 }), text).map(([field, value]) => lenRecord(field, value)),
  fc.tuple(fc.integer({ min: 1, max: 40 })).map(([field]) => fixedRecord(field, 5, Buffer.from("abcd"))),
  fc.tuple(fc.integer({ min: 1, max: 40 })).map(([field]) => fixedRecord(field, 1, Buffer.from("abcdefgh"))),
);
const envelope = fc
  .tuple(
    fc.array(envelopeRecord, { maxLength: 8 }),
    fc.option(fc.tuple(fc.constantFrom(...calls), fc.nat(8))),
    text.map((key) => join([lenRecord(1, Buffer.from("orders")), lenRecord(2, key)])),
  )
  .map(([records, call, body]) => {
    if (call === null) return records;
    const at = call[1] % (records.length + 1);
    return [...records.slice(0, at), lenRecord(call[0][0], body), ...records.slice(at)];
  });

describe("reading the envelope of a request", () => {
  it("agrees with protobufjs on any fields in any order, repeated or unknown, and finds the call", () => {
    const seen = new Set<number>();
    fc.assert(
      fc.property(envelope, (records) => {
        const bytes = join(records);
        // protobufjs refuses a batch whose elements it cannot read; we look no deeper than the call.
        const expected = readIndependently(bytes);
        if (expected === null) return;
        const ours = read(bytes);
        assert.deepEqual(ours, expected);
        seen.add(expected.call);
      }),
      { numRuns: 400 },
    );
    assert.ok(seen.size >= 7, `only the calls ${[...seen]} were seen`);
  });

  it("refuses a request cut off inside a field, and otherwise reads what there is", () => {
    fc.assert(
      fc.property(fc.array(envelopeRecord, { maxLength: 6 }), (records) => {
        const bytes = join(records);
        for (let end = 0; end < bytes.length; end++) {
          assert.deepEqual(read(bytes.subarray(0, end)), readIndependently(bytes.subarray(0, end)));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("keeps the id it has read when what follows is broken, so that the error can carry it", () => {
    const view = new RequestView();
    const bytes = Buffer.concat([join([varintRecord(1, 77n)]), Buffer.from([0x1a, 0x50])]);
    assert.equal(view.read(bytes, 0, bytes.length), false);
    assert.equal(view.id, 77);
  });

  it("takes the last of two calls, and a field of a later version from 16 on as a call it does not know", () => {
    const two = join([lenRecord(16, Buffer.of()), lenRecord(17, Buffer.of()), lenRecord(99, Buffer.of())]);
    assert.equal(read(two.subarray(0, 6))?.call, 17);
    assert.equal(read(two)?.call, 99);
  });

  it("cuts an id to 32 bits and takes a longer timeout for the longest", () => {
    assert.equal(read(join([varintRecord(1, 2n ** 40n + 5n)]))?.id, 5);
    assert.equal(read(join([varintRecord(1, 2n ** 32n - 1n)]))?.id, 2 ** 32 - 1);
    assert.equal(read(join([varintRecord(2, 2n ** 64n - 1n)]))?.timeoutMs, 2 ** 32 - 1);
  });

  it("peeks at the namespace of a call: the last field 1 of it, wherever it stands", () => {
    const view = new RequestView();
    const range = { from: 0, to: 0 };
    const peek = (call: Buffer): string | null => {
      const bytes = join([varintRecord(1, 9n), lenRecord(17, call), varintRecord(2, 5n)]);
      assert.ok(view.read(bytes, 0, bytes.length));
      return view.peekNamespace(bytes, range) ? bytes.toString("utf8", range.from, range.to) : null;
    };
    assert.equal(peek(join([lenRecord(1, Buffer.from("orders"))])), "orders");
    assert.equal(peek(join([lenRecord(2, Buffer.from("k")), lenRecord(1, Buffer.from("b"))])), "b");
    assert.equal(peek(join([lenRecord(1, Buffer.from("a")), lenRecord(1, Buffer.from("b"))])), "b");
    assert.equal(peek(join([varintRecord(1, 3n)])), "");
    assert.equal(peek(Buffer.of()), "");
    assert.equal(peek(Buffer.from([0x0a, 0x09, 0x61])), null, "a namespace must not reach beyond its call");
    assert.equal(peek(Buffer.concat([varint(8n), Buffer.from([0x80])])), null);
  });

  it("reads garbage without throwing and without looking outside", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.nat(255), fc.constantFrom(0x08, 0x82, 0x01, 0xff)), { maxLength: 30 }),
        (garbage) => {
          read(Buffer.from(garbage));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

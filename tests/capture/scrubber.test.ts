import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { rewriteMessage } from "../../src/capture/rewrite-message.ts";
import { answerTreatments, isCaptured, requestTreatments } from "../../src/capture/treatments.ts";
import { compressedShare, decodeValueStub, encodeValueStub, fillerOf } from "../../src/capture/value-stub.ts";
import { CallNumber, isLargeValueCall } from "../../src/codec/calls.ts";
import { join, lenRecord, varintRecord, type WireRecord } from "../codec/wire-records.ts";

const none = Buffer.alloc(0);
const len = (field: number, content: string | Buffer): WireRecord => lenRecord(field, Buffer.from(content));
const varint = (field: number, value: number): WireRecord => varintRecord(field, BigInt(value));
const message = join;

describe("what takes the place of a value", () => {
  it("has its size, and compresses about as it does", () => {
    const noise = Buffer.from(Array.from({ length: 4_096 }, (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> 24));
    const values = {
      zeros: Buffer.alloc(4_096),
      text: Buffer.from('{"order":8812,"state":"paid","amount":"17.20 EUR"},'.repeat(80)),
      words: Buffer.from(Array.from({ length: 700 }, (_, i) => ["pay", "ship", "cancel"][(i * i) % 3]).join(" ")),
      noise,
    };
    for (const [name, value] of Object.entries(values)) {
      const stub = decodeValueStub(encodeValueStub(value, none));
      assert.ok(stub !== null);
      const filler = fillerOf(stub);
      assert.equal(filler.length, value.length);
      const share = deflateRawSync(filler, { level: 1 }).length / filler.length;
      assert.ok(Math.abs(share - compressedShare(value) / 255) < 0.1, `${name}: ${share}`);
      assert.notDeepEqual(filler, value.length > 0 && name !== "zeros" ? value : noise);
    }
  });

  it("begins with the hash of the value, where there is one and it has room", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.uint8Array({ minLength: 8, maxLength: 8 }), (value, hash) => {
        const stub = decodeValueStub(encodeValueStub(value, hash));
        assert.deepEqual([stub?.size, stub?.hash], [value.length, Buffer.from(hash)]);
        const filler = fillerOf(stub as NonNullable<typeof stub>);
        assert.equal(filler.length, value.length);
        if (value.length >= 8) assert.deepEqual(filler.subarray(0, 8), Buffer.from(hash));
        assert.deepEqual(fillerOf(stub as NonNullable<typeof stub>), filler);
      }),
    );
    assert.equal(decodeValueStub(Buffer.alloc(6)), null);
  });
});

describe("a message that is scrubbed", () => {
  const mark = (bytes: Buffer, how: string): Buffer => Buffer.from(`${how}${bytes.length}`);

  it("has its keys, values and tokens replaced, within its items too, and its numbers kept", () => {
    const put = [len(1, "key"), len(2, "secret"), varint(3, 9), varint(4, 300)];
    const operations: WireRecord[] = [
      len(2, message([len(2, message(put))])),
      len(2, message([len(4, message([len(1, "key"), varint(2, 85)]))])),
    ];
    const transact = message([len(1, "orders"), ...operations, len(99, "unknown")]);
    const scrubbed = rewriteMessage(transact, requestTreatments[CallNumber.KV_TRANSACT] ?? {}, mark);
    const expected = message([
      len(2, message([len(2, message([len(1, "key3"), len(2, "value6"), varint(3, 9), varint(4, 300)]))])),
      // 85 is −43: of what was added only the sign is left.
      len(2, message([len(4, message([len(1, "key3"), varint(2, 1)]))])),
    ]);
    assert.deepEqual(scrubbed, expected);
  });

  it("has nothing of what stands where another kind of field belongs", () => {
    const odd = message([varint(2, 7), len(4, "secret"), len(5, "secret"), len(3, "value")]);
    const scrubbed = rewriteMessage(odd, requestTreatments[CallNumber.KV_PUT] ?? {}, mark);
    assert.deepEqual(scrubbed, message([len(3, "value5")]));
    const failed = message([
      len(1, message([len(5, message([varint(1, 3), len(2, "of ada@example.org"), len(3, "more")]))])),
    ]);
    const answer = rewriteMessage(failed, answerTreatments[CallNumber.KV_BATCH_GET] ?? {}, mark);
    assert.deepEqual(answer, message([len(1, message([len(5, message([varint(1, 3), len(2, "OTHER")]))]))]));
  });

  it("is none when it is no message, and never throws", () => {
    assert.equal(rewriteMessage(Buffer.of(0x12, 0x7f), requestTreatments[CallNumber.KV_GET] ?? {}, mark), null);
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 80 }),
        fc.constantFrom(...Object.values(requestTreatments)),
        (bytes, table) => {
          rewriteMessage(Buffer.from(bytes), table, mark);
        },
      ),
    );
  });

  it("is treated by a table for every call that is recorded, and by none for others", () => {
    for (const call of Object.values(CallNumber)) {
      assert.deepEqual([call in requestTreatments, call in answerTreatments], [isCaptured(call), isCaptured(call)]);
    }
    const others = Object.values(CallNumber).filter((call) => !isCaptured(call) && !isLargeValueCall(call));
    // No worker hears of these.
    assert.deepEqual(others, [CallNumber.STREAM_SUBSCRIBE, CallNumber.STREAM_CREDIT]);
  });
});

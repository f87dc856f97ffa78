import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { BatchReader, BatchWriter } from "../../../src/acceptor/remote/batch.ts";

const byteString = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString("latin1"));
const field = fc.oneof(
  fc.nat(0xff).map((value) => ["u8", value] as const),
  fc.nat(0xffff).map((value) => ["u16", value] as const),
  fc.nat(0xffff_ffff).map((value) => ["u32", value] as const),
  fc.double({ noNaN: true }).map((value) => ["f64", value] as const),
  byteString.map((value) => ["text", value] as const),
  fc.uint8Array({ maxLength: 5_000 }).map((value) => ["blob", Buffer.from(value)] as const),
);

describe("batches between threads", () => {
  it("give what was written, in order", () => {
    fc.assert(
      fc.property(fc.array(field, { maxLength: 40 }), (fields) => {
        const writer = new BatchWriter();
        for (const [kind, value] of fields) (writer[kind] as (value: unknown) => BatchWriter)(value);
        const reader = new BatchReader(writer.take());
        for (const [kind, value] of fields) assert.deepEqual(reader[kind](), value);
        assert.equal(reader.hasMore, false);
      }),
    );
  });

  it("are each in a buffer of their own, which may be given away", () => {
    const writer = new BatchWriter();
    const first = writer.u32(1).take();
    assert.equal(writer.isEmpty, true);
    const second = writer.u32(2).take();
    assert.notEqual(first.buffer, second.buffer);
    assert.equal(new BatchReader(first).u32(), 1);
    assert.equal(new BatchReader(second).u32(), 2);
  });

  it("take a part of bytes", () => {
    const bytes = new BatchWriter().blob(Buffer.from("xyz"), 1, 2).take();
    assert.equal(new BatchReader(bytes).blob().toString(), "y");
  });
});

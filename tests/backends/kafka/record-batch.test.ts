import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { crc32c } from "../../../src/backends/kafka/crc32c.ts";
import { murmur2 } from "../../../src/backends/kafka/murmur2.ts";
import { readBatches } from "../../../src/backends/kafka/record-batch-reader.ts";
import {
  type OutgoingRecord,
  recordSize,
  writeBatch,
  writeRecords,
} from "../../../src/backends/kafka/record-batch-writer.ts";
import { WireReader } from "../../../src/backends/kafka/wire-reader.ts";
import { sizeOfVarint, WireWriter } from "../../../src/backends/kafka/wire-writer.ts";
import { PrismError } from "../../../src/common/prism-error.ts";

const load = createRequire(import.meta.url);
const byteString = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString("latin1"));
const record: fc.Arbitrary<OutgoingRecord> = fc.record({
  key: byteString,
  value: fc.option(fc.uint8Array({ maxLength: 2_000 }), { nil: null }),
  headers: fc.array(fc.tuple(byteString, byteString), { maxLength: 5 }),
  idempotencyKey: byteString,
  fingerprint: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  rememberUntilMs: fc.integer({ min: 0, max: 2 ** 45 }),
});
const mark = { producerId: 7, epoch: 1, sequence: 3 };
const nobody = { producerId: -1, epoch: -1, sequence: -1 };
const plain = (value: string): OutgoingRecord => ({
  key: "k",
  value: Buffer.from(value),
  headers: [],
  idempotencyKey: "",
  fingerprint: new Uint8Array(0),
  rememberUntilMs: 0,
});

function batchOf(records: readonly OutgoingRecord[], baseOffset: number, isPacked = false): Buffer {
  const body = new WireWriter();
  writeRecords(body, records);
  const writer = new WireWriter(16);
  writeBatch(writer, records, isPacked ? gzipSync(body.written) : null, mark, 1_700_000_000_123);
  const bytes = Buffer.from(writer.written);
  // A broker writes the offset, which the checksum leaves out.
  bytes.writeBigInt64BE(BigInt(baseOffset), 0);
  return bytes;
}

describe("a record batch", () => {
  it("gives back every byte of keys, values and headers, in their order, packed or not", () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 20 }), fc.boolean(), (records, isPacked) => {
        const { records: read, nextOffset } = readBatches(batchOf(records, 2 ** 40, isPacked), 0);
        assert.equal(nextOffset, 2 ** 40 + records.length);
        for (const [index, written] of records.entries()) {
          const found = read[index];
          assert.equal(found?.offset, 2 ** 40 + index);
          assert.equal(found?.timeMs, 1_700_000_000_123);
          assert.equal(found?.key, written.key);
          assert.deepEqual(found?.value && new Uint8Array(found.value), written.value);
          assert.deepEqual(found?.headers, written.headers);
          assert.equal(found?.idempotencyKey, written.idempotencyKey);
          if (written.idempotencyKey === "") continue;
          assert.equal(found?.fingerprint, Buffer.from(written.fingerprint).toString("latin1"));
          assert.equal(found?.rememberUntilMs, written.rememberUntilMs);
        }
      }),
    );
  });

  it("is read as far as it came, wherever the answer was cut", () => {
    const bytes = Buffer.concat([batchOf([plain("a"), plain("b")], 10), batchOf([plain("c")], 12)]);
    const firstEnd = batchOf([plain("a"), plain("b")], 10).length;
    for (let cut = 0; cut <= bytes.length; cut++) {
      const { records, nextOffset } = readBatches(bytes.subarray(0, cut), 11);
      const expected = cut < firstEnd ? [] : cut < bytes.length ? [11] : [11, 12];
      assert.deepEqual(
        records.map(({ offset }) => offset),
        expected,
      );
      assert.equal(nextOffset, cut < firstEnd ? -1 : cut < bytes.length ? 12 : 13);
    }
  });

  it("is refused when a bit of it is wrong", () => {
    const bytes = batchOf([plain("precious")], 0);
    for (const at of [21, 30, bytes.length - 1]) {
      const wrong = Buffer.from(bytes);
      wrong[at] = (wrong[at] as number) ^ 1;
      assert.throws(() => readBatches(wrong, 0), { name: "PrismError", message: /STORE_CORRUPT/ });
    }
  });

  it("is refused when it is packed in a way that is not known", () => {
    const bytes = batchOf([plain("a")], 0);
    bytes.writeInt16BE(2, 21);
    bytes.writeUInt32BE(crc32c(bytes, 21, bytes.length), 17);
    assert.throws(
      () => readBatches(bytes, 0),
      (error) => error instanceof PrismError && /none or gzip/.test(String((error.cause as Error).message)),
    );
  });

  it("is what kafkajs writes for the same messages", async () => {
    const { RecordBatch: TheirBatch } = load("kafkajs/src/protocol/recordBatch/v0");
    const theirRecord = load("kafkajs/src/protocol/recordBatch/record/v0");
    const values = ["one", "", "x".repeat(300)];
    const records = values.map((value, offsetDelta) =>
      theirRecord({
        offsetDelta,
        timestampDelta: 0,
        key: Buffer.from("k"),
        value: Buffer.from(value),
        headers: { h: "v" },
      }),
    );
    const theirs = await TheirBatch({
      records,
      firstTimestamp: 1_700_000_000_123,
      maxTimestamp: 1_700_000_000_123,
      partitionLeaderEpoch: -1,
      producerId: 7,
      producerEpoch: 1,
      firstSequence: 3,
      lastOffsetDelta: 2,
    });
    const ours = batchOf(
      values.map((value) => ({ ...plain(value), headers: [["h", "v"]] })),
      0,
    );
    assert.deepEqual(ours, theirs.buffer);
  });

  it("is never larger than its messages were measured", () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 20 }), (records) => {
        const measured = records.reduce((sum, each) => sum + recordSize(each), 61);
        assert.ok(batchOf(records, 0).length <= measured);
      }),
    );
  });

  it("has no sequence without a producer", () => {
    const writer = new WireWriter();
    writeBatch(writer, [plain("a")], null, nobody, 0);
    const reader = new WireReader(writer.written, 43);
    assert.deepEqual([reader.int64(), reader.int16(), reader.int32()], [-1, -1, -1]);
  });
});

describe("Kafka's numbers", () => {
  it("are read as they are written", () => {
    fc.assert(
      fc.property(fc.integer(), fc.maxSafeInteger(), fc.nat(), (small, large, natural) => {
        const writer = new WireWriter(1).varint(small).int64(large).uvarint(natural).int32(small);
        const reader = new WireReader(writer.written);
        assert.deepEqual(
          [reader.varint(), reader.int64(), reader.uvarint(), reader.int32()],
          [small, large, natural, small],
        );
        assert.equal(reader.at, writer.at);
        assert.equal(sizeOfVarint(small), new WireWriter().varint(small).at);
      }),
    );
  });

  it("are hashed as Kafka's own clients do", () => {
    const theirs = load("kafkajs/src/producer/partitioners/default/murmur2") as (key: Buffer) => number;
    // From UtilsTest of Apache Kafka.
    const known = { "21": -973932308, foobar: -790332482, "a-little-bit-long-string": -985981536, abc: 479470107 };
    for (const [key, hash] of Object.entries(known)) assert.equal(murmur2(key), hash);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (key) => {
        assert.equal(murmur2(Buffer.from(key).toString("latin1")), theirs(Buffer.from(key)));
      }),
    );
  });

  it("are summed as RFC 3720 says", () => {
    assert.equal(crc32c(new Uint8Array(32), 0, 32), 0x8a9136aa);
    assert.equal(crc32c(new Uint8Array(32).fill(0xff), 0, 32), 0x62a8ab43);
    assert.equal(crc32c(Buffer.from("-123456789-"), 1, 10), 0xe3069283);
  });
});

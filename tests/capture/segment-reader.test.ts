import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  type CapturedRecord,
  RECORD_HEADER_BYTES,
  recordBytes,
  writeRecordHeader,
} from "../../src/capture/record-layout.ts";
import { encodeSegmentHeader, type SegmentHeader } from "../../src/capture/segment-layout.ts";
import { SegmentReader } from "../../src/capture/segment-reader.ts";

const HEADER: SegmentHeader = {
  recording: "1-orders-00000000",
  ...{ namespace: "orders", worker: 3, startedMs: 1, values: "size-only", keySeparator: "/", sample: 0.5 },
};

function encode(record: CapturedRecord): Buffer {
  const reason = Buffer.from(record.reason, "latin1");
  const parts = [record.principal, record.idempotency, reason, record.request, record.answer];
  const [principal, idempotency, reasonBytes, request, answer] = parts.map(({ length }) => length) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const sizes = { principal, idempotency, reason: reasonBytes, request, answer };
  const bytes = Buffer.alloc(recordBytes(sizes));
  writeRecordHeader(bytes, 0, record, sizes);
  Buffer.concat(parts).copy(bytes, RECORD_HEADER_BYTES);
  return bytes;
}

const u32 = fc.nat(0xffff_ffff);
const u8 = fc.nat(255);
const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
const anyRecord: fc.Arbitrary<CapturedRecord> = fc.record(
  {
    arrivalUs: fc.nat(2 ** 50),
    connection: fc.integer(),
    ...{ timeoutMs: u32, totalUs: u32, backendUs: u32, queueUs: u32, door: u8, call: u8, code: u8 },
    ...{ principal: bytes(255), idempotency: bytes(255), reason: fc.stringMatching(/^[A-Z_]{0,40}$/) },
    ...{ request: bytes(300), answer: bytes(300) },
  },
  { noNullPrototype: true },
);

function readIn(chunks: readonly Buffer[]): { reader: SegmentReader; records: CapturedRecord[] } {
  const reader = new SegmentReader();
  const records: CapturedRecord[] = [];
  for (const chunk of chunks) reader.push(Buffer.from(chunk), (record) => records.push(record));
  return { reader, records };
}

const record: CapturedRecord = {
  ...{
    arrivalUs: 12.5,
    connection: -1,
    timeoutMs: 5,
    totalUs: 6,
    backendUs: 7,
    queueUs: 8,
    door: 1,
    call: 16,
    code: 5,
  },
  ...{
    principal: Buffer.from("p"),
    idempotency: Buffer.from("id"),
    reason: "NO",
    request: Buffer.from("req"),
    answer: Buffer.alloc(0),
  },
};

describe("the reader of a segment", () => {
  it("reads what was written, cut at any byte", () => {
    const file = Buffer.concat([encodeSegmentHeader(HEADER), encode(record), encode({ ...record, call: 17 })]);
    for (let at = 0; at <= file.length; at++) {
      const { reader, records } = readIn([file.subarray(0, at), file.subarray(at)]);
      assert.deepEqual(reader.header, HEADER);
      assert.deepEqual(records, [record, { ...record, call: 17 }]);
      assert.deepEqual([reader.cutBytes, reader.problem], [0, ""]);
    }
  });

  it("reads any records, in any chunks", () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 8 }), fc.integer({ min: 1, max: 700 }), (all, size) => {
        const file = Buffer.concat([encodeSegmentHeader(HEADER), ...all.map(encode)]);
        const chunks = Array.from({ length: Math.ceil(file.length / size) }, (_, i) =>
          file.subarray(i * size, (i + 1) * size),
        );
        const { reader, records } = readIn(chunks);
        assert.deepEqual(records, all);
        assert.deepEqual([reader.cutBytes, reader.problem], [0, ""]);
      }),
    );
  });

  it("reads what is whole of a file that was cut anywhere, and says how much is not", () => {
    const head = encodeSegmentHeader(HEADER);
    const whole = encode(record);
    const file = Buffer.concat([head, whole, whole]);
    for (let end = 0; end < file.length; end++) {
      const { reader, records } = readIn([file.subarray(0, end)]);
      const count = end < head.length + whole.length ? 0 : 1;
      assert.equal(records.length, count, `cut at ${end}`);
      assert.equal(reader.problem, "");
      assert.equal(reader.cutBytes, end < head.length ? end : end - head.length - count * whole.length);
    }
  });

  it("says what is wrong with what cannot be a segment, and never throws", () => {
    const head = encodeSegmentHeader(HEADER);
    const version = Buffer.from(head);
    version[8] = 9;
    const badLength = encode(record);
    badLength.writeUInt32LE(7, 0);
    const badParts = encode(record);
    badParts[36] = 200;
    const cases: [Buffer, RegExp][] = [
      [Buffer.from("a text"), /no segment/],
      [version, /version 9/],
      [Buffer.concat([head.subarray(0, 20), Buffer.alloc(head.length - 20)]), /header is damaged/],
      [Buffer.concat([head, badLength]), /record 1 cannot have 11 bytes/],
      [Buffer.concat([head, encode(record), badParts]), /record 2 has parts/],
    ];
    for (const [file, problem] of cases) assert.match(readIn([file]).reader.problem, problem);
    fc.assert(fc.property(fc.array(bytes(200)), (chunks) => void readIn([head, ...chunks])));
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { comparable, type Reading, readIndependently, type Subject, subjects } from "./readers.ts";
import {
  fixedRecord,
  join,
  lenRecord,
  stretched,
  stretchedLength,
  uint64,
  unknownRecord,
  varint,
  varintRecord,
  type WireRecord,
} from "./wire-records.ts";

/** Reads a message that stands between two guards of shared memory; what the guards hold must not matter. */
function readGuarded(subject: Subject, bytes: Buffer): Reading | null {
  const readings = [0x00, 0x80, 0xff].map((guard) => {
    const memory = Buffer.from(new SharedArrayBuffer(bytes.length + 48)).fill(guard);
    memory.set(bytes, 16);
    return comparable(subject, subject.read(memory, 16, 16 + bytes.length));
  });
  assert.deepEqual(readings[1], readings[0], "something outside of the message was read");
  assert.deepEqual(readings[2], readings[0], "something outside of the message was read");
  return readings[0] ?? null;
}

const text = fc
  .oneof(fc.string({ maxLength: 12 }), fc.constantFrom("schlüssel", "鍵", "🔑"))
  .map((s) => Buffer.from(s, "utf8"));

/** A record of one of the subject's own fields, with the wire type it should have or with another. */
function knownRecord(subject: Subject): fc.Arbitrary<WireRecord> {
  const records: fc.Arbitrary<WireRecord>[] = [];
  for (const [field, kind] of Object.values(subject.fields)) {
    if (kind === "text" || kind === "texts") {
      records.push(fc.tuple(text, stretchedLength).map(([bytes, least]) => lenRecord(field, bytes, least)));
    } else if (kind === "bytes") {
      records.push(fc.uint8Array({ maxLength: 40 }).map((bytes) => lenRecord(field, bytes)));
    } else if (kind === "messages") {
      records.push(text.map((key) => lenRecord(field, join([lenRecord(1, key)]))));
    } else if (kind === "uint32") {
      // Beyond 32 bits readers differ: ours takes the largest, others the low bits. No encoder writes such a number.
      records.push(fc.nat().chain((n) => stretched.map((least) => varintRecord(field, BigInt(n), least))));
    } else {
      records.push(fc.tuple(uint64, stretched).map(([value, least]) => varintRecord(field, value, least)));
    }
    const isLen = ["text", "texts", "bytes", "messages"].includes(kind);
    records.push(fc.constant(isLen ? varintRecord(field, 5n) : lenRecord(field, Buffer.from("no"))));
    records.push(fc.constant(fixedRecord(field, 5, Buffer.from("oops"))));
  }
  return fc.oneof(...records);
}

function anyMessage(subject: Subject): fc.Arbitrary<WireRecord[]> {
  const own = new Set(Object.values(subject.fields).map(([field]) => field));
  // Field 1 is the namespace, which some subjects do not read; 3 to 5 are read from every call of one key.
  const foreign = fc.oneof(fc.integer({ min: 8, max: 40 }), fc.integer({ min: 8, max: 536_870_911 }));
  const unknown = unknownRecord(foreign.filter((field) => !own.has(field)));
  return fc.array(fc.oneof({ arbitrary: knownRecord(subject), weight: 3 }, unknown), { maxLength: 10 });
}

for (const subject of subjects) {
  describe(`reading a ${subject.name}`, () => {
    it("agrees with protobufjs on any fields in any order, repeated, unknown or of a wrong wire type", () => {
      fc.assert(
        fc.property(anyMessage(subject), (records) => {
          const bytes = join(records);
          const expected = readIndependently(subject, bytes);
          assert.notEqual(expected, null);
          assert.deepEqual(readGuarded(subject, bytes), expected);
        }),
      );
    });

    it("agrees with protobufjs on a message cut off at any byte: both refuse, or both read the same", () => {
      let refused = 0;
      fc.assert(
        fc.property(anyMessage(subject), (records) => {
          const bytes = join(records);
          for (let end = 0; end < bytes.length; end++) {
            const expected = readIndependently(subject, bytes.subarray(0, end));
            assert.deepEqual(readGuarded(subject, bytes.subarray(0, end)), expected);
            if (expected === null) refused++;
          }
        }),
        { numRuns: 30 },
      );
      assert.ok(refused > 0);
    });

    it("refuses groups, unknown wire types, the field 0 and an eleventh byte of a number, wherever they stand", () => {
      const bad = [
        Buffer.from([0x0b, 0x0c]),
        Buffer.from([0x0c]),
        Buffer.from([0x0e]),
        Buffer.from([0x0f]),
        Buffer.from([0x00, 0x01]),
        Buffer.from([0x02, 0x00]),
        Buffer.concat([Buffer.from([0x40]), varint(1n, 11)]),
        Buffer.concat([varint(536_870_912n * 8n), Buffer.from([1])]),
      ];
      fc.assert(
        fc.property(anyMessage(subject), fc.nat(), fc.constantFrom(...bad), (records, at, wrong) => {
          const place = at % (records.length + 1);
          const bytes = Buffer.concat([join(records.slice(0, place)), wrong, join(records.slice(place))]);
          assert.equal(readGuarded(subject, bytes), null);
        }),
      );
    });

    it("reads garbage without throwing and without looking outside, and as protobufjs does when both accept it", () => {
      const byte = fc.oneof(fc.nat(255), fc.constantFrom(0x0a, 0x12, 0x1a, 0x20, 0x28, 0x80, 0xff, 0x01, 0x02, 0x00));
      let accepted = 0;
      fc.assert(
        fc.property(fc.array(byte, { maxLength: 24 }), (garbage) => {
          const bytes = Buffer.from(garbage);
          const ours = readGuarded(subject, bytes);
          const theirs = readIndependently(subject, bytes);
          if (ours !== null && theirs !== null) {
            accepted++;
            if (!hasWideNumber(ours)) assert.deepEqual(ours, theirs);
          }
          // Groups are refused, and so is a length beyond 32 bits, which others cut to 32.
          const isOurChoice = garbage.some((b) => (b & 7) === 3) || hasLongNumber(garbage);
          if (ours === null && !isOurChoice) assert.equal(theirs, null);
        }),
        { numRuns: 500 },
      );
      assert.ok(accepted > 0);
    });
  });
}

/** Whether a 32-bit field was given more than 32 bits, which readers cut in different ways. */
function hasWideNumber(reading: Reading): boolean {
  return typeof reading.page_size === "number" && reading.page_size >= 2 ** 32 - 1;
}

function hasLongNumber(bytes: readonly number[]): boolean {
  return bytes.some((_, i) => i + 5 <= bytes.length && bytes.slice(i, i + 5).every((byte) => byte >= 0x80));
}

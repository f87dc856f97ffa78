import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  encodeMissedLevels,
  formatMissedLevels,
  parseMissedLevels,
  readMissedLevels,
} from "../../src/codec/missed-levels.ts";
import { ResponseView } from "../../src/codec/response-view.ts";
import { LEVEL_NAMES } from "../../src/common/service-levels.ts";
import { decodeResponse, encodeResponse } from "./protobuf-oracle.ts";

const level = fc.record({
  level: fc.constantFrom(...LEVEL_NAMES),
  target: fc.double({ min: 0, max: 1e7, noNaN: true }),
  current: fc.double({ min: 0, max: 1e7, noNaN: true }),
});

describe("missed levels of service", () => {
  it("are written as protobuf has them, behind a result", () => {
    fc.assert(
      fc.property(fc.array(level, { minLength: 1, maxLength: 3 }), (missed) => {
        const bytes = Buffer.concat([encodeResponse({ id: 7, kv_get: { found: true } }), encodeMissedLevels(missed)]);
        const decoded = decodeResponse(bytes) as { id: number; missed_levels: { missed: object[] } };
        assert.equal(decoded.id, 7);
        const plain = decoded.missed_levels.missed.map((each) => ({ target: 0, current: 0, ...each }));
        assert.deepEqual(
          plain,
          missed.map(({ level: name, target, current }) => ({ level: name, target: target + 0, current: current + 0 })),
        );
      }),
    );
  });

  it("are read from an answer, and from a header, as they were", () => {
    fc.assert(
      fc.property(fc.array(level, { minLength: 1, maxLength: 3 }), (missed) => {
        const bytes = encodeResponse({ id: 1, kv_get: {}, missed_levels: { missed } });
        const view = new ResponseView();
        assert.ok(view.read(bytes, 0, bytes.length));
        assert.deepEqual(
          readMissedLevels(bytes, view.levelsFrom, view.levelsTo),
          missed.map((each) => ({ ...each })),
        );
        assert.deepEqual(
          parseMissedLevels(formatMissedLevels(missed)),
          missed.map((each) => ({ ...each })),
        );
      }),
    );
  });

  it("are as long as nothing in an answer that has none, also after one that has", () => {
    const view = new ResponseView();
    const told = encodeResponse({ id: 1, kv_get: {}, missed_levels: { missed: [{ level: "readP99Ms" }] } });
    view.read(told, 0, told.length);
    assert.ok(view.levelsTo > view.levelsFrom);
    const plain = encodeResponse({ id: 1, kv_get: {} });
    view.read(plain, 0, plain.length);
    assert.equal(view.levelsTo, view.levelsFrom);
  });

  it("take nothing of a header that is not one of ours", () => {
    assert.deepEqual(parseMissedLevels("readP99Ms"), []);
    assert.deepEqual(parseMissedLevels("readP99Ms;target=x;current=1, \x1b[2J;target=1;current=2"), []);
    assert.deepEqual(parseMissedLevels("a;target=1;current=--"), []);
    fc.assert(fc.property(fc.string(), (text) => void parseMissedLevels(text)));
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void readMissedLevels(Buffer.from(bytes), 0, bytes.length)));
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Bytes, ScannedItem, ScanPage } from "../../src/backends/contract.ts";
import { fromByteString, toByteString } from "../../src/codec/byte-string.ts";
import { WireWriter } from "../../src/codec/wire-writer.ts";
import { encodeHead } from "../../src/patterns/keyvalue/large/value-head.ts";
import { createPageToken } from "../../src/patterns/keyvalue/page-token.ts";
import { scanBytes, writeScan } from "../../src/patterns/keyvalue/scan-answer.ts";
import { message } from "../codec/messages.ts";

const QUERY_HASH = "8 bytes!";
/** As the kinds of store give them. */
const bytesAs = {
  text: (value: Uint8Array): Bytes => Buffer.from(value).toString("latin1"),
  view: (value: Uint8Array): Bytes => value,
};

/** What is written, between guards, and as many bytes as announced. */
function written(page: ScanPage): Buffer {
  const length = scanBytes(page);
  const memory = Buffer.from(new SharedArrayBuffer(length + 32)).fill(0xa5);
  const writer = new WireWriter();
  writer.reset(memory, 16);
  writeScan(page, QUERY_HASH, writer);
  assert.equal(writer.pos, 16 + length, "as many bytes as announced");
  const guards = [...memory.subarray(0, 16), ...memory.subarray(16 + length)];
  assert.ok(
    guards.every((byte) => byte === 0xa5),
    "nothing before, and nothing behind",
  );
  return memory.subarray(16, 16 + length);
}

/** The bytes that protobufjs makes of the same page; it writes fields in the same order. */
function expected({ items, more }: ScanPage, largeBytes: ReadonlyMap<Bytes, number> = new Map()): Buffer {
  const last = items.at(-1);
  return message("ScanResponse").encode({
    items: items.map(({ key, value, version, expiresAtMs }) => ({
      key: fromByteString(key),
      ...(value.length > 0 && !largeBytes.has(value) ? { value: Buffer.from(value as string, "latin1") } : {}),
      version,
      ...(expiresAtMs === 0 ? {} : { expires_at_ms: expiresAtMs }),
      ...(largeBytes.has(value) ? { large_bytes: largeBytes.get(value) } : {}),
    })),
    ...(more && last !== undefined ? { next_page_token: createPageToken(QUERY_HASH, last.key) } : {}),
  });
}

function assertWritten(page: ScanPage, largeBytes?: ReadonlyMap<Bytes, number>): void {
  const [found, wanted] = [written(page), expected(page, largeBytes)];
  // Not deepEqual, which would print both where they are large.
  const at = found.findIndex((byte, i) => byte !== wanted[i]);
  assert.equal(at, -1, `byte ${at} of ${wanted.length} differs`);
  assert.equal(found.length, wanted.length);
}

const number = fc.oneof(
  fc.nat(300),
  fc.integer({ min: 0, max: 53 }).map((bits) => Math.min(2 ** bits, Number.MAX_SAFE_INTEGER)),
  fc.integer({ min: 0, max: 53 }).map((bits) => 2 ** bits - 1),
  fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
);
const key = fc.oneof(
  fc.string({ minLength: 1, maxLength: 20 }),
  fc.string({ unit: "binary", minLength: 1, maxLength: 20 }),
);
const lengths = [0, 1, 47, 48, 49, 64, 100, 127, 128, 1_023, 1_024, 1_025, 16_383, 16_384];
const value = fc
  .tuple(fc.oneof(fc.nat(200), fc.constantFrom(...lengths)), fc.nat(255), fc.constantFrom("text", "view"))
  .map(([length, first, kind]) => bytesAs[kind as "text" | "view"](Uint8Array.from({ length }, (_, i) => first + i)));
const item: fc.Arbitrary<ScannedItem> = fc.record({
  key: key.map((text) => toByteString(Buffer.from(text, "utf8").toString("utf8"))),
  value,
  version: number.map((version) => Math.max(1, version)),
  expiresAtMs: number,
});

describe("the answer of a scan", () => {
  it("is byte for byte what protobufjs makes of it, whichever way stores give values", () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 40 }), fc.boolean(), (items, more) => assertWritten({ items, more })),
      { numRuns: 150 },
    );
  });

  it("has keys and values of every length at which a length takes another byte", () => {
    for (const kind of ["text", "view"] as const) {
      for (const keyBytes of [1, 2, 126, 127, 128, 129, 1_024, 16_383, 16_384]) {
        const items = lengths.map((length) => ({
          key: "k".repeat(keyBytes),
          value: bytesAs[kind](new Uint8Array(length).fill(0xff)),
          version: 2 ** 50 + length,
          expiresAtMs: length,
        }));
        assertWritten({ items, more: true });
      }
    }
  });

  it("has items of every size around those at which their lengths take another byte", () => {
    const sized = (length: number): ScannedItem => ({
      key: "é",
      value: "v".repeat(length),
      version: 1,
      expiresAtMs: 0,
    });
    for (const around of [127, 16_383]) {
      const items = Array.from({ length: 40 }, (_, i) => sized(around - 30 + i)).map((each) => ({
        ...each,
        key: toByteString(each.key),
      }));
      assertWritten({ items, more: false });
    }
  });

  it("shows of large values their sizes, between others that it writes together", () => {
    const head = {
      id: "a".repeat(48),
      chunks: 3,
      chunkBytes: 1 << 20,
      encoding: "",
      keptBytes: 0,
      digest: "b".repeat(64),
    };
    const heads = [1, 127, 128, 3 << 20].map((size) => ({
      size,
      value: encodeHead({ ...head, size }).toString("latin1"),
    }));
    const small = { value: "v".repeat(200), version: 3, expiresAtMs: 0 };
    const items = heads.flatMap((each, i) => [
      { key: `a${i}`, ...small },
      { key: `b${i}`, value: each.value, version: 2 ** 40, expiresAtMs: 2 ** 41 },
      { key: `c${i}`, ...small },
    ]);
    assertWritten({ items, more: true }, new Map(heads.map((each) => [each.value, each.size])));
  });

  it("has pages of thousands of items, short ones and long ones", () => {
    for (const length of [0, 3, 64, 700]) {
      const items = Array.from({ length: 2_500 }, (_, i) => ({
        key: String(i),
        value: String.fromCharCode(i & 255).repeat(length),
        version: i + 1,
        expiresAtMs: i % 3 === 0 ? 2 ** 41 : 0,
      }));
      assertWritten({ items, more: true });
    }
  });

  it("is empty where there is nothing, and has no token where nothing came before", () => {
    assert.equal(written({ items: [], more: false }).length, 0);
    assert.equal(written({ items: [], more: true }).length, 0);
  });
});

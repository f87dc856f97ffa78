import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { decodeToJson } from "../../../src/codec/json/decode-to-json.ts";
import { encodeJson } from "../../../src/codec/json/encode-json.ts";
import { Failure } from "../../../src/common/failure.ts";
import { arbitraryMessage } from "./arbitrary-json.ts";
import { everyKind, prismMessage } from "./oracle.ts";

const { everything, oracle } = await everyKind();
const batchPut = prismMessage("BatchPutRequest");

/** Pieces that break a JSON text, or almost. */
const pieces = [
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  '"',
  "\\",
  "\\u",
  "\\ud83d",
  "null",
  "true",
  "-",
  "0",
  "1e9",
  ".",
  "\n",
  "\0",
];

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  drop: fc.nat({ max: 4 }),
  put: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })),
});

function edited(text: string, edits: readonly { at: number; drop: number; put: string }[]): string {
  let result = text;
  for (const { at, drop, put } of edits) {
    const from = Math.floor(at * result.length);
    result = result.slice(0, from) + put + result.slice(from + drop);
  }
  return result;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Cases of each test. A million in all takes some minutes: `PRISM_FUZZ_CASES=200000 npm test -- codec/json/fuzz`. */
const runs = { numRuns: Number(process.env.PRISM_FUZZ_CASES || 3_000) };

describe("JSON that was changed on its way", () => {
  for (const { ours, oracle: reader } of [{ ours: everything, oracle }, batchPut]) {
    it(`is refused or read as protobufjs reads it, and is called no JSON only when it is none: ${ours.name}`, () => {
      fc.assert(
        fc.property(arbitraryMessage(ours, 1), fc.array(edit, { minLength: 1, maxLength: 3 }), (json, edits) => {
          const text = edited(JSON.stringify(json), edits);
          const bytes = encodeJson(ours, text);
          if (bytes instanceof Failure) {
            if (bytes.reason === "JSON_SYNTAX") assert.ok(!isJson(text), `${text}: ${bytes.message}`);
            return;
          }
          assert.ok(isJson(text), `${text} was taken`);
          // Whatever was taken is a message that protobufjs can read, and our own JSON of it says the same.
          const again = encodeJson(ours, decodeToJson(ours, bytes, 0, bytes.length) as string);
          assert.ok(again instanceof Buffer);
          assert.deepEqual(reader.toJson(again), reader.toJson(bytes));
        }),
        runs,
      );
    });
  }

  it("is refused when it is only characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...pieces, "a", " "), maxLength: 30 }), (text) => {
        const bytes = encodeJson(everything, text);
        assert.equal(bytes instanceof Failure, !/^\s*\{\s*\}\s*$/.test(text), text);
      }),
      runs,
    );
  });
});

describe("bytes that were changed on their way", () => {
  it("are refused, or give JSON that is read again as the same", () => {
    const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.nat({ max: 255 }) });
    fc.assert(
      fc.property(arbitraryMessage(everything, 1), fc.array(change, { maxLength: 3 }), (json, changes) => {
        const bytes = oracle.encode(json);
        for (const { at, byte } of changes) if (bytes.length > 0) bytes[Math.floor(at * bytes.length)] = byte;
        checkBytes(bytes);
      }),
      runs,
    );
  });

  it("are refused, or give JSON, when they are only bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => checkBytes(Buffer.from(bytes))),
      runs,
    );
  });
});

function checkBytes(bytes: Buffer): void {
  const text = decodeToJson(everything, bytes, 0, bytes.length);
  if (text === null) return;
  assert.ok(isJson(text), text);
  const again = encodeJson(everything, text);
  assert.ok(!(again instanceof Failure), `${text}: ${again instanceof Failure ? again.message : ""}`);
  assert.equal(decodeToJson(everything, again, 0, again.length), text);
}

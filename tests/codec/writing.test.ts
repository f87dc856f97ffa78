import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { encodeFailureFrame } from "../../src/codec/response.ts";
import { varintBytes } from "../../src/codec/wire.ts";
import { WireReader } from "../../src/codec/wire-reader.ts";
import { blobBytes, lenBytes, presentBytes, textBytes, uintBytes, WireWriter } from "../../src/codec/wire-writer.ts";
import type { Code } from "../../src/common/codes.ts";
import { Failure } from "../../src/common/failure.ts";
import { message } from "./messages.ts";

const number = fc.oneof(
  fc.nat(300),
  fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  fc.integer({ min: 0, max: 53 }).map((bits) => Math.min(2 ** bits, Number.MAX_SAFE_INTEGER)),
  fc.integer({ min: 0, max: 53 }).map((bits) => 2 ** bits - 1),
);
const field = fc.integer({ min: 1, max: 23 });
const text = fc.oneof(fc.string(), fc.constantFrom("", "straße", "鍵🔑"));

/** Writes between guards; returns exactly what was written, which must be as many bytes as were announced. */
function written(bytes: number, write: (writer: WireWriter) => void): Buffer {
  const memory = Buffer.from(new SharedArrayBuffer(bytes + 32)).fill(0xa5);
  const writer = new WireWriter();
  writer.reset(memory, 16);
  write(writer);
  assert.equal(writer.pos, 16 + bytes, "as many bytes as announced");
  assert.ok(
    memory.subarray(0, 16).every((b) => b === 0xa5),
    "nothing before",
  );
  assert.ok(
    memory.subarray(16 + bytes).every((b) => b === 0xa5),
    "nothing behind",
  );
  return memory.subarray(16, 16 + bytes);
}

describe("wire writer", () => {
  it("writes every number as its shortest varint, in as many bytes as announced", () => {
    fc.assert(
      fc.property(number, (value) => {
        const bytes = written(varintBytes(value), (writer) => writer.varint(value));
        let back = 0n;
        bytes.forEach((byte, i) => {
          back |= BigInt(byte & 0x7f) << BigInt(7 * i);
          assert.equal(byte >= 0x80, i < bytes.length - 1);
        });
        assert.equal(back, BigInt(value));
      }),
      { numRuns: 500 },
    );
  });

  it("writes records that the reader reads back, and leaves defaults out", () => {
    const reader = new WireReader();
    fc.assert(
      fc.property(
        field,
        number,
        fc.uint8Array({ maxLength: 200 }),
        text,
        fc.boolean(),
        (tag, value, blob, words, flag) => {
          const length = blob.length;
          const bytes = written(
            uintBytes(tag, value) +
              presentBytes(tag, value) +
              (flag ? uintBytes(tag, 1) : 0) +
              2 * blobBytes(tag, length) +
              lenBytes(tag, length) +
              textBytes(tag, words),
            (writer) => {
              writer.uint(tag, value);
              writer.present(tag, value);
              writer.bool(tag, flag);
              writer.blob(tag, blob);
              writer.blob(tag, Buffer.from(blob).toString("latin1"));
              writer.open(tag, length);
              writer.raw(blob);
              writer.text(tag, words);
            },
          );
          const seen: (number | string)[] = [];
          reader.reset(bytes, 0, bytes.length);
          while (reader.next()) {
            assert.equal(reader.field, tag);
            seen.push(reader.wireType === 0 ? reader.value : bytes.toString("hex", reader.from, reader.to));
          }
          assert.equal(reader.failed, false);
          const hex = Buffer.from(blob).toString("hex");
          const utf8 = Buffer.from(words, "utf8").toString("hex");
          assert.deepEqual(seen, [
            ...(value === 0 ? [] : [value]),
            value,
            ...(flag ? [1] : []),
            ...(length === 0 ? [] : [hex, hex]),
            hex,
            ...(utf8 === "" ? [] : [utf8]),
          ]);
        },
      ),
    );
  });
});

describe("the frame of a failure", () => {
  it("is what protobufjs reads as the same error, behind a length prefix that is right", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffff_ffff }),
        fc.integer({ min: 0, max: 16 }),
        text,
        text,
        fc.nat(),
        fc.dictionary(text, text, { maxKeys: 4, noNullPrototype: true }),
        (id, code, reason, words, retryAfterMs, metadata) => {
          const frame = encodeFailureFrame(id, new Failure(code as Code, reason, words, { retryAfterMs, metadata }));
          assert.equal(frame.readUInt32BE(0), frame.length - 4);
          const decoded = message("Response").decode(frame.subarray(4));
          assert.equal(decoded.id ?? 0, id);
          const error = decoded.error as Record<string, unknown>;
          assert.equal(error.code ?? 0, code);
          assert.equal(error.reason ?? "", reason);
          assert.equal(error.message ?? "", words);
          assert.equal(error.retry_after_ms ?? 0, retryAfterMs);
          assert.deepEqual({ ...((error.metadata ?? {}) as object) }, metadata);
          assert.deepEqual(Object.keys(decoded).sort(), id === 0 ? ["error"] : ["error", "id"]);
        },
      ),
    );
  });
});

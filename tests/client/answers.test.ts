import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import * as answers from "../../src/client/answers.ts";
import { MALFORMED } from "../../src/client/call.ts";
import { ScannedItem } from "../../src/client/scanned-item.ts";
import { StoredItem } from "../../src/client/stored-item.ts";
import { readError } from "../../src/codec/read-error.ts";
import { ResponseView } from "../../src/codec/response-view.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import { encodeResponse } from "../codec/protobuf-oracle.ts";

const text = fc.string({ unit: "grapheme", maxLength: 20 });
const count = fc.oneof(fc.nat(), fc.constant(Number.MAX_SAFE_INTEGER));
const value = fc.uint8Array({ maxLength: 200 });

/** What protobufjs wrote, as our reader sees it; bytes around it show that it keeps to its range. */
function read<T>(
  result: string,
  message: Record<string, unknown>,
  reader: (bytes: Buffer, from: number, to: number) => T,
): T {
  const encoded = encodeResponse({ id: 77, [result]: message });
  const bytes = Buffer.concat([Buffer.of(0xff, 0xff), encoded, Buffer.of(0xff)]);
  const view = new ResponseView();
  assert.equal(view.read(bytes, 2, bytes.length - 1), true);
  assert.equal(view.id, 77);
  return reader(bytes, view.from, view.to);
}

test("a get answer is read as protobufjs wrote it", () => {
  fc.assert(
    fc.property(fc.boolean(), value, count, count, (found, bytes, version, expires) => {
      const message = { found, value: bytes, version, expires_at_ms: expires };
      const expected = found ? new StoredItem(bytes, version, expires) : null;
      assert.deepEqual(read("kv_get", message, answers.readGet), expected);
    }),
  );
});

test("answers to writes are read as protobufjs wrote them", () => {
  assert.deepEqual(read("kv_put", { version: 9, replayed: true }, answers.readPut), { version: 9, replayed: true });
  assert.deepEqual(read("kv_put", { version: 2 ** 52 }, answers.readPut), { version: 2 ** 52, replayed: false });
  assert.deepEqual(read("kv_delete", { deleted: true }, answers.readDelete), { deleted: true, replayed: false });
  assert.deepEqual(read("kv_delete", { replayed: true }, answers.readDelete), { deleted: false, replayed: true });
  assert.equal(read("kv_exists", { exists: true, version: 3 }, answers.readExists), true);
  assert.equal(read("kv_exists", {}, answers.readExists), false);
});

test("a page is read as protobufjs wrote it", () => {
  const item = fc.record({ key: text, value, version: count, expires_at_ms: count });
  fc.assert(
    fc.property(fc.array(item, { maxLength: 6 }), fc.base64String(), (items, token) => {
      const page = read("kv_scan", { items, next_page_token: token }, answers.readScan);
      assert.deepEqual(page, {
        items: items.map((i) => new ScannedItem(i.key, i.value, i.version, i.expires_at_ms)),
        nextPageToken: token,
      });
    }),
  );
});

const error = {
  code: 9,
  reason: "VERSION_MISMATCH",
  message: "größer",
  retry_after_ms: 5,
  metadata: { field: "if_version", __proto__x: "1" },
};

test("a batch answer has a result or an error for each item", () => {
  const results = read(
    "kv_batch_get",
    { results: [{ found: true, value: Buffer.of(1), version: 4 }, {}, { error }] },
    answers.batchGetReader(3),
  );
  assert.ok(results !== MALFORMED);
  assert.deepEqual(results[0], new StoredItem(Uint8Array.of(1), 4, 0));
  assert.equal(results[1], null);
  assert.ok(results[2] instanceof PrismError);
  assert.deepEqual(
    { ...results[2].failure },
    { code: 9, reason: "VERSION_MISMATCH", message: "größer", retryAfterMs: 5, metadata: error.metadata },
  );
  const puts = read(
    "kv_batch_put",
    { results: [{ version: 8 }, { error }], replayed: true },
    answers.batchPutReader(2),
  );
  assert.ok(puts !== MALFORMED && puts[1] instanceof PrismError);
  assert.deepEqual(puts[0], { version: 8, replayed: true });
  const deletes = read("kv_batch_delete", { results: [{ deleted: true }, {}] }, answers.batchDeleteReader(2));
  assert.deepEqual(deletes, [
    { deleted: true, replayed: false },
    { deleted: false, replayed: false },
  ]);
});

test("a batch answer with another number of results than items is malformed", () => {
  for (const asked of [1, 3]) {
    assert.equal(read("kv_batch_get", { results: [{}, {}] }, answers.batchGetReader(asked)), MALFORMED);
  }
});

test("an error with a code that gRPC does not have is UNKNOWN", () => {
  for (const code of [0, 17, 4_000_000_000]) {
    assert.equal(read("error", { code, reason: "X" }, readError)?.code, 2);
  }
});

test("no bytes, however wrong, make a reader throw or read past its range", () => {
  const readers = [
    answers.readGet,
    answers.readPut,
    answers.readDelete,
    answers.readExists,
    answers.readScan,
    readError,
    answers.batchGetReader(1),
  ];
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(59), (noise, at) => {
      const bytes = Buffer.from(noise);
      for (const reader of readers) reader(bytes, Math.min(at, bytes.length), bytes.length);
    }),
    { numRuns: 2_000 },
  );
});

test("every truncation of an error is either refused or read as a shorter message", () => {
  const encoded = encodeResponse({ id: 1, error });
  const view = new ResponseView();
  view.read(encoded, 0, encoded.length);
  for (let end = view.from; end < view.to; end++) {
    const failure = readError(encoded, view.from, end);
    if (failure !== null) assert.ok(failure.message === "" || failure.message === "größer");
  }
});

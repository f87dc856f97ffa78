import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  pageTokenBytes,
  readNextPageToken,
  readPageSize,
  withPage,
  writePageToken,
} from "../../src/codec/page-token.ts";
import { readScanRequest } from "../../src/codec/scan-request.ts";
import { createPageToken, readPageToken } from "../../src/patterns/keyvalue/page-token.ts";
import { prism } from "../generated/prism.js";

describe("page tokens", () => {
  it("are read from an answer between other bytes", () => {
    const items = [{ key: "a", value: Buffer.from("v") }, { key: "b" }];
    const answer = prism.v1.ScanResponse.encode({ items, nextPageToken: "onwards" }).finish();
    const bytes = Buffer.concat([Buffer.from([0xff, 0xff]), answer, Buffer.from([0xff])]);
    assert.equal(Buffer.from(readNextPageToken(bytes, 2, 2 + answer.length)).toString(), "onwards");
    const last = prism.v1.ScanResponse.encode({ items }).finish();
    assert.equal(readNextPageToken(last, 0, last.length).length, 0);
  });

  it("are found behind items of any length", () => {
    const lengths = [0, 1, 120, 124, 125, 126, 127, 128, 129, 16_379, 16_380, 16_383, 16_384, 40_000];
    for (const order of [lengths, lengths.toReversed(), lengths.flatMap((length) => [3, length])]) {
      const items = order.map((length) => ({ value: Buffer.alloc(length, 0x0a) }));
      for (const nextPageToken of ["onwards", ""]) {
        const answer = prism.v1.ScanResponse.encode({ items, nextPageToken }).finish();
        const bytes = Buffer.concat([Buffer.from([0x0a]), answer]);
        assert.equal(Buffer.from(readNextPageToken(bytes, 1, bytes.length)).toString(), nextPageToken);
      }
    }
  });

  it("are not looked for beyond a message's end", () => {
    const answer = prism.v1.ScanResponse.encode({ items: [{ key: "k" }, { key: "l" }], nextPageToken: "t" }).finish();
    const bytes = Buffer.concat([answer, Buffer.from([0x12, 1, 0x78])]);
    for (let end = 0; end <= answer.length; end++) {
      const token = Buffer.from(readNextPageToken(bytes, 0, end)).toString();
      assert.equal(token, end === answer.length ? "t" : "", `${end} bytes`);
    }
  });

  it("stay as they were when the answer's memory is used again", () => {
    const bytes = Buffer.from(prism.v1.ScanResponse.encode({ nextPageToken: "onwards" }).finish());
    const token = readNextPageToken(bytes, 0, bytes.length);
    bytes.fill("x");
    assert.equal(Buffer.from(token).toString(), "onwards");
  });

  it("take their place in a request, with the size of the page", () => {
    const fields = { namespace: "n", prefix: "p", pageSize: 7, pageToken: "first", keysOnly: true };
    const request = withPage(prism.v1.ScanRequest.encode(fields).finish(), 70, Buffer.from("second"));
    const expected = { ...fields, start: "", end: "", pageToken: "second", pageSize: 70 };
    const { namespace: _, ...others } = expected;
    assert.deepEqual(readScanRequest(request, 0, request.length), others);
    assert.deepEqual(prism.v1.ScanRequest.decode(request).pageToken, "second");
  });

  it("are made of one that was seen, and a key", () => {
    const hash = "\x00\xfe\xff45678";
    const seen = Buffer.from(createPageToken(hash, "seen"));
    for (const key of ["k", "ke", "key", "key4", "\xc3\xbf\xef\xbf\xbf", "long".repeat(100)]) {
      const source = Buffer.from(`<${key}>`, "latin1");
      const into = Buffer.alloc(2 + pageTokenBytes(key.length) + 1, ".");
      const end = writePageToken(into, 2, seen, { source, from: 1, to: source.length - 1 });
      assert.equal(into.toString(), `..${createPageToken(hash, key)}.`);
      assert.equal(end, into.length - 1);
      assert.equal(readPageToken(into.toString("latin1", 2, end), hash), key);
    }
  });

  it("come with a size of the page, or none", () => {
    const size = (fields: { pageSize?: number }): number => readPageSize(prism.v1.ScanRequest.encode(fields).finish());
    assert.deepEqual([size({ pageSize: 300 }), size({}), readPageSize(Buffer.from([0x28]))], [300, 0, 0]);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readNextPageToken, withPageToken } from "../../src/codec/page-token.ts";
import { readScanRequest } from "../../src/codec/scan-request.ts";
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

  it("stay as they were when the answer's memory is used again", () => {
    const bytes = Buffer.from(prism.v1.ScanResponse.encode({ nextPageToken: "onwards" }).finish());
    const token = readNextPageToken(bytes, 0, bytes.length);
    bytes.fill("x");
    assert.equal(Buffer.from(token).toString(), "onwards");
  });

  it("take the place of the one in a request", () => {
    const fields = { namespace: "n", prefix: "p", pageSize: 7, pageToken: "first", keysOnly: true };
    const request = withPageToken(prism.v1.ScanRequest.encode(fields).finish(), Buffer.from("second"));
    const expected = { ...fields, start: "", end: "", pageToken: "second" };
    const { namespace: _, ...others } = expected;
    assert.deepEqual(readScanRequest(request, 0, request.length), others);
    assert.deepEqual(prism.v1.ScanRequest.decode(request).pageToken, "second");
  });
});

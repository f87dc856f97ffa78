import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { decodeHeaders, encodeHeaders } from "../../../src/backends/postgres/stream/header-bytes.ts";

const byteStrings = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes).toString("latin1"));

describe("the headers of a message in PostgreSQL", () => {
  it("come out as they went in, whatever bytes they have", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(byteStrings, byteStrings), { maxLength: 20 }), (headers) => {
        assert.deepEqual(decodeHeaders(Buffer.from(encodeHeaders(headers)).toString("latin1")), headers);
      }),
    );
  });

  it("may be as long as a message", () => {
    const headers = [["n".repeat(65_535), "v".repeat(300_000)]] as const;
    assert.deepEqual(decodeHeaders(Buffer.from(encodeHeaders(headers)).toString("latin1")), headers);
  });
});

import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { it } from "node:test";
import { ValueDigest } from "../../../src/acceptor/large/value-digest.ts";

const PIECE = 512 * 1024;

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

it("the digest of a value is the same in whatever parts it comes", () => {
  const value = randomBytes(2 * PIECE + 10);
  const pieces = [value.subarray(0, PIECE), value.subarray(PIECE, 2 * PIECE), value.subarray(2 * PIECE)];
  const expected = sha256(...pieces.map((piece) => sha256(piece)));
  for (const partBytes of [1000, PIECE - 1, PIECE, PIECE + 1, value.length]) {
    const digest = new ValueDigest();
    for (let at = 0; at < value.length; at += partBytes) digest.update(value.subarray(at, at + partBytes));
    assert.ok(digest.take().equals(expected), `in parts of ${partBytes} bytes`);
  }
});

it("the digest of a whole number of pieces has no empty one behind them, and that of nothing has none", () => {
  const piece = Buffer.alloc(PIECE, 7);
  const digest = new ValueDigest();
  digest.update(piece);
  assert.ok(digest.take().equals(sha256(sha256(piece))));
  assert.ok(new ValueDigest().take().equals(sha256()));
});

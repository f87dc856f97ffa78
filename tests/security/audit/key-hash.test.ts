import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { KeyHash } from "../../../src/security/audit/key-hash.ts";

/** Bytes 0, 1, 2 … as the paper's vectors have them, as a byte string. */
const bytesUpTo = (count: number): string => Buffer.from(Array.from({ length: count }, (_, i) => i)).toString("latin1");

/** By length of the input; from the authors' reference implementation of SipHash-2-4. */
const VECTORS: readonly (readonly [number, string])[] = [
  [0, "310e0edd47db6f72"],
  [1, "fd67dc93c539f874"],
  [2, "5a4fa9d909806c0d"],
  [3, "2d7efbd796666785"],
  [4, "b7877127e09427cf"],
  [5, "8da699cd64557618"],
  [6, "cee3fe586e46c9cb"],
  [7, "37d1018bf50002ab"],
  [8, "6224939a79f5f593"],
  [15, "e545be4961ca29a1"],
  [16, "db9bc2577fcc2a3f"],
  [31, "42c341d8fa92d832"],
  [63, "724506eb4c328a95"],
];

describe("the hash of keys", () => {
  const hash = new KeyHash(Buffer.from(bytesUpTo(16), "latin1"));

  for (const [length, expected] of VECTORS) {
    it(`is SipHash-2-4 for ${length} bytes`, () => assert.equal(hash.hex(bytesUpTo(length)), expected));
  }

  it("depends on the secret", () => {
    assert.notEqual(new KeyHash(Buffer.alloc(16)).hex("k"), hash.hex("k"));
  });

  it("takes a secret that lies anywhere in memory", () => {
    const padded = Buffer.concat([Buffer.alloc(3, 9), Buffer.from(bytesUpTo(16), "latin1")]).subarray(3);
    assert.equal(new KeyHash(padded).hex(""), "310e0edd47db6f72");
  });
});

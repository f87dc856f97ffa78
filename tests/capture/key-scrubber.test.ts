import assert from "node:assert/strict";
import { isUtf8 } from "node:buffer";
import { describe, it } from "node:test";
import fc from "fast-check";
import { HASHED_BYTES, KeyScrubber } from "../../src/capture/key-scrubber.ts";

const SECRET = Buffer.alloc(32, 7);

const scrubber = (separator = "", secret: Uint8Array = SECRET): KeyScrubber => new KeyScrubber(secret, separator);
const text = (key: string, by: KeyScrubber): string => by.scrub(Buffer.from(key)).toString("latin1");

describe("a scrubbed key", () => {
  it("is as long as the key, is UTF-8, and is the same whenever the key is", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", minLength: 1, maxLength: 40 }),
        fc.constantFrom("", "/", "-"),
        (key, separator) => {
          const bytes = Buffer.from(key);
          const one = scrubber(separator).scrub(bytes);
          assert.equal(one.length, bytes.length);
          assert.ok(isUtf8(one));
          assert.deepEqual(scrubber(separator).scrub(bytes), one);
        },
      ),
    );
  });

  it("is another one for another key, however short", () => {
    const by = scrubber("/");
    const characters = Array.from({ length: 95 }, (_, i) => String.fromCharCode(0x20 + i));
    const keys = characters.flatMap((a) => ["", ...characters].map((b) => `${a}${b}`));
    assert.equal(new Set(keys.map((key) => text(key, by))).size, keys.length);
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 30 }), fc.string({ minLength: 1, maxLength: 30 }), (a, b) => {
        assert.equal(text(a, by) === text(b, by), a === b);
      }),
    );
  });

  it("begins as another does when the keys begin with the same parts, and else does not", () => {
    const by = scrubber("/");
    const [cart, other, stranger] = ["tenant-7/cart/8812", "tenant-7/cart/9", "tenant-8/cart/8812"].map((key) =>
      text(key, by),
    );
    const beginning = text("tenant-7/cart/", by);
    assert.ok(cart?.startsWith(beginning) && other?.startsWith(beginning) && !stranger?.startsWith(beginning));
    assert.deepEqual(
      [cart, stranger].map((key) => key?.split("/").map(({ length }) => length)),
      [
        [8, 4, 4],
        [8, 4, 4],
      ],
    );
    // What stands behind another beginning is scrubbed by that, so it cannot be recognised.
    assert.notEqual(cart?.split("/")[2], stranger?.split("/")[2]);
  });

  it("depends on the secret, and has nothing of the key in it", () => {
    const key = `card-4111111111111111-${"x".repeat(HASHED_BYTES)}`;
    const one = text(key, scrubber());
    assert.notEqual(one, text(key, scrubber("", Buffer.alloc(32, 8))));
    assert.ok(!one.includes("4111") && !one.includes("card"));
  });
});

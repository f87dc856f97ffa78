import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { MAX_CREDENTIAL_BYTES } from "../../../src/common/limits.ts";
import { createApiKey, hashApiKey, matchesHash, parseApiKey } from "../../../src/security/tokens/api-key.ts";
import { parseCredential } from "../../../src/security/tokens/credential.ts";

const kindOf = (authorization: string): string => parseCredential(authorization).kind;

describe("an authorization value", () => {
  it("has a scheme in any case, and one or more spaces", () => {
    for (const scheme of ["Bearer ", "bearer ", "BEARER ", "bEaReR    "]) assert.equal(kindOf(`${scheme}a.b.c`), "jwt");
    for (const other of ["", "Bearer", "Bearer ", "Bearer    ", "Bearera.b.c", "Basic a.b.c", " Bearer a.b.c", "a.b.c"])
      assert.equal(kindOf(other), "no-bearer", other);
    assert.equal(kindOf("Bearer\ta.b.c"), "no-bearer");
  });

  it("is told by its form", () => {
    const { id, text } = createApiKey();
    assert.deepEqual(parseCredential(`Bearer ${text}`), { kind: "api-key", key: { id, text } });
    assert.deepEqual(parseCredential("Bearer a-_9.b.c "), { kind: "jwt", token: "a-_9.b.c" });
    assert.equal(kindOf("Bearer a.b."), "jwt", "an unsigned one, so that it is told what is wrong");
    for (const form of ["a", "a.b", ".b.c", "a..c", "a.b.c.d", "a.b.c.d.e", "a.b+.c", "a.b.c d", "a.b.é", "prism_x_y"])
      assert.equal(kindOf(`Bearer ${form}`), "unknown", form);
  });

  it("is not looked at when it is too long", () => {
    const of = (length: number): string => `Bearer a.b.${"c".repeat(length - "Bearer a.b.".length)}`;
    assert.equal(kindOf(of(MAX_CREDENTIAL_BYTES)), "jwt");
    assert.equal(kindOf(of(MAX_CREDENTIAL_BYTES + 1)), "no-bearer");
  });

  it("may be anything at all", () => {
    const pieces = fc.constantFrom("Bearer ", "prism_", "a", "_", ".", "=", " ", "\0", "é", createApiKey().text);
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 12 }), (parts) => {
        const { kind } = parseCredential(parts.join(""));
        assert.ok(["api-key", "jwt", "no-bearer", "unknown"].includes(kind));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("an API key", () => {
  it("is made of 256 random bits and an id of its own", () => {
    const keys = Array.from({ length: 100 }, createApiKey);
    assert.equal(new Set(keys.map(({ id }) => id)).size, 100);
    assert.equal(new Set(keys.map(({ text }) => text.slice(17))).size, 100);
    for (const { id, text } of keys) {
      assert.match(text, /^prism_[a-z2-7]{10}_[A-Za-z0-9_-]{43}$/);
      assert.equal(text.split("_")[1], id);
      assert.deepEqual(parseApiKey(text), { id, text });
    }
  });

  it("is its whole text: no other has its hash", () => {
    const key = createApiKey();
    const hash = hashApiKey(key);
    assert.equal(hash.length, 32);
    assert.equal(matchesHash(key, hash), true);
    for (let i = 0; i < key.text.length; i++) {
      const text = `${key.text.slice(0, i)}${key.text[i] === "a" ? "b" : "a"}${key.text.slice(i + 1)}`;
      assert.equal(matchesHash({ id: key.id, text }, hash), false, String(i));
    }
  });

  it("has one form only", () => {
    const { text } = createApiKey();
    for (const other of [`${text}a`, text.slice(1), text.slice(0, -1), text.toUpperCase(), `${text}\n`, ` ${text}`])
      assert.equal(parseApiKey(other), null, other);
  });
});

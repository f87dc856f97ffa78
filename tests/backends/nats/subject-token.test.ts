import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { keyOfSubject, subjectOfKey, subjectsOfPrefix } from "../../../src/backends/nats/subject-token.ts";

/** Byte strings in which separators and their neighbours are frequent. */
const bytes = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0x2f, 0x3a, 0x2e, 0x61, 0x7a)), { maxLength: 40 })
  .map((codes) => String.fromCharCode(...codes));
const keys = bytes.filter((key) => key !== "");

describe("the subject of a key", () => {
  it("can be read", () => {
    assert.equal(subjectOfKey("user:42"), "user=3a.42");
    assert.equal(subjectOfKey("a/b.c"), "a-2f.b-2e.c");
    assert.equal(subjectOfKey("zoë"), "z7aoz" + "eb");
  });

  it("has what JetStream KV allows, no empty token, and gives the key back", () => {
    fc.assert(
      fc.property(keys, (key) => {
        const subject = subjectOfKey(key);
        assert.match(subject, /^[-_=a-zA-Z0-9]+(\.[-_=a-zA-Z0-9]+)*$/);
        assert.equal(keyOfSubject(subject), key);
      }),
    );
  });

  it("compares as the key does", () => {
    fc.assert(fc.property(keys, keys, (a, b) => assert.equal(subjectOfKey(a) < subjectOfKey(b), a < b)));
  });

  it("is matched by the filter of each prefix of the key, or is the prefix's own", () => {
    fc.assert(
      fc.property(bytes, keys, (prefix, rest) => {
        const { filter, alsoPrefix } = subjectsOfPrefix(prefix);
        assert.ok(subjectOfKey(prefix + rest).startsWith(filter.slice(0, -1)));
        if (prefix !== "") assert.ok(alsoPrefix || subjectOfKey(prefix).startsWith(filter.slice(0, -1)));
      }),
    );
  });

  it("is of no key when something else made it", () => {
    for (const subject of ["a..b", "A=3a", "-zz", "a.b", "z", "user=3a42"])
      assert.equal(keyOfSubject(subject), subject === "A=3a" ? "A:" : null, subject);
  });

  it("fits a control line of the server with the longest key", () => {
    const longest = subjectOfKey(":".repeat(1024));
    assert.ok(
      `HPUB $JS.API.DIRECT.GET.KV_${"p".repeat(32)}-123456.$KV.x.${longest} _INBOX.${"x".repeat(22)}.1.1`.length < 4096,
    );
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { printable, quoted } from "../../src/common/printable.ts";

describe("text from outside in a message", () => {
  it("stays as it is when it is harmless", () => {
    assert.equal(printable("orders.v2 – größe 😀"), "orders.v2 – größe 😀");
    assert.equal(quoted("a"), '"a"');
  });

  it("has what could break or forge a line escaped", () => {
    assert.equal(
      printable('a\r\n\u001b[0m"\\\u2028\u202e\ud800'),
      'a\\u{d}\\u{a}\\u{1b}[0m\\"\\\\\\u{2028}\\u{202e}\\u{d800}',
    );
  });

  it("is cut between characters", () => {
    assert.equal(printable("😀😀😀", 2), "😀😀…");
    assert.equal(printable("😀😀", 2), "😀😀");
  });

  it("is bounded and free of control characters whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const shown = printable(text, 10);
        assert(shown.length <= 10 * "\\u{10ffff}".length + 1);
        assert(!/[\p{C}\p{Zl}\p{Zp}]/u.test(shown));
      }),
    );
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { splitText } from "./split-text.ts";

const codeOf = (text: string) => splitText(text).code.replaceAll(/ +/g, " ").trim();

describe("splitting a source text", () => {
  it("keeps every line and column", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab/*'\"`${}\\\n ()=") }), (text) => {
        for (const part of Object.values(splitText(text))) {
          assert.equal(part.length, text.length);
          assert.equal(part.split("\n").length, text.split("\n").length);
        }
      }),
    );
  });

  it("puts every character in one part", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab/*'\"`${}\\\n ()=") }), (text) => {
        const { codeAndStrings, comments } = splitText(text);
        for (let i = 0; i < text.length; i++) {
          assert.ok(codeAndStrings[i] === text[i] || comments[i] === text[i]);
        }
      }),
    );
  });

  it("takes out comments, not what looks like one in a string", () => {
    assert.equal(codeOf("a(); // b()\nc();"), "a(); \nc();");
    assert.equal(codeOf("a(/* b */);"), "a( );");
    assert.equal(splitText('const a = "// b"; c();').codeAndStrings, 'const a = "// b"; c();');
    assert.equal(splitText("const a = 'it\\'s // b';").comments.trim(), "");
  });

  it("takes out strings and regular expressions", () => {
    assert.equal(codeOf('a("b\\"c", d);'), 'a(" ", d);');
    assert.equal(codeOf("a(/b'[/]\"/g, c);"), "a(/ /g, c);");
    assert.equal(codeOf("return /b`/.test(c);"), "return / /.test(c);");
  });

  it("tells a division from a regular expression", () => {
    assert.equal(codeOf("a = b / c; d = (e) / f; // g"), "a = b / c; d = (e) / f;");
  });

  it("treats the holes of templates as code, also inside each other", () => {
    assert.equal(codeOf("`a ${b({ c: `d ${e} f` })} g`; h();"), "` ${b({ c: ` ${e} ` })} `; h();");
    assert.equal(codeOf("`\\${a} $b`; c();"), "` `; c();");
  });
});

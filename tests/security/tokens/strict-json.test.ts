import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { parseStrictObject } from "../../../src/security/tokens/strict-json.ts";

describe("a strict JSON object", () => {
  it("names each member once, however deep and however written", () => {
    for (const text of [
      '{"a":1,"a":2}',
      '{"a":1,"\\u0061":2}',
      '{ "a" : 1 , "b" : [ { "c" : 1 , "c"\n:2 } ] }',
      '{"a":{"b":1},"c":"\\"","a":2}',
      '{"":1,"":2}',
      '{"__proto__":1,"__proto__":2}',
    ])
      assert.equal(parseStrictObject(text), null, text);
  });

  it("may hold the same name in other objects, and as a value", () => {
    for (const text of ['{"a":{"a":{"a":"a"}},"b":["a","a",{"a":1},{"a":1}]}', '{"a":"b\\\\","b":"a:"}', "{}"])
      assert.deepEqual(parseStrictObject(text), JSON.parse(text), text);
  });

  it("is nothing else", () => {
    for (const text of ["", "null", "[]", '"a"', "1", "{", '{"a"}', '{"a":1}x', "{'a':1}", "\ufeff{}"])
      assert.equal(parseStrictObject(text), null, text);
  });

  it("is whatever JSON writes of an object", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 2), (object, indent) => {
        const text = JSON.stringify(object, null, indent);
        assert.deepEqual(parseStrictObject(text), JSON.parse(text));
      }),
    );
  });

  it("is refused when any one member is repeated", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), fc.nat(), (object, at) => {
        const names = Object.keys(object);
        const name = names[at % names.length] as string;
        const text = JSON.stringify(object);
        assert.equal(parseStrictObject(`${text.slice(0, -1)},${JSON.stringify(name)}:0}`), null);
      }),
    );
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { decodeToJson } from "../../../src/codec/json/decode-to-json.ts";
import { encodeJson } from "../../../src/codec/json/encode-json.ts";
import { type MessageType, messageType } from "../../../src/codec/json/message-type.ts";
import { Code } from "../../../src/common/codes.ts";
import { Failure } from "../../../src/common/failure.ts";
import { MAX_JSON_DEPTH } from "../../../src/common/limits.ts";
import { everyKind } from "./oracle.ts";

const put = messageType("prism.v1.PutRequest");
const batchPut = messageType("prism.v1.BatchPutRequest");
const { everything, renamed } = await everyKind();

function refusal(type: MessageType, text: string): Failure {
  const failure = encodeJson(type, text);
  assert.ok(failure instanceof Failure, `${text} was taken`);
  assert.equal(failure.code, Code.INVALID_ARGUMENT);
  return failure;
}

/** The JSON of what a text became. */
function taken(type: MessageType, text: string): string {
  const bytes = encodeJson(type, text);
  assert.ok(!(bytes instanceof Failure), `${text}: ${bytes instanceof Failure ? bytes.message : ""}`);
  return decodeToJson(type, bytes, 0, bytes.length) as string;
}

describe("a JSON text that is no message", () => {
  /** Text, reason, field, and what the message says of it. */
  const cases: readonly [MessageType, string, string, string | undefined, RegExp][] = [
    [put, '{"tttlMs":1}', "UNKNOWN_FIELD", "tttlMs", /PutRequest has no field "tttlMs"; did you mean "ttlMs"\?/],
    [put, '{"what":1}', "UNKNOWN_FIELD", "what", /it has namespace, key, value, ttlMs, ifVersion/],
    [put, '{"__proto__":{}}', "UNKNOWN_FIELD", "__proto__", /no field "__proto__"/],
    [put, '{"constructor":1}', "UNKNOWN_FIELD", "constructor", /no field/],
    [put, '{"a\\u0000\\"b":1}', "UNKNOWN_FIELD", 'a\\u{0}\\"b', /no field/],
    [batchPut, '{"items":[{},{"kye":""}]}', "UNKNOWN_FIELD", "items[1].kye", /did you mean "key"/],
    [put, '{"key":"a","key":"a"}', "DUPLICATE_FIELD", "key", /given twice/],
    [put, '{"ttlMs":1,"ttl_ms":1}', "DUPLICATE_FIELD", "ttl_ms", /given twice/],
    [put, '{"ttlMs":null,"ttlMs":1}', "DUPLICATE_FIELD", "ttl_ms", /given twice/],
    [everything, '{"left":"a","right":1}', "DUPLICATE_FIELD", "right", /cannot be set together with left/],
    [everything, '{"byString":{"a":1,"a":1}}', "DUPLICATE_FIELD", 'by_string["a"]', /given twice/],
    [
      put,
      '{"ttlMs":1.5}',
      "FIELD_INVALID",
      "ttl_ms",
      /is 1\.5; it takes a whole number from 0 to 18446744073709551615/,
    ],
    [put, '{"ttlMs":-1}', "FIELD_INVALID", "ttl_ms", /is -1; it takes a whole number from 0/],
    [put, '{"ttlMs":"18446744073709551616"}', "FIELD_INVALID", "ttl_ms", /is "18446744073709551616"/],
    [put, '{"ttlMs":1e999999999}', "FIELD_INVALID", "ttl_ms", /is 1e999999999/],
    [put, '{"ttlMs":""}', "FIELD_INVALID", "ttl_ms", /is ""/],
    [put, '{"ttlMs":" 1"}', "FIELD_INVALID", "ttl_ms", /is " 1"/],
    [put, '{"ttlMs":"0x1"}', "FIELD_INVALID", "ttl_ms", /is "0x1"/],
    [put, '{"ttlMs":true}', "FIELD_INVALID", "ttl_ms", /is true/],
    [put, '{"key":1}', "FIELD_INVALID", "key", /is 1; it takes a text/],
    [put, '{"key":"\\ud800"}', "FIELD_INVALID", "key", /half surrogate pairs/],
    [put, '{"key":["a"]}', "FIELD_INVALID", "key", /is a list/],
    [put, '{"value":"a"}', "FIELD_INVALID", "value", /is "a"; it takes base64/],
    [put, '{"value":"a b="}', "FIELD_INVALID", "value", /base64/],
    [put, '{"value":"YQ="}', "FIELD_INVALID", "value", /base64/],
    [put, '{"value":"=YQ="}', "FIELD_INVALID", "value", /base64/],
    [put, '{"value":"YQ==YQ=="}', "FIELD_INVALID", "value", /base64/],
    [put, '{"value":"\u0141\u0141\u0141\u0141"}', "FIELD_INVALID", "value", /base64/],
    [batchPut, '{"items":[{"value":"AAAA"},{"value":"AA A"}]}', "FIELD_INVALID", "items[1].value", /is "AA A"/],
    [batchPut, '{"items":{}}', "FIELD_INVALID", "items", /is an object; it takes a list/],
    [batchPut, '{"items":[null]}', "FIELD_INVALID", "items[0]", /is null; it takes an object/],
    [batchPut, '{"items":[{"ifVersion":"a"}]}', "FIELD_INVALID", "items[0].if_version", /is "a"/],
    [everything, '{"aBool":"true"}', "FIELD_INVALID", "a_bool", /is "true"; it takes true or false/],
    [everything, '{"aColor":"COLOR_READ"}', "FIELD_INVALID", "a_color", /did you mean "COLOR_RED"\?/],
    [everything, '{"aColor":1.5}', "FIELD_INVALID", "a_color", /one of COLOR_UNSPECIFIED, COLOR_RED, COLOR_BLUE/],
    [everything, '{"aDouble":1e400}', "FIELD_INVALID", "a_double", /double precision/],
    [everything, '{"aFloat":1e39}', "FIELD_INVALID", "a_float", /single precision/],
    [everything, '{"aDouble":"nan"}', "FIELD_INVALID", "a_double", /NaN/],
    [everything, '{"aMessage":[]}', "FIELD_INVALID", "a_message", /is a list; it takes an object/],
    [everything, '{"byInt32":{"a":{}}}', "FIELD_INVALID", 'by_int32["a"]', /keys that are a whole number/],
    [everything, '{"byBool":{"True":""}}', "FIELD_INVALID", 'by_bool["True"]', /keys that are true or false/],
    [everything, '{"byString":{"a":null}}', "FIELD_INVALID", 'by_string["a"]', /is null/],
    [
      put,
      "[]",
      "FIELD_INVALID",
      undefined,
      /the message is a list; it takes an object with the fields of prism\.v1\.Put/,
    ],
    [put, '"{}"', "FIELD_INVALID", undefined, /the message is "\{\}"/],
  ];

  for (const [type, text, reason, field, message] of cases) {
    it(`is refused with the field and the remedy: ${text}`, () => {
      const failure = refusal(type, text);
      assert.equal(failure.reason, reason);
      assert.equal(failure.metadata.field, field);
      assert.match(failure.message, message);
    });
  }

  it("repeats no more of itself than fits a line", () => {
    const long = "x".repeat(100_000);
    for (const text of [
      `{"${long}":1}`,
      `{"ttlMs":"${long}"}`,
      `{"ttlMs":${"9".repeat(100_000)}}`,
      `{"key":"a","key`,
    ]) {
      const failure = refusal(put, text);
      assert.ok(failure.message.length < 400, failure.message);
      assert.ok((failure.metadata.field ?? "").length < 100);
    }
  });
});

describe("a text that is no JSON", () => {
  const cases: readonly [string, RegExp][] = [
    ["", /an empty text is not JSON: a value was expected, at line 1, column 1/],
    ["{", /a name between double quotes was expected, at line 1, column 2/],
    ['{\n  "key": "a",\n}', /\} may not follow a comma, at line 3, column 1/],
    ['{"key" "a"}', /a colon was expected after "key"/],
    ['{"key":}', /a value was expected/],
    ["{'key':1}", /double quotes/],
    ['{"key":"a" "value":""}', /a comma or \} was expected/],
    ['{"key":"a', /a string has no end/],
    ['{"key":"a\nb"}', /control characters/],
    ['{"key":"\\x"}', /after a backslash/],
    ['{"key":"\\u12g4"}', /four hexadecimal digits/],
    ['{"ttlMs":01}', /does not begin with 0/],
    ['{"ttlMs":1.}', /digits were expected/],
    ['{"ttlMs":1e}', /digits were expected/],
    ['{"ttlMs":-}', /digits were expected/],
    ['{"ttlMs":+1}', /a value was expected/],
    ['{"ttlMs":NaN}', /a value was expected/],
    ['{"ttlMs":nul}', /null was expected/],
    ["{} {}", /should end after its value/],
    ["{}\u00a0", /should end after its value/],
    ["\ufeff{}", /a value was expected/],
    ["{/* */}", /double quotes/],
  ];
  for (const [text, message] of cases) {
    it(`is refused with the place: ${JSON.stringify(text)}`, () => {
      assert.throws(() => JSON.parse(text));
      const failure = refusal(put, text);
      assert.equal(failure.reason, "JSON_SYNTAX");
      assert.match(failure.message, message);
      assert.match(failure.metadata.line ?? "", /^[0-9]+$/);
      assert.match(failure.metadata.column ?? "", /^[0-9]+$/);
    });
  }

  it("may nest as deep as the limit says, and no deeper", () => {
    const nested = (depth: number) => `${'{"aMessage":'.repeat(depth - 1)}{}${"}".repeat(depth - 1)}`;
    assert.equal(taken(everything, nested(MAX_JSON_DEPTH)), nested(MAX_JSON_DEPTH));
    assert.equal(refusal(everything, nested(MAX_JSON_DEPTH + 1)).reason, "JSON_TOO_DEEP");
    assert.equal(refusal(everything, '{"aMessage":'.repeat(1_000_000)).reason, "JSON_TOO_DEEP");
  });
});

describe("a JSON text that is a message", () => {
  const cases: readonly [MessageType, string, string][] = [
    [put, "{}", "{}"],
    [put, '{"key":null,"ttlMs":null,"ifVersion":null}', "{}"],
    [put, '{"ifVersion":0}', '{"ifVersion":"0"}'],
    [put, '{"if_version":"7","ttl_ms":3}', '{"ttlMs":"3","ifVersion":"7"}'],
    [put, '{"ttlMs":18446744073709551615}', '{"ttlMs":"18446744073709551615"}'],
    [put, '{"ttlMs":9007199254740993}', '{"ttlMs":"9007199254740993"}'],
    [put, '{"ttlMs":1.0}', '{"ttlMs":"1"}'],
    [put, '{"ttlMs":"1.20e1"}', '{"ttlMs":"12"}'],
    [put, '{"ttlMs":1200e-2}', '{"ttlMs":"12"}'],
    [put, '{"ttlMs":0e999999999}', "{}"],
    [put, '{"ttlMs":-0}', "{}"],
    [put, '{"value":"-_-_"}', '{"value":"+/+/"}'],
    [put, '{"value":"YQ"}', '{"value":"YQ=="}'],
    [put, '{"value":"YWI="}', '{"value":"YWI="}'],
    [put, '{"value":""}', "{}"],
    [put, '{"key":"\\u00e9\\ud83d\\ude00\\n\\/"}', '{"key":"é😀\\n/"}'],
    [put, '{"k\\u0065y":"a"}', '{"key":"a"}'],
    [everything, '{"aDouble":-0}', '{"aDouble":-0}'],
    [everything, '{"aDouble":"-Infinity","aFloat":"NaN"}', '{"aDouble":"-Infinity","aFloat":"NaN"}'],
    [everything, '{"aDouble":"1e3","aFloat":0.1}', '{"aDouble":1000,"aFloat":0.1}'],
    [everything, '{"aFloat":16777217}', '{"aFloat":16777216}'],
    [everything, '{"anInt32":-1,"aSint64":"-1"}', '{"anInt32":-1,"aSint64":"-1"}'],
    [everything, '{"aColor":-7,"maybeColor":0}', '{"aColor":"COLOR_BLUE","maybeColor":"COLOR_UNSPECIFIED"}'],
    [everything, '{"aColor":99}', '{"aColor":99}'],
    [everything, '{"maybeString":"","maybeBool":false}', '{"maybeString":"","maybeBool":false}'],
    [everything, '{"left":""}', '{"left":""}'],
    [everything, '{"left":null,"right":0}', '{"right":0}'],
    [everything, '{"aMessage":{}}', '{"aMessage":{}}'],
    [everything, '{"strings":[],"doubles":[],"byString":{}}', "{}"],
    [everything, '{"strings":["",""],"bools":[false]}', '{"bools":[false],"strings":["",""]}'],
    [everything, '{"byString":{"__proto__":1,"":0}}', '{"byString":{"__proto__":"1","":"0"}}'],
    [everything, '{"byInt32":{"-1":{"aString":"x"}}}', '{"byInt32":{"-1":{"aString":"x"}}}'],
    [everything, '{"byBool":{"true":"a","false":"b"}}', '{"byBool":{"true":"a","false":"b"}}'],
    [renamed, '{"@named":"a","OddName2":1}', '{"@named":"a","OddName2":1}'],
    [renamed, '{"other_name":"a","__odd_name_2_":1}', '{"@named":"a","OddName2":1}'],
  ];
  for (const [type, text, json] of cases) {
    it(`is read as the mapping says: ${text}`, () => {
      assert.equal(taken(type, text), json);
    });
  }

  it("may have nested messages of any length", () => {
    for (const count of [0, 1, 126, 127, 128, 129, 16_383, 16_384, 300_000]) {
      const text = `{"aMessage":{"aMessage":{"aString":"${"x".repeat(count)}"}},"aBool":true}`;
      assert.deepEqual(JSON.parse(taken(everything, text)).aMessage.aMessage.aString ?? "", "x".repeat(count));
    }
  });

  it("has base64 of either alphabet, padded or not, and takes nothing for it that is none", () => {
    const strict = /^(?:[\w+/-]{4})*(?:[\w+/-]{2}(?:==)?|[\w+/-]{3}=?)?$/;
    const character = fc.constantFrom(..."AZaz09+/-_=", ..."AAAA", " ", "\n", ".", "é", "Ł", "\0");
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 12 }), (value) => {
        const bytes = encodeJson(put, JSON.stringify({ value }));
        assert.equal(!(bytes instanceof Failure), strict.test(value), JSON.stringify(value));
        if (bytes instanceof Failure || value === "") return;
        assert.deepEqual(bytes.subarray(2), Buffer.from(value, "base64"));
      }),
      { numRuns: 5_000 },
    );
  });

  it("takes its time in proportion to its length", () => {
    // Each of these is slow with a careless reader: many zeros, many escapes, many digits.
    const many = 1_000_000;
    for (const text of [
      `{"ttlMs":1${"0".repeat(many)}1}`,
      `{"ttlMs":0.${"0".repeat(many)}1}`,
      `{"ttlMs":"${" ".repeat(many)}1"}`,
      `{"value":"${"A".repeat(many)}!"}`,
      `{"tt${"l".repeat(many)}":1}`,
    ]) {
      refusal(put, text);
    }
    assert.equal(JSON.parse(taken(put, `{"key":"${"\\u0041".repeat(many)}"}`)).key.length, many);
  });
});

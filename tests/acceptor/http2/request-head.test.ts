import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { HeaderPairs } from "../../../src/acceptor/http2/header-pairs.ts";
import { DecodeResult, HpackDecoder } from "../../../src/acceptor/http2/hpack/hpack-decoder.ts";
import { RequestHead } from "../../../src/acceptor/http2/request-head.ts";
import * as h2 from "../../support/http2/frames.ts";
import { callFields } from "./connection-bench.ts";
import { roomy } from "./hpack/blocks.ts";

function headOf(fields: HeaderPairs): RequestHead {
  const decoder = new HpackDecoder(roomy);
  const block = h2.fields(fields);
  assert.equal(decoder.decode(block, 0, block.length), DecodeResult.OK);
  return new RequestHead(decoder.fields.slice(0, decoder.count));
}

/** The fields of a call, and these behind them. */
function callWith(...more: HeaderPairs): HeaderPairs {
  return [...callFields, ...more];
}

function callWithout(name: string): HeaderPairs {
  return callFields.filter((pair) => pair[0] !== name);
}

/** The fields of a call, one of them with another value. */
function callBut(name: string, value: string): HeaderPairs {
  return callFields.map((pair) => (pair[0] === name ? ([name, value] as const) : pair));
}

/** Fields that a request may not have, by the rule that they break. Source: RFC 9113, sections 8.1.1 to 8.3.1. */
const malformed: Readonly<Record<string, HeaderPairs>> = {
  "8.2.1: a name with an upper-case letter": callWith(["X-Upper", "v"]),
  "8.2.1: a name with a space": callWith(["x name", "v"]),
  "8.2.1: a name with a control character": callWith(["x\u0001name", "v"]),
  "8.2.1: a name with a delete": callWith(["x\u007f", "v"]),
  "8.2.1: a name with a byte above ASCII": callWith(["x\u00e9", "v"]),
  "8.2.1: a name with a colon within": callWith(["x:name", "v"]),
  "8.2.1: an empty name": callWith(["", "v"]),
  "8.2.1: a value with a zero": callWith(["x-v", "a\u0000b"]),
  "8.2.1: a value with a line feed": callWith(["x-v", "a\nb"]),
  "8.2.1: a value with a carriage return": callWith(["x-v", "a\rb"]),
  "8.2.1: a value that begins with a space": callWith(["x-v", " a"]),
  "8.2.1: a value that begins with a tab": callWith(["x-v", "\ta"]),
  "8.2.1: a value that ends with a space": callWith(["x-v", "a "]),
  "8.2.1: a value that ends with a tab": callWith(["x-v", "a\t"]),
  "8.2.1: a path with a line feed": callBut(":path", "/a\nb"),
  "8.2.1: an authority that ends with a space": callBut(":authority", "localhost "),
  "8.2.2: connection": callWith(["connection", "close"]),
  "8.2.2: keep-alive": callWith(["keep-alive", "timeout=5"]),
  "8.2.2: proxy-connection": callWith(["proxy-connection", "close"]),
  "8.2.2: transfer-encoding": callWith(["transfer-encoding", "chunked"]),
  "8.2.2: upgrade": callWith(["upgrade", "h2c"]),
  "8.2.2: te that is not trailers": callBut("te", "gzip"),
  "8.2.2: te that is trailers and more": callBut("te", "trailers, gzip"),
  "8.3: a pseudo-field that nobody knows": [[":unheard", "of"], ...callFields],
  "8.3: a pseudo-field of answers": [[":status", "200"], ...callFields],
  "8.3: a pseudo-field of extended CONNECT, which is not on": [[":protocol", "websocket"], ...callFields],
  "8.3: a pseudo-field behind another": [...callWithout(":authority"), [":authority", "localhost"]],
  "8.3: two methods": [[":method", "POST"], ...callFields],
  "8.3: two schemes": [[":scheme", "http"], ...callFields],
  "8.3: two paths": [[":path", "/"], ...callFields],
  "8.3: two authorities": [[":authority", "localhost"], ...callFields],
  "8.3.1: no method": callWithout(":method"),
  "8.3.1: no scheme": callWithout(":scheme"),
  "8.3.1: no path": callWithout(":path"),
  "8.3.1: an empty method": callBut(":method", ""),
  "8.3.1: an empty scheme": callBut(":scheme", ""),
  "8.3.1: an empty path": callBut(":path", ""),
  "8.5: CONNECT with a path": callBut(":method", "CONNECT"),
  "8.5: CONNECT without an authority": [[":method", "CONNECT"]],
  "8.1.1: a content-length that is none": callWith(["content-length", "many"]),
  "8.1.1: a content-length below zero": callWith(["content-length", "-1"]),
  "8.1.1: a content-length with a fraction": callWith(["content-length", "1.5"]),
  "8.1.1: an empty content-length": callWith(["content-length", ""]),
  "8.1.1: a content-length that no number holds": callWith(["content-length", "9".repeat(20)]),
  "8.1.1: two content-lengths": callWith(["content-length", "5"], ["content-length", "6"]),
  "no fields at all": [],
};

/** Fields at the edge of what a request may have. */
const sound: Readonly<Record<string, HeaderPairs>> = {
  "a call": callFields,
  "no authority": callWithout(":authority"),
  "an empty authority": callBut(":authority", ""),
  "no te": callWithout("te"),
  "an empty value": callWith(["x-empty", ""]),
  "a value with spaces within, tabs and bytes above ASCII": callWith(["x-v", "a b\tc\u00e9\u00ff"]),
  "a name of all that a name may have": callWith(["!#$%&'*+-.^_`|~09az", "v"]),
  "a field over and over": callWith(["x", "1"], ["x", "2"], ["x", "3"]),
  "a content-length": callWith(["content-length", "0"]),
  "the path of OPTIONS": callBut(":path", "*"),
  CONNECT: [
    [":method", "CONNECT"],
    [":authority", "localhost:1"],
  ],
};

describe("the head of a request", () => {
  for (const [rule, fields] of Object.entries(malformed)) {
    it(`is malformed by ${rule}`, () => assert.equal(headOf(fields).isMalformed, true));
  }

  for (const [what, fields] of Object.entries(sound)) {
    it(`is sound with ${what}`, () => assert.equal(headOf(fields).isMalformed, false));
  }

  it("is malformed by each byte that no name may have, and by no other", () => {
    for (let code = 0; code <= 0xff; code++) {
      const isBad = code <= 0x20 || (code >= 0x41 && code <= 0x5a) || code >= 0x7f || code === 0x3a;
      const head = headOf(callWith([`x${String.fromCharCode(code)}`, "v"]));
      assert.equal(head.isMalformed, isBad, `byte ${code}`);
    }
  });

  it("is malformed by each byte that no value may have, and by no other", () => {
    for (let code = 0; code <= 0xff; code++) {
      const head = headOf(callWith(["x", `a${String.fromCharCode(code)}b`]));
      assert.equal(head.isMalformed, code === 0 || code === 0x0a || code === 0x0d, `byte ${code}`);
    }
  });

  it("has the method, the path and the fields, without the pseudo-fields", () => {
    const head = headOf(callFields);
    assert.deepEqual(
      [head.method, head.path, head.fields.map(({ name, value }) => `${name}: ${value}`)],
      ["POST", "/prism.v1.KeyValueService/Get", ["content-type: application/grpc", "te: trailers"]],
    );
    assert.equal(head.field(":path"), null);
  });

  it("joins fields that repeat, in their order, with commas", () => {
    const head = headOf(callWith(["x-a", "1"], ["x-b", "2"], ["x-a", ""], ["x-a", "3,4"]));
    assert.deepEqual([head.field("x-a"), head.field("x-b"), head.field("x-c")], ["1,,3,4", "2", null]);
  });

  it("has the length that is announced, or -1", () => {
    assert.equal(headOf(callFields).contentLength, -1);
    assert.equal(headOf(callWith(["content-length", "007"])).contentLength, 7);
  });

  it("is plain gRPC by its method and its content-type alone", () => {
    const types = {
      "application/grpc": true,
      "application/grpc+proto": true,
      "application/grpc+json": false,
      "application/grpc-web": false,
      "application/grpc-web+proto": false,
      "application/json": false,
      "": false,
    };
    for (const [type, isPlain] of Object.entries(types))
      assert.equal(headOf(callBut("content-type", type)).isPlainGrpc, isPlain, type);
    assert.equal(headOf(callBut(":method", "GET")).isPlainGrpc, false);
    assert.equal(headOf(callWithout("content-type")).isPlainGrpc, false);
    assert.equal(headOf(callWith(["content-type", "application/grpc"])).isPlainGrpc, false);
  });

  it("may trail when it is sound and has no pseudo-fields", () => {
    assert.equal(headOf([]).mayTrail, true);
    assert.equal(headOf([["x-sum", "1"]]).mayTrail, true);
    assert.equal(headOf([["X-Sum", "1"]]).mayTrail, false);
    assert.equal(headOf([[":path", "/"]]).mayTrail, false);
    assert.equal(headOf([[":status", "200"]]).mayTrail, false);
    assert.equal(headOf(callFields).mayTrail, false);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { joinTraceState, readTraceState, soundTraceState } from "../../src/codec/trace-state.ts";
import { encodeMessage, type Field } from "../support/protobuf.ts";

describe("a tracestate", () => {
  it("is passed on as it came, but for the space around its members", () => {
    for (const text of ["a=1", "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE", "tenant@vendor=a b c!", "k/*-_=x"]) {
      assert.equal(soundTraceState(text), text);
    }
    assert.equal(soundTraceState(" a=1 ,\tb=2,, "), "a=1,b=2");
  });

  it("is thrown away as a whole when it is none", () => {
    const many = Array.from({ length: 33 }, (_, i) => `k${i}=v`).join(",");
    for (const text of ["a", "=1", "a=", "A=1", "a=1,b", "a=\u00e9", "a=b=c", many, `a=${"x".repeat(511)}`]) {
      assert.equal(soundTraceState(text), "", text);
    }
    assert.equal(soundTraceState(many.slice(0, many.lastIndexOf(","))).split(",").length, 32);
  });

  it("has what we write first, and no other of the same key", () => {
    assert.equal(joinTraceState("ot=th:c", "a=1,ot=th:0,b=2"), "ot=th:c,a=1,b=2");
    assert.equal(joinTraceState("", "a=1"), "a=1");
    assert.equal(joinTraceState("ot=th:c", ""), "ot=th:c");
  });

  it("is read of a request, as it came last", () => {
    const read = (...fields: readonly Field[]) => {
      const bytes = Buffer.concat([Buffer.from("xx"), encodeMessage(...fields)]);
      return readTraceState(bytes, 2, bytes.length);
    };
    assert.equal(read([1, 7], [6, "a=1"], [6, "b=2"], [16, "whatever"]), "b=2");
    assert.equal(read([1, 7], [4, "00-"]), "");
    assert.equal(read([6, "x".repeat(1000)]), "");
  });
});

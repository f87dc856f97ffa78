import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CallNumber } from "../../../src/codec/calls.ts";
import { findMethod, services } from "../../../src/codec/json/services.ts";
import { Code } from "../../../src/common/codes.ts";
import { Failure } from "../../../src/common/failure.ts";

describe("methods by name", () => {
  it("are those of the proto files, with the numbers of their calls", () => {
    const methods = [...services.values()].flatMap((each) => [...each.values()]);
    const calls = new Set<number | null>(methods.map((method) => method.call));
    // Frames alone have credits.
    calls.add(CallNumber.STREAM_CREDIT);
    for (const call of Object.values(CallNumber)) assert.ok(calls.has(call), String(call));
    const put = findMethod("KeyValueService", "Put");
    assert.ok(!(put instanceof Failure));
    assert.equal(put.request.name, "prism.v1.PutRequest");
    assert.equal(put.response.name, "prism.v1.PutResponse");
    assert.equal(put.streams, false);
  });

  it("are refused with what was meant when there is none of the name", () => {
    for (const [service, method, field, message] of [
      ["KeyValueServise", "Put", "service", /there is no service "KeyValueServise"; did you mean KeyValueService\?/],
      ["KeyValueService", "BatchPot", "method", /there is no method "BatchPot"; did you mean BatchPut/],
      ["KeyValueService", "Frobnicate", "method", /there are Get, Put/],
      ["__proto__", "constructor", "service", /there is no service "__proto__"/],
      ["KeyValueService", "constructor", "method", /there is no method "constructor"/],
    ] as const) {
      const failure = findMethod(service, method);
      assert.ok(failure instanceof Failure);
      assert.equal(failure.code, Code.UNIMPLEMENTED);
      assert.equal(failure.reason, "UNKNOWN_METHOD");
      assert.equal(failure.metadata.field, field);
      assert.match(failure.message, message);
    }
  });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { METHOD_PATHS } from "../../src/client/grpc-methods.ts";
import { CallNumber } from "../../src/codec/calls.ts";
import { services } from "../../src/codec/json/services.ts";

test("every call has the path of its method in the proto files", () => {
  const paths = [...services].flatMap(([service, methods]) =>
    [...methods.values()]
      .filter(({ call, name }) => call !== null && name !== "ScanStream")
      .map(({ name, call }) => [String(call), `/prism.v1.${service}/${name}`]),
  );
  assert.deepEqual(METHOD_PATHS, { ...Object.fromEntries(paths), [CallNumber.STREAM_CREDIT]: "" });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { nearNames } from "../../src/common/suggest.ts";

describe("suggestions", () => {
  it("count two letters in the wrong order as one mistake", () => {
    assert.deepEqual(nearNames("tpc", ["grpc", "tcp", "admin"]), ["tcp", "grpc"]);
  });

  it("put the nearest first, and leave out what is far", () => {
    assert.deepEqual(nearNames("oders", ["borders", "orders", "customers"]), ["orders", "borders"]);
  });
});

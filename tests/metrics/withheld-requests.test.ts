import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MergedWithheld, WithheldRequests } from "../../src/metrics/withheld-requests.ts";

describe("requests that were withheld", () => {
  it("are counted by namespace and reason until they are taken; other refusals are not among them", () => {
    const withheld = new WithheldRequests();
    for (const [index, reason] of [
      [0, "ACCESS_DENIED"],
      [7, "RATE_LIMITED"],
      [7, "RATE_LIMITED"],
      [7, "KEY_REQUIRED"],
    ] as const)
      withheld.count(index, reason);
    assert.deepEqual(withheld.take(), [
      { namespaceIndex: 0, reason: "ACCESS_DENIED", count: 1 },
      { namespaceIndex: 7, reason: "RATE_LIMITED", count: 2 },
    ]);
    assert.deepEqual(withheld.take(), []);
  });

  it("are added up by the names of namespaces, whatever place they have", () => {
    const merged = new MergedWithheld();
    merged.merge([{ namespaceIndex: 1, reason: "ACCESS_DENIED", count: 2 }], ["a", "b"]);
    merged.merge([{ namespaceIndex: 0, reason: "ACCESS_DENIED", count: 3 }], ["b"]);
    merged.merge([{ namespaceIndex: 0, reason: "RATE_LIMITED", count: 4 }], ["b"]);
    assert.deepEqual(
      [...merged.all()],
      [
        { namespace: "b", reason: "ACCESS_DENIED", count: 5 },
        { namespace: "b", reason: "RATE_LIMITED", count: 4 },
      ],
    );
  });
});

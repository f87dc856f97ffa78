import assert from "node:assert/strict";
import { it } from "node:test";
import { fuzzFrames, MOST_HEAP_GROWTH_BYTES } from "../../support/http2/frame-fuzz.ts";

it("takes whatever frames come without a fault, and keeps nothing of them", async (t) => {
  const report = await fuzzFrames(1, 100_000);
  t.diagnostic(JSON.stringify(report));
  assert.ok(report.calls > 5_000, "most connections get as far as calls");
  assert.ok(report.bytesWritten > 10_000_000, "and are answered");
  assert.ok(report.heapGrowth < MOST_HEAP_GROWTH_BYTES, `${report.heapGrowth} bytes more are in use than at first`);
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { cutShort } from "../../src/acceptor/cut-short.ts";
import { shuttingDown } from "../../src/acceptor/refusals.ts";
import { Code } from "../../src/common/codes.ts";
import { Failure } from "../../src/common/failure.ts";

describe("a failure in the middle of an answer", () => {
  it("says of the rest alone that nothing was done, and is the same failure otherwise", () => {
    const { code, reason, message, retryAfterMs } = cutShort(shuttingDown, "ask again");
    assert.equal(message, `what has come is good: ask again; of the rest: ${shuttingDown.message}`);
    assert.deepEqual([code, reason, retryAfterMs], [Code.UNAVAILABLE, "SHUTTING_DOWN", 1_000]);
  });

  it("hands on what a failure says word for word, whatever its sentence looks like", () => {
    for (const said of [
      "Another transaction was in the way, so nothing was done: try again.",
      'no key "a; nothing was done; b"',
    ]) {
      const cut = cutShort(new Failure(Code.ABORTED, "X", said, { metadata: { field: "key" } }), "ask again");
      assert.ok(cut.message.endsWith(`; of the rest: ${said}`), cut.message);
      assert.deepEqual(cut.metadata, { field: "key" });
    }
  });
});

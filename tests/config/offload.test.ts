import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadText, problemsOf } from "./load-text.ts";

describe("the pool of each worker", () => {
  it("has one thread, a place for every chunk under way, and ten seconds, unless told otherwise", () => {
    assert.deepEqual(loadText(null, {}).offload, { threads: 1, maxQueue: 128, idleTimeoutMs: 10_000 });
    const text = "offload: { threads: 0, maxQueue: 4096, idleTimeout: 1m }";
    assert.deepEqual(loadText(text, {}).offload, { threads: 0, maxQueue: 4_096, idleTimeoutMs: 60_000 });
  });

  it("is refused where it cannot be, with what can", () => {
    const problemOf = (entries: string) => problemsOf(`offload: { ${entries} }`, {}).join();
    assert.match(problemOf("threads: 65"), /offload\.threads.*64/);
    assert.match(problemOf("maxQueue: 0"), /offload\.maxQueue.*1/);
    assert.match(problemOf("idleTimeout: 1ms"), /offload\.idleTimeout.*1s/);
    assert.match(problemOf("thread: 1"), /offload\.thread.*threads/s);
  });
});

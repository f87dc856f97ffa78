import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CallNumber, operationName } from "../../src/codec/calls.ts";
import { Code } from "../../src/common/codes.ts";
import { rule, someone } from "../security/access/access-spec.ts";
import { PipelineBench } from "./pipeline-bench.ts";

const ada = someone("user:ada");
const FIELDS: Readonly<Record<string, string>> = {
  STREAM_LIST_DEAD: "stream_list_dead_letters",
  STREAM_REPLAY_DEAD: "stream_replay_dead_letters",
  STREAM_REMOVE_DEAD: "stream_remove_dead_letters",
};

describe("a call of another pattern than its namespace's", () => {
  for (const [name, number] of Object.entries(CallNumber).filter(([each]) => each.startsWith("STREAM_"))) {
    it(`is refused before the store is asked, and told where to go: ${name}`, () => {
      const bench = new PipelineBench();
      const error = bench.run([ada, { [FIELDS[name] ?? name.toLowerCase()]: {} }])[0]?.error;
      assert.deepEqual([error?.code, error?.reason], [Code.INVALID_ARGUMENT, "WRONG_PATTERN"]);
      assert.equal(
        error?.message,
        `namespace "n" has the pattern keyvalue, and ${operationName(number)} is a call of StreamService; call KeyValueService, or name a namespace with the pattern stream`,
      );
      assert.deepEqual({ ...error?.metadata }, { field: "namespace", pattern: "keyvalue", service: "KeyValueService" });
      assert.deepEqual(bench.store.log, []);
    });
  }

  it("says nothing of the pattern to whoever has no right there", () => {
    const bench = new PipelineBench({ access: [rule("user:bob", "+all")] });
    assert.equal(bench.run([ada, { stream_fetch: {} }])[0]?.error?.reason, "ACCESS_DENIED");
  });
});

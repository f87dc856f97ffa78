import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CaptureRecorder } from "../../src/capture/capture-recorder.ts";
import { StreamCall } from "../../src/patterns/stream/call.ts";
import type { StreamTask } from "../../src/patterns/stream/task.ts";
import { type BoundNamespace, Request } from "../../src/pipeline/request.ts";
import { deniedStreamField } from "../../src/pipeline/stages/authorize-stream.ts";
import { captureAll } from "../../src/pipeline/stages/capture.ts";
import { AccessTable } from "../../src/security/access/access-table.ts";
import { rule, someone } from "../security/access/access-spec.ts";

function callOf(task: StreamTask): StreamCall {
  const call = new StreamCall();
  call.task = task;
  return call;
}

const abandon = callOf({ kind: "abandon", fetchId: 1 });
const leave = callOf({ kind: "leave", group: "g", consumer: "c", subscription: "" });

describe("the end of a fetch whose client is gone", () => {
  it("is told for those, too, who may read some keys only", () => {
    const ada = someone("user:ada");
    const rights = new AccessTable([[rule("user:ada", "+read", "a")]]).rightsOf(ada, 0);
    assert.equal(deniedStreamField(leave, rights), "group");
    assert.equal(deniedStreamField(abandon, rights), null);
  });

  it("is not recorded as what a client has asked for", () => {
    let asked = 0;
    const tape = {
      wants: () => {
        asked++;
        return false;
      },
    };
    const recorder = { tapes: [tape] } as unknown as CaptureRecorder;
    const counts = [leave, abandon].map((stream) => {
      const request = new Request();
      request.namespace = { index: 0 } as BoundNamespace;
      request.stream = stream;
      captureAll([request], recorder, 0);
      return asked;
    });
    assert.deepEqual(counts, [1, 1]);
  });
});

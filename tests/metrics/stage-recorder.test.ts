import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { STEPS_PER_SAMPLE, StageRecorder } from "../../src/metrics/stage-recorder.ts";

describe("recorder of stages", () => {
  it("wants the times of the first step, and then of every sixteenth", () => {
    const recorder = new StageRecorder();
    const due = Array.from({ length: 2 * STEPS_PER_SAMPLE + 1 }, () => recorder.isDue());
    assert.deepEqual(
      due.flatMap((isDue, i) => (isDue ? [i] : [])),
      [0, STEPS_PER_SAMPLE, 2 * STEPS_PER_SAMPLE],
    );
  });

  it("counts a time once for each request of the step, and forgets what it has told", () => {
    const recorder = new StageRecorder();
    recorder.record("admission", 12, 128);
    recorder.record("admission", 30, 2);
    recorder.record("answer", 5, 0);
    assert.deepEqual(recorder.take(), [
      { stage: "admission", sumUs: 12 * 128 + 30 * 2, us: Float64Array.of(12, 128, 30, 2) },
    ]);
    assert.deepEqual(recorder.take(), []);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { WorkerHistory } from "../../src/control/metrics-worker.ts";
import { RequestRecorder } from "../../src/metrics/request-recorder.ts";
import { auditFigures, reportOf } from "./metrics-sources.ts";

const store = { backend: "ram", items: 1, bytes: 2, maxBytes: 3, problem: "", guard: null };

describe("history of a worker", () => {
  it("shows nothing that an earlier thread says late, of stores or of the event loop", () => {
    const history = new WorkerHistory(0);
    history.observe(true, 1, 0);
    history.accept(reportOf({ stores: [store], records: 3 }), 0);
    assert.deepEqual([history.latest, history.isFresh], [null, false]);
    history.accept(reportOf({ stores: [store] }), 1);
    assert.deepEqual([history.latest?.stores, history.isFresh], [[store], true]);
  });

  it("adds up what all threads have counted", () => {
    const history = new WorkerHistory(0);
    for (const restarts of [0, 1, 2]) {
      history.observe(true, restarts, 1);
      history.accept(reportOf({ batches: 10, records: 100, acceptorWakes: 1000 }), restarts);
    }
    const { batches, requests, wakesByAcceptor, wakesOfAcceptor } = history;
    assert.deepEqual([batches, requests, wakesByAcceptor, wakesOfAcceptor], [30, 300, 3, 3000]);
  });

  it("adds up what all threads have recorded, and shows where the chain stands", () => {
    const history = new WorkerHistory(0);
    assert.equal(history.audit, null);
    for (const restarts of [0, 1]) {
      history.observe(true, restarts, 1);
      history.accept(reportOf({ audit: { ...auditFigures, seal: 100 + restarts } }), restarts);
    }
    assert.deepEqual(history.audit, {
      ...auditFigures,
      ...{ records: 2, bytes: 4, flushes: 6, flushUs: 8, failures: 10, unrecorded: 12 },
      seal: 101,
    });
  });

  it("does not keep histograms that have been merged", () => {
    const recorder = new RequestRecorder();
    recorder.record(0, 16, 0, 70, 10, 20);
    const history = new WorkerHistory(0);
    history.observe(true, 0, 0);
    history.accept(reportOf({ series: recorder.takeSeries() }), 0);
    assert.deepEqual(history.latest?.series, []);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { WorkerHistory } from "../../src/control/metrics-worker.ts";
import { RequestRecorder } from "../../src/metrics/request-recorder.ts";
import { BYTES_SCALE, COUNT_SCALE } from "../../src/metrics/size-histogram.ts";
import { auditFigures, reportOf, sizesOf } from "./metrics-sources.ts";

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

  it("adds up how large the batches of all threads were, by backend and pattern", () => {
    const history = new WorkerHistory(0);
    const items = sizesOf(COUNT_SCALE, 3, 200);
    const waiting = sizesOf(COUNT_SCALE, 5);
    const report = { batch: sizesOf(COUNT_SCALE, 7), ring: sizesOf(BYTES_SCALE, 300) };
    const stores = [{ backend: "pg", pattern: "keyvalue", items, waiting }];
    for (const restarts of [0, 1]) {
      history.observe(true, restarts, 1);
      history.accept(reportOf({ sizes: { ...report, stores } }), restarts);
    }
    assert.deepEqual([history.sizes.batch.sum, history.sizes.ring.sum], [14, 600]);
    const [pg] = history.sizes.stores;
    assert.deepEqual([pg?.backend, pg?.items.sum, pg?.items.counts[2], pg?.waiting.sum], ["pg", 406, 2, 10]);
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

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Snapshot } from "../../src/namespaces/snapshot.ts";
import { specOf } from "../support/snapshots.ts";
import { type AcceptorBench, createAcceptorBench, getFrame, HandWorker } from "./acceptor-bench.ts";

/** `n` is served by each of these workers. */
function spread(generation: number, workers: readonly number[]): Snapshot {
  const namespaces = [specOf(0, "n", { isSpread: true })];
  return { ...{ generation, workers, enforcesAccess: false, hasAudit: false }, namespaces, backends: [] };
}

/** A second worker joins; of three clients one at least has to move to it. */
function createBench(): AcceptorBench & { readonly second: HandWorker } {
  const bench = createAcceptorBench();
  bench.acceptor.adopt(spread(2, [0]));
  const second = new HandWorker(1, 64 * 1024);
  bench.acceptor.attach(1, second.link);
  return { ...bench, second };
}

describe("requests to a namespace that every worker serves", () => {
  it("go to another worker once none of their connection is under way at the one before", () => {
    const { acceptor, worker, second, connect } = createBench();
    const clients = [connect(), connect()];
    for (const { connection } of clients) acceptor.receive(connection, getFrame(1));
    acceptor.doWork();
    const before = worker.take();
    assert.equal(before.length, 2);
    acceptor.adopt(spread(3, [0, 1]));
    for (const { connection } of clients) acceptor.receive(connection, Buffer.concat([getFrame(2), getFrame(3)]));
    acceptor.doWork();
    assert.deepEqual([worker.take().length, second.take().length], [2, 0], "one stays, one waits for its answer");
    assert.equal(clients.filter(({ transport }) => transport.isPaused).length, 1);
    worker.answer(...before);
    acceptor.doWork();
    acceptor.doWork();
    assert.deepEqual(
      second.take().map(({ id }) => id),
      [2, 3],
    );
    assert.ok(clients.every(({ transport }) => !transport.isPaused));
  });

  it("spare a worker that leaves, and wait where their namespace has no owner", () => {
    const { acceptor, worker, second, connect } = createBench();
    acceptor.adopt(spread(3, [0, 1]));
    acceptor.handOver([], [0]);
    const { connection, transport } = connect();
    for (let id = 1; id <= 4; id++) acceptor.receive(connection, getFrame(id));
    acceptor.doWork();
    assert.deepEqual([worker.take().length, second.take().length], [0, 4]);
    acceptor.handOver([0], [0]);
    acceptor.receive(connection, getFrame(5));
    acceptor.doWork();
    assert.deepEqual([second.take().length, transport.isPaused], [0, true]);
    acceptor.adopt(spread(4, [1]));
    acceptor.doWork();
    acceptor.doWork();
    assert.deepEqual([second.take().length, transport.isPaused], [1, false]);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Snapshot } from "../../src/namespaces/snapshot.ts";
import { DoorbellListener } from "../../src/ring/doorbell.ts";
import { specOf } from "../support/snapshots.ts";
import { createAcceptorBench, getFrame, type HandWorker } from "./acceptor-bench.ts";

function namespaceIn(store: "embedded" | "remote"): Snapshot {
  const isEmbedded = store === "embedded";
  const namespaces = [specOf(0, "n", { isEmbedded, isSpread: !isEmbedded })];
  return { ...{ generation: 2, workers: [0], enforcesAccess: false, hasAudit: false }, namespaces, backends: [] };
}

/** How many requests of clients that each send one the worker was sent before it was woken, and what is expected soon then. */
function untilWoken(store: "embedded" | "remote"): { readonly sent: number; readonly dueSoon: number } {
  const { acceptor, worker, connect } = createAcceptorBench();
  acceptor.adopt(namespaceIn(store));
  const isWoken = listen(worker);
  for (let sent = 1; sent <= 1_000; sent++) {
    acceptor.receive(connect().connection, getFrame(1));
    if (isWoken()) return { sent, dueSoon: acceptor.dueSoon };
  }
  throw new Error("the worker was not woken");
}

/** The worker goes to sleep; says whether it was woken since. */
function listen({ link, bell }: HandWorker): () => boolean {
  new DoorbellListener(bell).park(() => false);
  return () => link.bell.wakes > 0;
}

describe("a worker that sleeps", () => {
  it("is woken early for an embedded store, and left to gather what goes to a store on the network", () => {
    assert.deepEqual(untilWoken("embedded"), { sent: 8, dueSoon: 8 });
    assert.deepEqual(untilWoken("remote"), { sent: 64, dueSoon: 0 });
  });

  it("is woken at the end of the turn, however little there is", () => {
    const { acceptor, worker, connect } = createAcceptorBench();
    acceptor.adopt(namespaceIn("remote"));
    const isWoken = listen(worker);
    acceptor.receive(connect().connection, getFrame(1));
    assert.equal(isWoken(), false);
    acceptor.doWork();
    assert.equal(isWoken(), true);
  });

  it("is expected to answer soon what it was sent in one run, until it has", () => {
    const { acceptor, worker, connect } = createAcceptorBench();
    acceptor.adopt(namespaceIn("embedded"));
    acceptor.receive(connect().connection, Buffer.concat([getFrame(1), getFrame(2), getFrame(3)]));
    acceptor.doWork();
    assert.equal(acceptor.dueSoon, 3);
    const [first, ...others] = worker.take();
    worker.answer(first as never);
    acceptor.doWork();
    assert.equal(acceptor.dueSoon, 2);
    worker.answer(...others);
    acceptor.doWork();
    assert.equal(acceptor.dueSoon, 0);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MAX_RING_WAIT_MS, MAX_UNREAD_BYTES, PAUSE_UNREAD_BYTES } from "../../src/common/limits.ts";
import { openConnections } from "../support/open-connections.ts";
import { anyone } from "../support/visitors.ts";
import { type AcceptorBench, createAcceptorBench, FakeTransport, getFrame, HandWorker } from "./acceptor-bench.ts";

const reasons = (transport: FakeTransport): string[] => transport.answers().map((answer) => answer.error?.reason ?? "");
const ids = (transport: FakeTransport): number[] => transport.answers().map((answer) => answer.id);
const MANY = { maxInFlightPerConnection: 1000 };

/** Fills the request ring over another connection; returns what stands in it. */
function fillRing({ acceptor, connect }: AcceptorBench): void {
  const { connection, transport } = connect();
  for (let id = 1; !transport.isPaused; id++) acceptor.receive(connection, getFrame(id, 900));
}

describe("the idle timeout", () => {
  it("counts from the last answer, not from the last request", () => {
    const { acceptor, worker, clock, connect } = createAcceptorBench({ idleTimeoutMs: 1000 });
    const { connection, transport } = connect();
    acceptor.receive(connection, getFrame(1));
    acceptor.doWork();
    clock.us = 5_000_000;
    worker.answer(...worker.take());
    acceptor.doWork();
    acceptor.onTimer();
    assert.equal(transport.isDestroyed, false, "its answer has just left");
    clock.us += 1_000_000;
    acceptor.onTimer();
    assert.equal(transport.isDestroyed, true);
  });

  it("counts from the last time a slow client took something", () => {
    const { acceptor, worker, clock, connect } = createAcceptorBench({ idleTimeoutMs: 1000 });
    const { connection, transport } = connect();
    transport.isStalled = true;
    acceptor.receive(connection, getFrame(1));
    acceptor.doWork();
    worker.answer(...worker.take());
    acceptor.doWork();
    clock.us = 900_000;
    transport.unsentBytes = 0;
    acceptor.onWritable(connection);
    clock.us = 1_500_000;
    acceptor.onTimer();
    assert.equal(transport.isDestroyed, false);
    clock.us = 1_900_000;
    acceptor.onTimer();
    assert.equal(transport.isDestroyed, true);
  });

  it("does not cut a client off whose request waits for room in a ring, nor before the refusal has left", () => {
    const bench = createAcceptorBench({ ...MANY, idleTimeoutMs: MAX_RING_WAIT_MS / 2 });
    const { acceptor, worker, clock, connect } = bench;
    fillRing(bench);
    const { connection, transport } = connect();
    acceptor.receive(connection, getFrame(1));
    clock.us = (MAX_RING_WAIT_MS * 1000) / 2;
    acceptor.onTimer();
    assert.equal(transport.isDestroyed, false);
    clock.us = MAX_RING_WAIT_MS * 1000;
    acceptor.onTimer();
    assert.equal(transport.isDestroyed, false);
    acceptor.doWork();
    assert.deepEqual(reasons(transport), ["OVERLOADED"]);
    worker.take();
  });

  it("ends a client that sends a frame a byte at a time only when it stops", () => {
    const { acceptor, clock, connect } = createAcceptorBench({ idleTimeoutMs: 1000 });
    const { connection, transport } = connect();
    const frame = getFrame(1);
    for (let i = 0; i < 10; i++) {
      clock.us += 900_000;
      acceptor.receive(connection, frame.subarray(i, i + 1));
      acceptor.onTimer();
    }
    assert.equal(transport.isDestroyed, false);
    clock.us += 1_000_000;
    acceptor.onTimer();
    assert.equal(transport.isDestroyed, true);
  });
});

describe("a connection that waits for room", () => {
  it("goes on at once when the worker whose ring was full is gone", () => {
    const bench = createAcceptorBench(MANY);
    const { acceptor, connect } = bench;
    fillRing(bench);
    const { connection, transport } = connect();
    acceptor.receive(connection, Buffer.concat([getFrame(1), getFrame(2)]));
    assert.equal(transport.isPaused, true);
    acceptor.detach(0);
    acceptor.doWork();
    acceptor.doWork();
    assert.equal(transport.isPaused, false);
    assert.deepEqual(reasons(transport), ["WORKER_RESTARTING", "WORKER_RESTARTING"]);
    assert.equal(acceptor.inFlight, 0);
    assert.equal(acceptor.hasWork(), false);
    assert.equal(acceptor.counters.framesIn, acceptor.counters.framesOut);
  });

  it("is not closed when its client has ended, until the request has been answered", () => {
    const bench = createAcceptorBench(MANY);
    const { acceptor, worker, connect } = bench;
    fillRing(bench);
    const { connection, transport } = connect();
    acceptor.receive(connection, getFrame(77));
    acceptor.receiveEnd(connection);
    acceptor.doWork();
    assert.equal(transport.isEnded, false);
    worker.answer(...worker.take());
    acceptor.doWork();
    acceptor.doWork();
    worker.answer(...worker.take());
    acceptor.doWork();
    assert.deepEqual(ids(transport), [77]);
    assert.equal(transport.isEnded, true);
  });

  it("sends a frame too large for the ring once there is room for its ticket, and takes no slot before", () => {
    const { acceptor, worker, connect } = createAcceptorBench(MANY, 512);
    const filler = connect();
    for (let id = 1; !filler.transport.isPaused; id++) acceptor.receive(filler.connection, getFrame(id, 40));
    const inFlight = acceptor.inFlight;
    const { connection, transport } = connect();
    acceptor.receive(connection, getFrame(500, 800));
    assert.equal(transport.isPaused, true);
    assert.equal(acceptor.inFlight, inFlight);
    const before = worker.take();
    acceptor.doWork();
    acceptor.doWork();
    const after = worker.take();
    assert.deepEqual(new Set(after.map((asked) => asked.id)), new Set([before.length + 1, 500]));
    worker.answer(...before);
    acceptor.doWork();
    worker.answer(...after);
    acceptor.doWork();
    assert.deepEqual(ids(transport), [500]);
    assert.equal(acceptor.inFlight, 0);
  });

  it("sleeps until there is room beside the ring for as large a frame as waits, and does not try before", () => {
    const mib = 1024 * 1024;
    const { acceptor, worker, connect } = createAcceptorBench({ maxFrameBytes: 32 * mib });
    const first = connect();
    acceptor.receive(first.connection, getFrame(1, 7 * mib));
    const { connection, transport } = connect();
    acceptor.receive(connection, getFrame(2, 10 * mib));
    assert.equal(transport.isPaused, true);
    for (let i = 0; i < 5; i++) {
      acceptor.doWork();
      assert.equal(acceptor.hasWork(), false, "only the worker can change anything now");
    }
    assert.equal(acceptor.counters.ringFullPauses, 1);
    worker.answer(...worker.take());
    acceptor.doWork();
    acceptor.doWork();
    worker.answer(...worker.take());
    acceptor.doWork();
    assert.deepEqual(ids(transport), [2]);
  });

  it("is served in turn: none is passed over while others keep the ring full", () => {
    const bench = createAcceptorBench({ maxInFlightPerConnection: 1000, maxInFlight: 5000 });
    const { acceptor, worker, connect } = bench;
    fillRing(bench);
    const clients = [connect(), connect(), connect(), connect()];
    const burst = Buffer.concat(Array.from({ length: 150 }, (_, i) => getFrame(i + 1, 900)));
    for (const { connection } of clients) acceptor.receive(connection, burst);
    for (let round = 0; round < 5; round++) {
      worker.answer(...worker.take());
      acceptor.doWork();
      acceptor.doWork();
    }
    for (const { transport } of clients) assert.ok(transport.answers().length > 0);
  });
});

describe("a connection that is gone", () => {
  it("gets no request carried out any more, whatever events still come", () => {
    const { acceptor, worker, connect } = createAcceptorBench();
    const { connection, transport } = connect();
    transport.isStalled = true;
    acceptor.receive(connection, getFrame(1));
    acceptor.doWork();
    transport.unsentBytes = PAUSE_UNREAD_BYTES;
    worker.answer(...worker.take());
    acceptor.doWork();
    acceptor.receive(connection, getFrame(2));
    assert.equal(transport.isPaused, true, "held, with a frame kept");
    acceptor.close(connection);
    acceptor.onWritable(connection);
    acceptor.receive(connection, getFrame(3));
    acceptor.receiveEnd(connection);
    acceptor.close(connection);
    acceptor.doWork();
    assert.deepEqual(worker.take(), []);
    assert.equal(acceptor.inFlight, 0);
    assert.equal(acceptor.counters.connections.tcp.closed, 1);
    assert.equal(transport.isEnded, false);
  });

  it("takes no bytes any more, and is sent nothing that was to be written", () => {
    const { acceptor, worker, connect } = createAcceptorBench();
    const { connection, transport } = connect();
    acceptor.receive(connection, getFrame(1));
    acceptor.doWork();
    worker.take();
    acceptor.detach(0);
    acceptor.close(connection);
    acceptor.attach(0, worker.link);
    acceptor.receive(connection, getFrame(2));
    acceptor.doWork();
    assert.deepEqual(transport.writes, []);
    assert.deepEqual(worker.take(), []);
  });

  it("leaves its answers behind without a write, and its slots free", () => {
    const { acceptor, worker, connect } = createAcceptorBench();
    const { connection, transport } = connect();
    acceptor.receive(connection, Buffer.concat([getFrame(1), getFrame(2)]));
    acceptor.doWork();
    const [first, second] = worker.take();
    worker.answer(first as never);
    acceptor.close(connection);
    acceptor.doWork();
    worker.answer(second as never);
    acceptor.doWork();
    assert.deepEqual(transport.writes, []);
    assert.equal(acceptor.inFlight, 0);
    assert.equal(acceptor.counters.framesIn, acceptor.counters.framesOut);
  });

  it("is cut off once, though its answers go on", () => {
    const { acceptor, worker, connect } = createAcceptorBench();
    const { connection, transport } = connect();
    acceptor.receive(connection, Buffer.concat([getFrame(1), getFrame(2)]));
    acceptor.doWork();
    const [first, second] = worker.take();
    transport.isStalled = true;
    transport.unsentBytes = MAX_UNREAD_BYTES;
    worker.answer(first as never);
    acceptor.doWork();
    assert.equal(transport.isDestroyed, true);
    acceptor.close(connection);
    worker.answer(second as never);
    acceptor.doWork();
    assert.equal(transport.writes.length, 1);
    assert.equal(acceptor.counters.slowReadersCut, 1);
    assert.equal(acceptor.counters.connections.tcp.closed, 1);
  });
});

describe("the end of a connection", () => {
  it("comes after the answers that wait to be written, also when the client ends just then", () => {
    const { acceptor, connect } = createAcceptorBench();
    const { connection, transport } = connect();
    acceptor.receive(connection, getFrame(1));
    acceptor.detach(0);
    acceptor.receiveEnd(connection);
    assert.equal(transport.isEnded, false);
    acceptor.doWork();
    assert.deepEqual(reasons(transport), ["WORKER_LOST"]);
    assert.equal(transport.isEnded, true);
  });

  it("comes at once when nothing is owed", () => {
    const { acceptor, connect } = createAcceptorBench();
    const { connection, transport } = connect();
    acceptor.receive(connection, getFrame(1).subarray(0, 5));
    acceptor.receiveEnd(connection);
    assert.equal(transport.isEnded, true);
    assert.equal(openConnections(acceptor), 0);
  });

  it("refuses who comes during a shutdown, and ends those who are owed nothing", () => {
    const { acceptor, worker, connect } = createAcceptorBench();
    const busy = connect();
    const quiet = connect();
    acceptor.receive(busy.connection, getFrame(1));
    acceptor.drain();
    const late = new FakeTransport();
    assert.equal(acceptor.open(late, anyone), null);
    assert.deepEqual(reasons(late), ["SHUTTING_DOWN"]);
    assert.equal(late.isEnded, true);
    acceptor.endAll();
    assert.deepEqual([busy.transport.isEnded, quiet.transport.isEnded], [false, true]);
    acceptor.doWork();
    worker.answer(...worker.take());
    acceptor.doWork();
    assert.equal(busy.transport.isEnded, true);
    assert.deepEqual(ids(busy.transport), [1]);
    assert.equal(openConnections(acceptor), 0);
  });
});

describe("the rings of a worker that died", () => {
  it("are never looked at again, whatever is still written into them", () => {
    const { acceptor, worker, connect } = createAcceptorBench();
    const { connection, transport } = connect();
    acceptor.receive(connection, getFrame(1));
    acceptor.doWork();
    const asked = worker.take();
    acceptor.detach(0);
    const next = new HandWorker(0, 64 * 1024);
    acceptor.attach(0, next.link);
    acceptor.receive(connection, getFrame(2));
    acceptor.doWork();
    worker.answer(...asked);
    acceptor.doWork();
    assert.deepEqual(reasons(transport), ["WORKER_LOST"]);
    next.answer(...next.take());
    acceptor.doWork();
    assert.deepEqual(ids(transport), [1, 2]);
    assert.equal(acceptor.inFlight, 0);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Code } from "../../src/common/codes.ts";
import { MAX_RING_WAIT_MS, MAX_UNREAD_BYTES, PAUSE_UNREAD_BYTES } from "../../src/common/limits.ts";
import { openConnections } from "../support/open-connections.ts";
import { anyone } from "../support/visitors.ts";
import { createAcceptorBench, FakeTransport, getFrame, HandWorker } from "./acceptor-bench.ts";

const reasons = (transport: FakeTransport): string[] => transport.answers().map((answer) => answer.error?.reason ?? "");
const ids = (transport: FakeTransport): number[] => transport.answers().map((answer) => answer.id);
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe("acceptor", () => {
  it("sends requests that came together as one record, and their answers with one write", () => {
    const { acceptor, worker, connect } = createAcceptorBench();
    const { connection, transport } = connect();
    acceptor.receive(connection, Buffer.concat([getFrame(1), getFrame(2), getFrame(3)]));
    acceptor.doWork();
    const asked = worker.take();
    assert.deepEqual(
      asked.map((each) => each.id),
      [1, 2, 3],
    );
    assert.equal(new Set(asked.map((each) => each.slot)).size, 1);
    worker.answer(...asked);
    acceptor.doWork();
    assert.equal(transport.writes.length, 1);
    assert.deepEqual(ids(transport), [1, 2, 3]);
    assert.equal(acceptor.inFlight, 0);
  });

  it("writes once for each connection and turn, whichever order the answers come in", () => {
    const { acceptor, worker, connect } = createAcceptorBench();
    const clients = [connect(), connect()];
    for (const { connection } of clients) {
      for (const id of [1, 2, 3]) acceptor.receive(connection, getFrame(id));
    }
    acceptor.doWork();
    const asked = worker.take();
    worker.answer(...[5, 0, 3, 2, 4, 1].map((i) => asked[i] as (typeof asked)[number]));
    acceptor.doWork();
    for (const { transport } of clients) {
      assert.equal(transport.writes.length, 1);
      assert.deepEqual(ids(transport).sort(), [1, 2, 3]);
    }
  });

  it("answers duplicate ids in flight once each", () => {
    const { acceptor, worker, connect } = createAcceptorBench();
    const { connection, transport } = connect();
    acceptor.receive(connection, Buffer.concat([getFrame(7), getFrame(7)]));
    acceptor.doWork();
    const [first, second] = worker.take();
    worker.answer(first as never);
    acceptor.doWork();
    worker.answer(second as never);
    acceptor.doWork();
    assert.deepEqual(ids(transport), [7, 7]);
    assert.equal(acceptor.inFlight, 0);
  });

  it("throws a late answer away that comes after its slot went to another request", () => {
    const { acceptor, worker, connect } = createAcceptorBench({ maxInFlight: 1 });
    const { connection, transport } = connect();
    acceptor.receive(connection, getFrame(1));
    acceptor.doWork();
    const [first] = worker.take();
    worker.answer(first as never);
    acceptor.doWork();
    acceptor.receive(connection, getFrame(2));
    acceptor.doWork();
    const [second] = worker.take();
    assert.equal(second?.slot, first?.slot);
    worker.answer(first as never);
    acceptor.doWork();
    assert.deepEqual(ids(transport), [1]);
    assert.equal(acceptor.counters.staleAnswers, 1);
    assert.equal(acceptor.inFlight, 1);
  });

  it("tells exactly the unanswered requests of a run that its worker died", () => {
    const { acceptor, worker, connect } = createAcceptorBench();
    const { connection, transport } = connect();
    acceptor.receive(connection, Buffer.concat(range(0, 6).map((id) => getFrame(id))));
    acceptor.doWork();
    const asked = worker.take();
    worker.answer(...[4, 0, 2].map((i) => asked[i] as (typeof asked)[number]));
    acceptor.doWork();
    acceptor.detach(0);
    acceptor.doWork();
    const lost = transport.answers().filter((answer) => answer.error?.reason === "WORKER_LOST");
    assert.deepEqual(lost.map((answer) => answer.id).sort(), [1, 3, 5]);
    assert.ok(lost.every((answer) => answer.error?.code === Code.UNAVAILABLE));
    assert.equal(transport.answers().length, 6);
    assert.equal(acceptor.inFlight, 0);
    // Until another worker comes, requests are refused; with it, they are served.
    acceptor.receive(connection, getFrame(9));
    acceptor.doWork();
    assert.equal(reasons(transport).at(-1), "WORKER_RESTARTING");
    const next = new HandWorker(0, 64 * 1024);
    acceptor.attach(0, next.link);
    acceptor.receive(connection, getFrame(10));
    acceptor.doWork();
    assert.deepEqual(
      next.take().map((each) => each.id),
      [10],
    );
  });

  it("stops reading the sockets that feed a full ring, and goes on when half of it is free", () => {
    const { acceptor, worker, connect } = createAcceptorBench({ maxInFlightPerConnection: 1000 });
    const feeder = connect();
    const idle = connect();
    for (let id = 1; !feeder.transport.isPaused; id++) acceptor.receive(feeder.connection, getFrame(id, 900));
    assert.equal(idle.transport.isPaused, false);
    assert.ok(acceptor.counters.ringFullPauses > 0);
    acceptor.doWork();
    assert.equal(feeder.transport.isPaused, true, "nothing was freed");
    const held = worker.take();
    acceptor.doWork();
    assert.equal(feeder.transport.isPaused, false);
    acceptor.doWork();
    const rest = worker.take();
    assert.deepEqual(
      rest.map((each) => each.id),
      [held.length + 1],
      "the frame that waited came next",
    );
    worker.answer(...held, ...rest);
    acceptor.doWork();
    assert.equal(acceptor.inFlight, 0);
    assert.equal(new Set(ids(feeder.transport)).size, held.length + 1);
  });

  it("sheds what has waited for a full ring too long, with a hint, and keeps what it has sent", () => {
    const { acceptor, worker, clock, connect } = createAcceptorBench({ maxInFlightPerConnection: 1000 });
    const { connection, transport } = connect();
    const chunk = Buffer.concat(range(1, 101).map((id) => getFrame(id, 900)));
    acceptor.receive(connection, chunk);
    acceptor.doWork();
    assert.equal(transport.isPaused, true);
    clock.us += MAX_RING_WAIT_MS * 1000 - 1;
    acceptor.onTimer();
    acceptor.doWork();
    assert.equal(transport.answers().length, 0, "not yet");
    clock.us += 1;
    acceptor.onTimer();
    acceptor.doWork();
    const shed = transport.answers();
    const sent = worker.take();
    assert.ok(shed.length > 0 && sent.length > 0);
    assert.equal(shed.length + sent.length, 100);
    for (const answer of shed) {
      assert.equal(answer.error?.code, Code.RESOURCE_EXHAUSTED);
      assert.equal(answer.error?.reason, "OVERLOADED");
      assert.ok((answer.error?.retryAfterMs as number) > 0);
    }
    assert.equal(transport.isPaused, false);
  });

  it("refuses requests over the in-flight limit with a hint, and one connection's over its own by not reading it", () => {
    const { acceptor, worker, connect } = createAcceptorBench({ maxInFlight: 10, maxInFlightPerConnection: 8 });
    const first = connect();
    const second = connect();
    acceptor.receive(first.connection, Buffer.concat(range(1, 10).map((id) => getFrame(id))));
    assert.equal(first.transport.isPaused, true);
    acceptor.receive(second.connection, Buffer.concat(range(1, 5).map((id) => getFrame(id))));
    acceptor.doWork();
    assert.deepEqual(reasons(second.transport), ["TOO_MANY_IN_FLIGHT", "TOO_MANY_IN_FLIGHT"]);
    assert.ok((second.transport.answers()[0]?.error?.retryAfterMs as number) > 0);
    const asked = worker.take();
    worker.answer(...asked.slice(0, 3));
    acceptor.doWork();
    assert.equal(first.transport.isPaused, true, "more than half are in flight");
    worker.answer(...asked.slice(3));
    acceptor.doWork();
    acceptor.doWork();
    assert.equal(first.transport.isPaused, false);
    assert.deepEqual(
      worker.take().map((each) => each.id),
      [9],
    );
  });

  it("stops reading a client that does not read, goes on when it does, and cuts it off past the bound", () => {
    const { acceptor, worker, connect } = createAcceptorBench();
    const { connection, transport } = connect();
    const exchange = (id: number): void => {
      acceptor.receive(connection, getFrame(id));
      acceptor.doWork();
      worker.answer(...worker.take());
      acceptor.doWork();
    };
    transport.isStalled = true;
    exchange(1);
    assert.equal(transport.isPaused, false);
    transport.unsentBytes = PAUSE_UNREAD_BYTES;
    exchange(2);
    assert.equal(transport.isPaused, true);
    transport.unsentBytes = 0;
    acceptor.onWritable(connection);
    assert.equal(transport.isPaused, false);
    transport.unsentBytes = MAX_UNREAD_BYTES;
    exchange(3);
    assert.equal(transport.isDestroyed, true);
    assert.equal(openConnections(acceptor), 0);
    assert.equal(acceptor.counters.slowReadersCut, 1);
  });

  it("answers everything to a client that has closed its side, and then closes", () => {
    const { acceptor, worker, connect } = createAcceptorBench();
    const { connection, transport } = connect();
    acceptor.receive(connection, Buffer.concat([getFrame(1), getFrame(2)]));
    acceptor.receiveEnd(connection);
    acceptor.doWork();
    assert.equal(transport.isEnded, false);
    worker.answer(...worker.take());
    acceptor.doWork();
    assert.deepEqual(ids(transport), [1, 2]);
    assert.equal(transport.isEnded, true);
  });

  it("answers what came before a lost stream, then says why, then closes", () => {
    for (const [prefix, reason] of [
      [[0, 0, 0, 0], "EMPTY_FRAME"],
      [[0xff, 0xff, 0xff, 0xff], "FRAME_TOO_LARGE"],
      [[0x80, 0, 0, 0], "FRAME_TOO_LARGE"],
    ] as const) {
      const { acceptor, worker, connect } = createAcceptorBench();
      const { connection, transport } = connect();
      acceptor.receive(connection, Buffer.concat([getFrame(1), Buffer.from(prefix), getFrame(2)]));
      acceptor.doWork();
      assert.deepEqual(transport.writes, []);
      worker.answer(...worker.take());
      acceptor.doWork();
      assert.deepEqual(ids(transport), [1, 0]);
      assert.equal(reasons(transport)[1], reason);
      assert.equal(transport.isEnded, true);
    }
  });

  it("refuses connections over the limit, with the reason, and takes them again when one has gone", () => {
    const { acceptor, connect } = createAcceptorBench({ maxConnections: 1 });
    const { connection } = connect();
    const refused = new FakeTransport();
    assert.equal(acceptor.open(refused, anyone), null);
    assert.deepEqual(reasons(refused), ["TOO_MANY_CONNECTIONS"]);
    assert.equal(refused.isEnded, true);
    acceptor.close(connection);
    assert.notEqual(acceptor.open(new FakeTransport(), anyone), null);
  });

  it("closes a connection that is idle for the timeout, but not one with a request in flight", () => {
    const { acceptor, clock, connect } = createAcceptorBench({ idleTimeoutMs: 1000 });
    const idle = connect();
    const busy = connect();
    acceptor.receive(busy.connection, getFrame(1));
    clock.us = 999_999;
    acceptor.onTimer();
    assert.equal(idle.transport.isDestroyed, false);
    clock.us = 1_000_000;
    acceptor.onTimer();
    assert.equal(idle.transport.isDestroyed, true);
    assert.equal(busy.transport.isDestroyed, false);
    assert.equal(acceptor.counters.idleClosed, 1);
  });

  it("refuses everything with a hint while it drains", () => {
    const { acceptor, worker, connect } = createAcceptorBench();
    const { connection, transport } = connect();
    acceptor.receive(connection, getFrame(1));
    acceptor.drain();
    acceptor.receive(connection, getFrame(2));
    acceptor.doWork();
    assert.deepEqual(reasons(transport), ["SHUTTING_DOWN"]);
    assert.ok((transport.answers()[0]?.error?.retryAfterMs as number) > 0);
    worker.answer(...worker.take());
    acceptor.doWork();
    assert.deepEqual(ids(transport), [2, 1]);
  });

  it("has nothing to do when everything is answered, and does not spin on a ring that is full", () => {
    const { acceptor, worker, connect } = createAcceptorBench({ maxInFlightPerConnection: 1000 });
    const { connection, transport } = connect();
    for (let id = 1; !transport.isPaused; id++) acceptor.receive(connection, getFrame(id, 900));
    acceptor.doWork();
    assert.equal(acceptor.hasWork(), false, "only the worker can change anything now");
    worker.answer(...worker.take());
    assert.equal(acceptor.hasWork(), true);
    acceptor.doWork();
    acceptor.doWork();
    worker.answer(...worker.take());
    acceptor.doWork();
    assert.equal(acceptor.hasWork(), false);
  });
});

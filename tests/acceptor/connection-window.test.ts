import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Connection } from "../../src/acceptor/connection.ts";
import { FIRST_IN_FLIGHT, MAX_AWAITED_BYTES } from "../../src/common/limits.ts";
import { anyone } from "../support/visitors.ts";
import { createAcceptorBench, FakeTransport, getFrame } from "./acceptor-bench.ts";

function createConnection(maxInFlightPerConnection = 4096): Connection {
  return new Connection(new FakeTransport(), anyone, { maxFrameBytes: 1024, maxInFlightPerConnection }, 0, () => true);
}

/** So many answers of so many bytes each came in one tick. */
function answer(connection: Connection, count: number, bytesEach: number): void {
  connection.answered += count;
  connection.answeredBytes += count * bytesEach;
  connection.adjustWindow(MAX_AWAITED_BYTES);
}

describe("the window of a connection", () => {
  it("begins with a few, or with the limit where that is lower", () => {
    assert.equal(createConnection().window, FIRST_IN_FLIGHT);
    assert.equal(createConnection(3).window, 3);
  });

  it("grows by what is answered, up to the limit, while answers are small", () => {
    const connection = createConnection();
    answer(connection, 16, 64);
    assert.equal(connection.window, 32);
    answer(connection, 32, 64);
    assert.equal(connection.window, 64);
    for (let i = 0; i < 20; i++) answer(connection, connection.window, 64);
    assert.equal(connection.window, 4096);
  });

  it("shrinks at once to what large answers allow, and never below one", () => {
    const connection = createConnection();
    for (let i = 0; i < 20; i++) answer(connection, connection.window, 64);
    answer(connection, 1, MAX_AWAITED_BYTES / 8);
    assert.equal(connection.window, 8);
    answer(connection, 1, 2 * MAX_AWAITED_BYTES);
    assert.equal(connection.window, 1);
  });

  it("is not opened by one small answer among large ones", () => {
    const connection = createConnection();
    answer(connection, 1, MAX_AWAITED_BYTES / 4);
    assert.equal(connection.window, 4);
    answer(connection, 1, 10);
    assert.equal(connection.window, 5);
    for (let i = 0; i < 30; i++) answer(connection, connection.window, 10);
    assert.equal(connection.window, 4096);
  });

  it("stays when nothing was answered", () => {
    const connection = createConnection();
    answer(connection, 0, 0);
    assert.equal(connection.window, FIRST_IN_FLIGHT);
  });

  it("holds a new connection back until half of its first requests are answered", () => {
    const { acceptor, worker, connect } = createAcceptorBench({ maxInFlightPerConnection: 1000 });
    const { connection, transport } = connect();
    connection.window = FIRST_IN_FLIGHT;
    for (let id = 1; id <= FIRST_IN_FLIGHT + 1; id++) acceptor.receive(connection, getFrame(id));
    assert.equal(transport.isPaused, true);
    assert.equal(acceptor.inFlight, FIRST_IN_FLIGHT);
    acceptor.doWork();
    worker.answer(...worker.take());
    acceptor.doWork();
    assert.equal(transport.isPaused, false);
    assert.equal(acceptor.inFlight, 1);
    assert.equal(connection.window, 2 * FIRST_IN_FLIGHT);
  });
});

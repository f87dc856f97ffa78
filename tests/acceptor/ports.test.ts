import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CallPort, DoorCall } from "../../src/acceptor/call-port.ts";
import { DoorPorts } from "../../src/acceptor/ports.ts";
import { RESPONSE_ERROR } from "../../src/codec/response.ts";
import { openHouse } from "../../src/security/authenticator.ts";
import { Door, doorOf, principalIdOf } from "../../src/security/caller.ts";
import type { Principal } from "../../src/security/principal.ts";
import { prism } from "../generated/prism.js";
import { openConnections } from "../support/open-connections.ts";
import { createAcceptorBench } from "./acceptor-bench.ts";

const get: DoorCall = {
  call: 16,
  message: prism.v1.GetRequest.encode({ namespace: "n", key: "k" }).finish(),
  timeoutMs: 0,
  idempotencyKey: "",
  traceparent: "",
};

function person(id: number): Principal {
  return { id, name: `user:${id}`, teams: [] };
}

const [ada, ben, cleo] = [person(1), person(2), person(3)] as [Principal, Principal, Principal];

function createPorts(maxPorts: number, limits: Parameters<typeof createAcceptorBench>[0] = {}) {
  // Nobody comes in without credentials, so that a port without its principal would be refused.
  const bench = createAcceptorBench(limits, undefined, { ...openHouse, anonymous: null });
  const ports = new DoorPorts(bench.acceptor, { door: Door.HTTP, maxPorts });
  const answers: string[] = [];
  const send = (port: CallPort): number =>
    port.send(get, (result, bytes, start, end) => {
      const isError = result === RESPONSE_ERROR;
      answers.push(isError ? prism.v1.Error.decode(bytes.subarray(start, end)).reason : String(result));
    });
  return { ...bench, ports, answers, send };
}

describe("door ports", () => {
  it("gives a principal the same port each time, and another one another", () => {
    const { ports, acceptor } = createPorts(10);
    const port = ports.of(ada);
    assert.notEqual(ports.of(ben), port);
    assert.equal(ports.of(ada), port);
    assert.equal(openConnections(acceptor), 2);
  });

  it("has each call carry its principal and the door", () => {
    const { ports, acceptor, worker, send } = createPorts(10);
    for (const principal of [ada, ben, ada]) send(ports.of(principal));
    acceptor.doWork();
    const callers = worker.take().map(({ caller }) => [principalIdOf(caller), doorOf(caller)]);
    // The calls of one port go together.
    assert.deepEqual(callers, [
      [ada.id, Door.HTTP],
      [ada.id, Door.HTTP],
      [ben.id, Door.HTTP],
    ]);
  });

  it("closes the port that was used longest ago when there are too many", () => {
    const { ports, acceptor } = createPorts(2);
    const [first, second] = [ports.of(ada), ports.of(ben)];
    ports.of(ada);
    ports.of(cleo);
    assert.deepEqual([first.isOpen, second.isOpen], [true, false]);
    assert.equal(ports.of(ada), first);
    assert.deepEqual([ports.size, openConnections(acceptor)], [2, 2]);
  });

  it("closes none that has a call under way, and goes back to its bound later", () => {
    const { ports, acceptor, worker, answers, send } = createPorts(1);
    send(ports.of(ada));
    send(ports.of(ben));
    assert.equal(ports.size, 2);
    acceptor.doWork();
    worker.answer(...worker.take());
    acceptor.doWork();
    assert.deepEqual(answers, ["16", "16"]);
    ports.of(cleo);
    assert.deepEqual([ports.size, openConnections(acceptor)], [1, 1]);
  });

  it("makes a new port when the acceptor has closed the one that was idle", () => {
    const { ports, acceptor, worker, clock, answers, send } = createPorts(10, { idleTimeoutMs: 1_000 });
    const idle = ports.of(ada);
    clock.us += 1_000_000;
    acceptor.onTimer();
    assert.equal(ports.size, 0);
    assert.notEqual(ports.of(ada), idle);
    send(ports.of(ada));
    acceptor.doWork();
    worker.answer(...worker.take());
    acceptor.doWork();
    assert.deepEqual(answers, ["16"]);
  });

  it("answers whoever comes by its door, however many connections others have", () => {
    const { ports, acceptor, worker, answers, connect, send } = createPorts(10, { maxConnections: 1 });
    const { connection } = connect();
    for (const principal of [ada, ben]) send(ports.of(principal));
    acceptor.doWork();
    worker.answer(...worker.take());
    acceptor.doWork();
    assert.deepEqual(answers, ["16", "16"]);
    acceptor.close(connection);
    connect();
  });

  it("answers with the reason while no client is let in, and keeps no such port", () => {
    const { ports, acceptor, answers, send } = createPorts(10);
    ports.of(ada);
    acceptor.drain();
    acceptor.endAll();
    send(ports.of(ada));
    assert.deepEqual([answers, ports.size], [["SHUTTING_DOWN"], 0]);
  });

  it("leaves nothing behind when it is closed", () => {
    const { ports, acceptor, worker, answers, send } = createPorts(10);
    for (const principal of [ada, ben]) send(ports.of(principal));
    acceptor.doWork();
    ports.close();
    worker.answer(...worker.take());
    acceptor.doWork();
    assert.deepEqual([ports.size, openConnections(acceptor), acceptor.inFlight], [0, 0, 0]);
    assert.deepEqual(answers, []);
  });
});

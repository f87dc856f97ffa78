import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CallPort, type DoorCall } from "../../src/acceptor/call-port.ts";
import type { Visitor } from "../../src/acceptor/connection.ts";
import { RESPONSE_ERROR } from "../../src/codec/response.ts";
import { prism } from "../generated/prism.js";
import { openConnections } from "../support/open-connections.ts";
import { anyone } from "../support/visitors.ts";
import { type Asked, createAcceptorBench } from "./acceptor-bench.ts";

const get: DoorCall = {
  call: 16,
  message: prism.v1.GetRequest.encode({ namespace: "n", key: "k" }).finish(),
  timeoutMs: 0,
  idempotencyKey: "",
  traceparent: "",
};

function createPort(limits: Parameters<typeof createAcceptorBench>[0] = {}, visitor: Visitor = anyone) {
  const bench = createAcceptorBench(limits);
  const closed: string[] = [];
  const port = new CallPort(bench.acceptor, {
    visitor,
    unsentBytes: () => 0,
    onClose: () => closed.push("closed"),
  });
  const answers: string[] = [];
  /** Sends a get whose answer is noted under `name`. */
  const send = (name: string, call: DoorCall = get): number =>
    port.send(call, (result, bytes, start, end) => {
      const reason = result === RESPONSE_ERROR ? prism.v1.Error.decode(bytes.subarray(start, end)).reason : result;
      answers.push(`${name} ${reason}`);
    });
  return { ...bench, port, closed, answers, send };
}

describe("call port", () => {
  it("hands each call its own answer, whichever order they come in", () => {
    const { acceptor, worker, answers, send, port } = createPort();
    for (const name of ["first", "second", "third"]) send(name);
    acceptor.doWork();
    const asked = worker.take();
    worker.answer(...[...asked].reverse());
    acceptor.doWork();
    assert.deepEqual(answers, ["third 16", "second 16", "first 16"]);
    assert.equal(port.pending, 0);
  });

  it("takes calls that an answer's handler makes, and answers them too", async () => {
    const { acceptor, worker, answers, send, port } = createPort();
    port.send(get, () => send("next"));
    acceptor.doWork();
    worker.answer(...worker.take());
    acceptor.doWork();
    await Promise.resolve();
    acceptor.doWork();
    worker.answer(...worker.take());
    acceptor.doWork();
    assert.deepEqual(answers, ["next 16"]);
  });

  it("answers a refusal made while answers are handed out", async () => {
    const { acceptor, worker, answers, send, port } = createPort();
    const unknown = { ...get, message: prism.v1.GetRequest.encode({ namespace: "nowhere", key: "k" }).finish() };
    port.send(get, () => send("unknown", unknown));
    acceptor.doWork();
    worker.answer(...worker.take());
    acceptor.doWork();
    await Promise.resolve();
    acceptor.doWork();
    assert.deepEqual(answers, ["unknown NAMESPACE_NOT_FOUND"]);
  });

  it("throws the answer of an abandoned call away", () => {
    const { acceptor, worker, answers, send, port } = createPort();
    const id = send("abandoned");
    send("kept");
    port.abandon(id);
    acceptor.doWork();
    worker.answer(...worker.take());
    acceptor.doWork();
    assert.deepEqual(answers, ["kept 16"]);
    assert.equal(acceptor.inFlight, 0);
  });

  it("answers everything when the acceptor cuts the client off, and whatever is sent after", () => {
    const { acceptor, answers, send, closed } = createPort();
    send("in flight");
    acceptor.doWork();
    acceptor.destroyAll();
    send("late");
    assert.deepEqual(answers, ["in flight CONNECTION_CLOSED", "late CALL_NOT_DONE"]);
    assert.deepEqual(closed, ["closed"]);
  });

  it("answers calls of the turn in which the gateway goes or an idle connection would, as any other", () => {
    const { acceptor, worker, clock, answers, send, closed } = createPort({ idleTimeoutMs: 1_000 });
    clock.us += 1_000_000;
    send("no longer idle");
    acceptor.onTimer();
    acceptor.doWork();
    worker.answer(...worker.take());
    acceptor.doWork();
    acceptor.drain();
    send("late");
    acceptor.endAll();
    assert.deepEqual(answers, ["no longer idle 16", "late SHUTTING_DOWN"]);
    assert.deepEqual(closed, ["closed"]);
  });

  it("says that the gateway goes to calls that are made until its last answer is handed out", () => {
    const { acceptor, worker, answers, send, port, closed } = createPort();
    port.send(get, () => {
      answers.push("in flight");
      send("behind it");
    });
    acceptor.doWork();
    acceptor.drain();
    acceptor.endAll();
    send("meanwhile");
    acceptor.doWork();
    worker.answer(...worker.take());
    acceptor.doWork();
    assert.deepEqual(answers, ["meanwhile SHUTTING_DOWN", "in flight", "behind it SHUTTING_DOWN"]);
    assert.deepEqual(closed, ["closed"]);
  });

  it("answers every call of a client that was not let in with the reason", () => {
    const { acceptor, answers, send, port, closed } = createPort({ maxConnections: 0 });
    assert.equal(port.isOpen, false);
    send("first");
    send("second");
    assert.deepEqual(answers, ["first TOO_MANY_CONNECTIONS", "second TOO_MANY_CONNECTIONS"]);
    assert.equal(openConnections(acceptor), 0);
    assert.deepEqual(closed, []);
  });

  it("refuses a message that fits no frame, and goes on", () => {
    const { acceptor, worker, answers, send } = createPort({ maxFrameBytes: 64 * 1024 });
    send("large", { ...get, message: new Uint8Array(64 * 1024) });
    send("small");
    acceptor.doWork();
    worker.answer(...worker.take());
    acceptor.doWork();
    assert.deepEqual(answers, ["large MESSAGE_TOO_LARGE", "small 16"]);
  });

  it("keeps calls that come while the window is full, and sends them on", () => {
    const { acceptor, worker, answers, send } = createPort({ maxInFlightPerConnection: 2 });
    for (let i = 0; i < 5; i++) send(String(i));
    for (let turn = 0; turn < 5; turn++) {
      acceptor.doWork();
      worker.answer(...worker.take());
    }
    acceptor.doWork();
    assert.deepEqual(answers.length, 5);
  });

  it("takes more calls in one turn than its first buffer holds, and large ones among them", () => {
    const { acceptor, worker, answers, send, port } = createPort({ maxInFlightPerConnection: 1000 });
    const call = (key: string): DoorCall => ({
      ...get,
      message: prism.v1.GetRequest.encode({ namespace: "n", key }).finish(),
    });
    const names = Array.from({ length: 200 }, (_, i) => String(i));
    for (const name of names) send(name, call(name === "50" ? "k".repeat(9_000) : `key-${name}-${"x".repeat(50)}`));
    while (port.pending > 0) {
      acceptor.doWork();
      worker.answer(...worker.take());
    }
    assert.deepEqual(
      answers,
      names.map((name) => `${name} 16`),
    );
  });

  it("leaves nothing behind when its client goes", () => {
    const { acceptor, worker, answers, send, port } = createPort();
    send("gone");
    acceptor.doWork();
    port.close();
    worker.answer(...worker.take());
    acceptor.doWork();
    assert.deepEqual(answers, []);
    assert.equal(acceptor.inFlight, 0);
    assert.equal(openConnections(acceptor), 0);
  });

  it("is not in flight what waits at a worker for a client that is gone, until it is answered or lost", () => {
    const { acceptor, worker, send, port } = createPort({}, { ...anyone, isPort: true, isPatient: true });
    for (const name of ["first", "second", "third"]) send(name);
    acceptor.doWork();
    const [first] = worker.take();
    send("told last");
    port.close();
    assert.deepEqual([acceptor.inFlight, acceptor.patience.waiting], [0, 4]);
    worker.answer(first as Asked);
    acceptor.doWork();
    assert.deepEqual([acceptor.inFlight, acceptor.patience.waiting], [0, 3]);
    acceptor.detach(0);
    assert.deepEqual([acceptor.inFlight, acceptor.patience.waiting], [0, 0]);
  });
});

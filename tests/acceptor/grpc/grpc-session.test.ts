import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { describe, it, type TestContext } from "node:test";
import type { OpenHandler } from "../../../src/acceptor/grpc/open-call.ts";
import { FrameType, frame, greeting } from "../../../src/bench/grpc/h2-frames.ts";
import { afterwards } from "../../support/afterwards.ts";
import { eventually } from "../../support/eventually.ts";
import { grpcTransports } from "../../support/grpc-transports.ts";
import { openSessions, waitingCalls } from "../../support/open-connections.ts";
import { answerOf, framed, RawGrpc } from "../../support/raw-grpc.ts";
import { type DoorBench, doorOver, getMessage } from "./door-bench.ts";

const getPath = "/prism.v1.KeyValueService/Get";
const putStreamPath = "/prism.v1.KeyValueService/PutStream";
const SECOND_US = 1_000_000;

function refusals({ acceptor }: DoorBench): string[] {
  return [...acceptor.counters.refusals.keys()];
}

async function silentClient(t: TestContext, port: number) {
  const socket = connect(port, "127.0.0.1");
  afterwards(t, () => socket.destroy());
  socket.on("error", () => undefined).resume();
  await once(socket, "connect");
  return socket;
}

for (const transport of grpcTransports) {
  const openDoor = doorOver(transport);
  describe(`a gRPC connection, over ${transport}`, () => {
    it("that does not begin to speak HTTP/2 is closed", async (t) => {
      const door = await openDoor(t);
      const socket = await silentClient(t, door.port);
      await eventually("both were taken", () => openSessions(door.door) === 2);
      door.clock.us += 9 * SECOND_US;
      await new Promise((resolve) => setTimeout(resolve, 1_200));
      assert.equal(socket.destroyed, false);
      door.clock.us += 2 * SECOND_US;
      await eventually("it is closed", () => socket.destroyed);
      assert.deepEqual(refusals(door), ["GREETING_MISSING"]);
    });

    it("without a call is closed when it has been idle for long, and not before", async (t) => {
      const door = await openDoor(t, { idleTimeoutMs: 60_000 });
      const coming = door.client.call("Get", getMessage);
      door.clock.us += 59 * SECOND_US;
      door.answer(...(await door.taken(1)));
      await coming;
      door.clock.us += 59 * SECOND_US;
      await new Promise((resolve) => setTimeout(resolve, 1_200));
      assert.equal(door.client.session.closed, false);
      door.clock.us += 2 * SECOND_US;
      await once(door.client.session, "close");
      assert.deepEqual(refusals(door), []);
    });

    it("with a call is not idle", async (t) => {
      const door = await openDoor(t, { idleTimeoutMs: 60_000 });
      const coming = door.client.call("Get", getMessage);
      const asked = await door.taken(1);
      door.clock.us += 600 * SECOND_US;
      await new Promise((resolve) => setTimeout(resolve, 1_200));
      door.answer(...asked);
      assert.equal((await coming).status, 0);
    });

    it("ends a call whose message does not come, and goes on", async (t) => {
      const door = await openDoor(t);
      const slow = door.client.open(getPath);
      slow.write(framed(getMessage).subarray(0, 7));
      const coming = answerOf(slow);
      const whole = door.client.call("Get", getMessage);
      const asked = await door.taken(1);
      door.clock.us += 31 * SECOND_US;
      const { status, reason } = await coming;
      assert.deepEqual([status, reason], [4, "MESSAGE_TOO_SLOW"]);
      door.answer(...asked);
      assert.equal((await whole).status, 0);
    });

    it("ends a stream of messages in which one does not come, but not one of a service that waits for its client", {
      timeout: 300_000,
    }, async (t) => {
      const echoPath = "/test.Service/Echo";
      const echo: OpenHandler = async (call) => {
        for await (const message of call.messages) await call.write(message);
        return undefined;
      };
      const door = await openDoor(t, { services: new Map([[echoPath, echo]]) });
      const patient = door.client.open(echoPath);
      const echoed = answerOf(patient);
      const slow = door.client.open(putStreamPath);
      const coming = answerOf(slow);
      slow.write(framed(Buffer.alloc(0)));
      patient.write(framed(getMessage));
      await once(patient, "response");
      door.clock.us += 29 * SECOND_US;
      slow.write(framed(Buffer.alloc(9)).subarray(0, 7));
      await new Promise((resolve) => setTimeout(resolve, 1_200));
      door.clock.us += 29 * SECOND_US;
      await new Promise((resolve) => setTimeout(resolve, 1_200));
      assert.equal(slow.closed, false, "something of it came in time");
      door.clock.us += 2 * SECOND_US;
      const { status, reason } = await coming;
      assert.deepEqual([status, reason], [4, "MESSAGE_TOO_SLOW"]);
      patient.end();
      assert.equal((await echoed).status, 0);
    });

    it("whose client reads no answers is cut off, and what waits for it is forgotten", async (t) => {
      const door = await openDoor(t);
      const deaf = new RawGrpc(t, door.port, { settings: { initialWindowSize: 0 } });
      for (let i = 0; i < 3; i++) deaf.open(getPath).end(framed(getMessage));
      door.answer(...(await door.taken(3)));
      await eventually("the answers were given", () => door.acceptor.inFlight === 0);
      door.clock.us += 61 * SECOND_US;
      // Whether it has heard the reason or not.
      await new Promise((resolve) => deaf.session.once("close", resolve));
      assert.deepEqual(refusals(door), ["ANSWERS_UNREAD"]);
      await eventually("it is forgotten", () => openSessions(door.door) === 1);
    });

    it("is told to go when it is old, and its calls are answered all the same", async (t) => {
      const door = await openDoor(t, { settings: { maxConnectionAgeMs: 300, maxConnectionAgeGraceMs: 10_000 } });
      const toGo = once(door.client.session, "goaway");
      const coming = door.client.call("Get", getMessage);
      const asked = await door.taken(1);
      await toGo;
      door.answer(...asked);
      assert.equal((await coming).status, 0);
      await once(door.client.session, "close");
    });

    it("is told to go at a shutdown, and its calls are answered all the same", async (t) => {
      const door = await openDoor(t);
      const coming = door.client.call("Get", getMessage);
      const asked = await door.taken(1);
      let isClosed = false;
      const closing = door.door.close().then(() => {
        isClosed = true;
      });
      await once(door.client.session, "goaway");
      assert.equal(isClosed, false);
      door.answer(...asked);
      assert.equal((await coming).status, 0);
      await closing;
      await eventually("no connection is left", () => openSessions(door.door) === 0);
    });

    it("is asked whether it is still there, and is cut off when it does not say so", async (t) => {
      // grpc-js takes an answer for none that it reads late: this thread, which is the client's too, may stand still.
      const keepAliveTimeoutMs = transport === "lean" ? 200 : 1_000;
      const door = await openDoor(t, { settings: { keepAliveIntervalMs: 100, keepAliveTimeoutMs } });
      const answering = new RawGrpc(t, door.port);
      await once(answering.session, "connect");
      const mute = await silentClient(t, door.port);
      mute.write(Buffer.concat([greeting(), frame(FrameType.SETTINGS, 1, 0, Buffer.of())]));
      await once(mute, "close");
      assert.equal(answering.session.destroyed, false);
    });

    it("does not wait for what another of the same principal waits for", async (t) => {
      const door = await openDoor(t, { limits: { maxInFlightPerConnection: 2 } });
      const stuck = Array.from({ length: 5 }, () => door.client.call("Get", getMessage));
      const first = await door.taken(2);
      const other = new RawGrpc(t, door.port).call("Get", getMessage);
      door.answer(...(await door.taken(1)));
      assert.equal((await other).status, 0);
      door.answer(...first);
      for (let left = 3; left > 0; ) {
        const asked = await door.taken(1);
        door.answer(...asked);
        left -= asked.length;
      }
      for (const { status } of await Promise.all(stuck)) assert.equal(status, 0);
    });

    it("lets no more calls run than its client reads answers of", async (t) => {
      const door = await openDoor(t);
      const calls = Array.from({ length: 40 }, () => door.client.call("Get", getMessage));
      const first = await door.taken(16);
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert.deepEqual(door.worker.take(), []);
      door.answer(...first);
      // Small answers have come, so that more may be under way.
      door.answer(...(await door.taken(24)));
      for (const { status } of await Promise.all(calls)) assert.equal(status, 0);
    });

    it("keeps nothing of calls that were given up before their turn", async (t) => {
      const door = await openDoor(t);
      const running = Array.from({ length: 16 }, () => door.client.call("Get", getMessage));
      const first = await door.taken(16);
      const given = Array.from({ length: 5 }, () => door.client.open(getPath));
      for (const stream of given) stream.end(framed(getMessage));
      const late = door.client.call("Get", getMessage, { "grpc-timeout": "50m" });
      await eventually("they wait", () => waitingCalls(door.door) === 6);
      for (const stream of given) stream.close(8);
      assert.equal((await late).status, 4);
      await eventually("none waits", () => waitingCalls(door.door) === 0);
      door.answer(...first);
      for (const { status } of await Promise.all(running)) assert.equal(status, 0);
    });
  });
}

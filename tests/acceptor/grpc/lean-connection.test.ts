import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, it } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { Ping } from "../../../src/acceptor/http2/control-writer.ts";
import { steadyMs } from "../../../src/common/clock.ts";
import { prism } from "../../generated/prism.js";
import { eventually } from "../../support/eventually.ts";
import { Attacker } from "../../support/http2/attacker.ts";
import * as h2 from "../../support/http2/frames.ts";
import { answerOf, framed } from "../../support/raw-grpc.ts";
import { call } from "../http2/connection-bench.ts";
import { doorOver, getMessage } from "./door-bench.ts";

const putMessage = prism.v1.PutRequest.encode({ namespace: "n", key: "k", value: Buffer.from("v") }).finish();

describe("an old connection over the lean transport", () => {
  it("tells the calls that its time of grace does not suffice for, and is closed", async (t) => {
    const settings = { maxConnectionAgeMs: 100, maxConnectionAgeGraceMs: 200 };
    const door = await doorOver("lean")(t, { settings });
    const { client } = door;
    const reading = client.call("Get", getMessage);
    const writing = client.call("Put", putMessage);
    const unfinished = client.open("/prism.v1.KeyValueService/Put");
    unfinished.write(framed(putMessage).subarray(0, 9));
    await door.taken(2);
    const answers = await Promise.all([reading, writing, answerOf(unfinished)]);
    assert.deepEqual(
      answers.map(({ status, reason }) => [status, reason]),
      [
        [14, "CALL_NOT_DONE"],
        [14, "CONNECTION_CLOSED"],
        [14, "CALL_NOT_DONE"],
      ],
    );
    if (!client.session.destroyed) await once(client.session, "close");
  });

  it("serves what comes before the answer to its goodbye, also when another PING was under way and is answered", async (t) => {
    const settings = { keepAliveIntervalMs: 20, maxConnectionAgeMs: 60, maxConnectionAgeGraceMs: 5_000 };
    const door = await doorOver("lean")(t, { settings });
    const client = await Attacker.open(t, door.port);
    const heard = (type: number): number => client.heard[type] ?? 0;
    await eventually("it is told to go", () => heard(h2.Type.GOAWAY) === 1 && heard(h2.Type.PING) === 2);
    const answerTo = (purpose: Ping): Buffer => h2.frame(h2.Type.PING, h2.ACK, 0, h2.words(0, purpose));
    await client.send(Buffer.concat([answerTo(Ping.KEEP_ALIVE), call(1, getMessage)]));
    door.answer(...(await door.taken(1)));
    await eventually("it is answered", () => heard(h2.Type.DATA) === 1);
    assert.equal(heard(h2.Type.GOAWAY), 1);
    await client.send(answerTo(Ping.GOODBYE));
    await eventually("it is told again, and gone", () => heard(h2.Type.GOAWAY) === 2 && client.isClosed);
  });
});

describe("a silent connection over the lean transport", () => {
  it("is not cut off for an answer in time that was read late", async (t) => {
    const door = await doorOver("lean")(t, { settings: { keepAliveIntervalMs: 20, keepAliveTimeoutMs: 200 } });
    const client = await Attacker.open(t, door.port);
    const pings = (): number => client.heard[h2.Type.PING] ?? 0;
    const answer = () => client.send(h2.frame(h2.Type.PING, h2.ACK, 0, h2.words(0, Ping.KEEP_ALIVE)));
    await eventually("it is asked", () => pings() === 1);
    // Late in a turn, so that timers come next; and the thread has much else to do.
    await nextTurn();
    const sent = answer();
    for (const untilMs = steadyMs() + 300; steadyMs() < untilMs; );
    await sent;
    await eventually("it is asked again", () => pings() === 2);
    await answer();
    await eventually("it is cut off for none", () => client.isClosed);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { endOfFetch } from "../../../src/acceptor/subscriptions/end-of-fetch.ts";
import { CallNumber } from "../../../src/codec/calls.ts";
import { readGroupRequest } from "../../../src/codec/stream-requests.ts";
import { frameOf } from "../../codec/messages.ts";
import { prism } from "../../generated/prism.js";
import { encodeMessage } from "../../support/protobuf.ts";
import { getFrame } from "../acceptor-bench.ts";
import { SubscriptionsBench } from "./subscriptions-bench.ts";

describe("a fetch over frames that waits", () => {
  it("takes nothing from its connection's window, and is answered under its id", () => {
    const bench = new SubscriptionsBench({ maxInFlightPerConnection: 4 });
    const client = bench.connect();
    for (let id = 1; id <= 20; id++) client.send({ id, streamFetch: { namespace: "n", waitMs: 1_000 } });
    const asked = bench.fetches();
    assert.equal(asked.length, 20);
    bench.bench.acceptor.receive(client.connection, getFrame(99));
    assert.deepEqual(
      bench.asked().map(({ call }) => call),
      [CallNumber.KV_GET],
    );
    bench.deliver(asked[4] as never, 2);
    assert.equal(client.answers(5)[0]?.streamFetch?.deliveries?.length, 2);
    bench.fail(asked[5] as never, { code: 3, reason: "WRONG_PATTERN" });
    assert.equal(client.reason(6), "WRONG_PATTERN");
  });

  it("that is refused at once is told so", () => {
    const bench = new SubscriptionsBench({ maxInFlight: 4, maxFrameBytes: 64 * 1024 });
    const client = bench.connect();
    for (let id = 1; id <= 3; id++) client.send({ id, streamFetch: { namespace: "n", waitMs: 1_000 } });
    assert.equal(bench.fetches().length, 2);
    assert.equal(client.reason(3), "TOO_MANY_FETCHES");
    // It fits a frame, and leaves no room beside it for what travels with a call.
    const group = "g".repeat(60 * 1024);
    client.send({ id: 4, streamFetch: { namespace: "n", waitMs: 1_000, group } });
    assert.equal(client.reason(4), "MESSAGE_TOO_LARGE");
  });

  it("is a request like any other when it does not wait", () => {
    const bench = new SubscriptionsBench({ maxInFlightPerConnection: 4 });
    const client = bench.connect();
    for (let id = 1; id <= 20; id++) client.send({ id, streamFetch: { namespace: "n" } });
    assert.equal(bench.fetches().length, 4);
  });

  it("ends at its worker when its connection does, and is counted until then", () => {
    const bench = new SubscriptionsBench();
    const { patience } = bench.bench.acceptor;
    const [client, other] = [bench.connect(), bench.connect()];
    for (const each of [client, other]) each.send({ id: 1, streamFetch: { namespace: "n", waitMs: 1_000 } });
    const [fetch] = bench.fetches();
    bench.bench.acceptor.close(client.connection);
    const [end, ...more] = bench.asked();
    assert.ok(fetch !== undefined && end?.call === CallNumber.STREAM_LEAVE && more.length === 0);
    assert.equal(readGroupRequest(end.message, 0, end.message.length)?.fetchId, fetch.id);
    assert.equal(prism.v1.LeaveRequest.decode(end.message).namespace, "n");
    assert.equal(patience.waiting, 3);
    bench.deliver(fetch, 0);
    bench.worker.reply(end, { streamLeave: {} });
    bench.work();
    assert.equal(patience.waiting, 1);
  });

  it("is not ended again when it was answered", () => {
    const bench = new SubscriptionsBench();
    const client = bench.connect();
    client.send({ id: 1, streamFetch: { namespace: "n", waitMs: 1_000 } });
    bench.deliver(bench.fetch(), 1);
    bench.bench.acceptor.close(client.connection);
    assert.deepEqual(bench.asked(), []);
    assert.equal(bench.bench.acceptor.patience.waiting, 0);
  });

  it("is ended by nobody who guesses how its worker knows it", () => {
    const bench = new SubscriptionsBench();
    const [client, other] = [bench.connect(), bench.connect()];
    for (const each of [client, other]) each.send({ id: 1, streamFetch: { namespace: "n", waitMs: 1_000 } });
    const [fetch] = bench.fetches();
    const { call, message } = endOfFetch("n", fetch?.id ?? 0);
    const request = Buffer.from(encodeMessage([1, 2], [call, message]));
    bench.bench.acceptor.receive(other.connection, frameOf(request));
    assert.deepEqual(bench.asked(), []);
    assert.equal(other.reason(2), "MALFORMED_CALL");
  });

  it("is told of a shutdown at once, and forgotten with its connection", () => {
    const bench = new SubscriptionsBench();
    const [client, gone] = [bench.connect(), bench.connect()];
    client.send({ id: 1, streamFetch: { namespace: "n", waitMs: 1_000 } });
    gone.send({ id: 1, streamFetch: { namespace: "n", waitMs: 1_000 } });
    const asked = bench.fetches();
    bench.bench.acceptor.close(gone.connection);
    bench.bench.acceptor.drain();
    bench.work();
    assert.equal(client.reason(1), "SHUTTING_DOWN");
    for (const each of asked) bench.deliver(each, 1);
    assert.deepEqual([client.answers(1).length, gone.answers(1).length], [1, 0]);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CallNumber } from "../../../src/codec/calls.ts";
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

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SubscriptionsBench } from "./subscriptions-bench.ts";

describe("a subscription over frames", () => {
  it("is counted at its door while it lasts, with its credits", () => {
    const bench = new SubscriptionsBench();
    const [client, other] = [bench.connect(), bench.connect()];
    const { tcp } = bench.bench.acceptor.counters.subscriptions;
    client.subscribe(7, { credits: 5 });
    other.subscribe(7, { credits: 10 });
    const [first] = bench.fetches();
    bench.deliver(first as never, 3);
    client.send({ id: 8, streamCredit: { namespace: "n", subscribeId: 7, credits: 20 } });
    assert.deepEqual({ ...tcp }, { active: 2, credits: 32, pauses: 0 });
    client.send({ id: 9, streamLeave: { namespace: "n", subscribeId: 7 } });
    assert.deepEqual({ ...tcp }, { active: 1, credits: 10, pauses: 0 });
    bench.bench.acceptor.close(other.connection);
    assert.deepEqual({ ...tcp }, { active: 0, credits: 0, pauses: 0 });
  });
});

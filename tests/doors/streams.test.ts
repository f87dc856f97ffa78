import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { WebSocketClient } from "../acceptor/http/websocket-client.ts";
import { frameOf } from "../codec/messages.ts";
import { prism } from "../generated/prism.js";
import { eventually } from "../support/eventually.ts";
import type { FrameClient } from "../support/frame-client.ts";
import { GrpcClient } from "../support/grpc-client.ts";
import { StartedGateway } from "../support/started-gateway.ts";

const namespace = "events";

function frame(request: prism.v1.IRequest): Buffer {
  return frameOf(prism.v1.Request.encode(request).finish());
}

/** A client of frames, over TCP or WebSocket, and everything that it was answered. */
class Subscriber {
  private readonly client: Pick<FrameClient, "send" | "answers">;

  constructor(client: Pick<FrameClient, "send" | "answers">) {
    this.client = client;
  }

  send(request: prism.v1.IRequest): void {
    this.client.send(frame(request));
  }

  answers(id: number): prism.v1.Response[] {
    return this.client.answers
      .filter((answer) => answer.id === id)
      .map(({ payload }) => prism.v1.Response.decode(payload));
  }

  deliveries(id: number): prism.v1.IDelivery[] {
    return this.answers(id).flatMap((answer) => answer.streamSubscribe?.deliveries ?? []);
  }

  values(id: number): string[] {
    return this.deliveries(id).map(({ value }) => Buffer.from(value ?? []).toString());
  }
}

const doors: Readonly<Record<string, (t: TestContext, gateway: StartedGateway) => Promise<Subscriber>>> = {
  TCP: async (_, gateway) => new Subscriber(await gateway.connect()),
  WebSocket: async (t, gateway) => {
    const client = await WebSocketClient.open(t, gateway.httpPort);
    return new Subscriber({ answers: client.answers, send: (bytes: Uint8Array) => client.send(bytes) } as never);
  },
};

async function publish(gateway: StartedGateway, ...values: string[]): Promise<void> {
  for (const body of values) {
    const response = await fetch(`http://127.0.0.1:${gateway.httpPort}/v1/namespaces/events/stream/messages`, {
      method: "POST",
      body,
      headers: { "Prism-Key": "k" },
    });
    assert.equal(response.status, 200, await response.text());
  }
}

for (const [door, connect] of Object.entries(doors)) {
  describe(`a subscription over ${door}, on a real worker`, () => {
    it("brings what is published, as far as its credits go, until it is left", async (t) => {
      const gateway = await StartedGateway.open(t);
      const subscriber = await connect(t, gateway);
      subscriber.send({ id: 7, streamSubscribe: { namespace, credits: 2 } });
      await eventually("it is live", () => subscriber.answers(7).length === 1);
      await publish(gateway, "a", "b", "c", "d");
      await eventually("two came", () => subscriber.values(7).length === 2);
      subscriber.send({ id: 8, streamCredit: { namespace, subscribeId: 7, credits: 10 } });
      await eventually("all came", () => subscriber.values(7).length === 4);
      assert.deepEqual(subscriber.values(7), ["a", "b", "c", "d"]);
      subscriber.send({ id: 9, streamLeave: { namespace, subscribeId: 7 } });
      await eventually("it was left", () => subscriber.answers(9).length === 1);
      await publish(gateway, "e");
      subscriber.send({ id: 10, streamFetch: { namespace, start: { earliest: true } } });
      await eventually("there is more", () => subscriber.answers(10)[0]?.streamFetch?.deliveries?.length === 5);
      assert.equal(subscriber.values(7).length, 4);
    });

    it("gives back what its group had when the connection ends", async (t) => {
      const gateway = await StartedGateway.open(t);
      await publish(gateway, "a", "b");
      const [first, second] = [await connect(t, gateway), await connect(t, gateway)];
      first.send({ id: 1, streamSubscribe: { namespace, group: "g", consumer: "one", credits: 10 } });
      await eventually("both came", () => first.values(1).length === 2);
      const [done] = first.deliveries(1);
      first.send({ id: 2, streamAck: { namespace, group: "g", leases: [done?.lease ?? ""] } });
      await eventually("one is done", () => first.answers(2).length === 1);
      first.send({ id: 3, streamLeave: { namespace, subscribeId: 1 } });
      second.send({ id: 1, streamSubscribe: { namespace, group: "g", consumer: "two", credits: 10 } });
      await eventually("the other one comes again", () => second.values(1).length === 1);
      assert.deepEqual([second.values(1), second.deliveries(1)[0]?.attempt], [["b"], 2]);
    });

    it("is told of a shutdown", async (t) => {
      const gateway = await StartedGateway.open(t, { flags: { "limits.drainTimeout": "60s" } });
      const subscriber = await connect(t, gateway);
      subscriber.send({ id: 7, streamSubscribe: { namespace, credits: 2 } });
      await eventually("it is live", () => subscriber.answers(7).length === 1);
      const startedMs = performance.now();
      const closing = gateway.close();
      await eventually("it is told", () => subscriber.answers(7).at(-1)?.error?.reason === "SHUTTING_DOWN");
      await closing;
      assert.ok(performance.now() - startedMs < 30_000, "the shutdown did not wait for it");
    });
  });
}

describe("a subscriber over TCP that does not read", () => {
  it("costs the gateway little, is not cut off, and gets everything in order once it reads", async (t) => {
    const gateway = await StartedGateway.open(t);
    const client = await gateway.connect();
    const subscriber = new Subscriber(client);
    subscriber.send({ id: 7, streamSubscribe: { namespace, credits: 100_000, start: { earliest: true } } });
    await eventually("it is live", () => subscriber.answers(7).length === 1);
    client.socket.pause();
    const publisher = GrpcClient.to(t, gateway.grpcPort);
    // 48 MiB: more than the sockets' buffers take, and than the gateway would keep.
    const value = Buffer.alloc(16 * 1024, "x");
    for (let batch = 0; batch < 30; batch++) {
      const messages = Array.from({ length: 100 }, (_, i) => ({ key: String(batch * 100 + i), value }));
      await publisher.call("BatchPublish", { namespace, messages });
    }
    const { counters } = gateway.gateway.acceptor;
    assert.equal(counters.slowReadersCut, 0);
    client.socket.resume();
    await eventually("all came", () => subscriber.deliveries(7).length === 3_000);
    assert.deepEqual(
      subscriber.deliveries(7).map(({ key }) => Number(key)),
      Array.from({ length: 3_000 }, (_, i) => i),
    );
    assert.equal(counters.slowReadersCut, 0);
  });
});

describe("streams over HTTP", () => {
  it("carry CloudEvents in binary mode, and are worked off by long polls", async (t) => {
    const gateway = await StartedGateway.open(t);
    const base = `http://127.0.0.1:${gateway.httpPort}/v1/namespaces/events/stream`;
    const json = async (path: string, init: RequestInit = {}): Promise<Record<string, unknown>> => {
      const response = await fetch(base + path, init);
      const text = await response.text();
      assert.equal(response.status, 200, text);
      return JSON.parse(text) as Record<string, unknown>;
    };
    const post = (path: string, body: object) =>
      json(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const polling = json("/messages?group=billing&consumer=b1&waitMs=20000");
    const headers = {
      "Prism-Key": "stra%C3%9Fe",
      "Prism-Header-Tenant": "acme",
      "Content-Type": "application/json",
      "ce-specversion": "1.0",
      "ce-type": "order.paid",
      "ce-source": "/sh%C3%B6p",
    };
    const { position } = await json("/messages", { method: "POST", headers, body: '{"a":1}' });
    const { deliveries, consumer } = (await polling) as { deliveries: Record<string, unknown>[]; consumer: string };
    const [delivery] = deliveries;
    assert.ok(delivery !== undefined && deliveries.length === 1 && consumer === "b1");
    assert.deepEqual([delivery.position, delivery.key, delivery.attempt], [position, "straße", 1]);
    assert.equal(Buffer.from(delivery.value as string, "base64").toString(), '{"a":1}');
    const named = (delivery.headers as { name: string; value: string }[]).map(({ name, value }) => [
      name,
      Buffer.from(value, "base64").toString(),
    ]);
    assert.deepEqual(Object.fromEntries(named), {
      "content-type": "application/json",
      tenant: "acme",
      "ce-specversion": "1.0",
      "ce-type": "order.paid",
      "ce-source": "/shöp",
    });
    const leases = [delivery.lease];
    assert.deepEqual(await post(":extend", { group: "billing", leases, ackTimeoutMs: "60000" }), { results: [{}] });
    assert.deepEqual(await post(":nack", { group: "billing", leases, bury: true, reason: "no such order" }), {
      results: [{}],
    });
    const { deadLetters } = (await json("/dead-letters?group=billing")) as { deadLetters: { id: string }[] };
    assert.deepEqual(await post(":replayDeadLetters", { ids: [deadLetters[0]?.id] }), { count: 1 });
    const again = (await json("/messages?group=billing&consumer=b1&waitMs=5000")) as unknown as {
      deliveries: { lease: string }[];
    };
    const acked = await post(":ack", { group: "billing", leases: [again.deliveries[0]?.lease, leases[0]] });
    assert.equal((acked.results as { error?: { reason: string } }[])[1]?.error?.reason, "LEASE_ENDED");
    assert.deepEqual((await json("/groups/billing")).pending, undefined);
    await post(":seek", { group: "billing", to: { earliest: true } });
    const batch = await post(":batchPublish", {
      messages: [{ value: "MQ==" }, { value: "Mg==", idempotencyKey: "i" }],
    });
    assert.equal((batch.results as unknown[]).length, 2);
    assert.deepEqual(await json("/groups"), { groups: [{ name: "billing", consumers: 1 }] });
    assert.deepEqual(await json("/groups/billing", { method: "DELETE" }), { dropped: true });
  });

  it("refuse what cannot be meant, naming it", async (t) => {
    const gateway = await StartedGateway.open(t);
    const base = `http://127.0.0.1:${gateway.httpPort}/v1/namespaces`;
    const cases: [string, RequestInit, number, string][] = [
      ["/events/stream/messages?start=yesterday", {}, 400, "BAD_START"],
      ["/events/stream/messages?maxMessages=1001", {}, 400, "BAD_NUMBER"],
      ["/events/stream/messages?grupp=g", {}, 400, "UNKNOWN_PARAMETER"],
      [
        "/events/stream/messages",
        { method: "POST", body: "x", headers: { "ce-id": "%zz" } },
        400,
        "BAD_PERCENT_ENCODING",
      ],
      [
        "/events/stream/messages",
        { method: "POST", body: "x", headers: { "If-Match": '"1"' } },
        400,
        "CONDITION_NOT_KEPT",
      ],
      ["/default/stream/messages", {}, 400, "WRONG_PATTERN"],
      ["/events/keyvalue/k", {}, 400, "WRONG_PATTERN"],
      ["/events/stream/groups/nobody", {}, 404, "GROUP_NOT_FOUND"],
    ];
    for (const [path, init, status, reason] of cases) {
      const response = await fetch(base + path, init);
      const problem = (await response.json()) as { reason: string };
      assert.deepEqual([response.status, problem.reason], [status, reason], path);
    }
  });

  it("end long polls at a shutdown", async (t) => {
    const gateway = await StartedGateway.open(t, { flags: { "limits.drainTimeout": "60s" } });
    const url = `http://127.0.0.1:${gateway.httpPort}/v1/namespaces/events/stream/messages?waitMs=60000`;
    const polling = fetch(url).then(async (response) => [
      response.status,
      ((await response.json()) as { reason: string }).reason,
    ]);
    await eventually("it waits", () => gateway.gateway.acceptor.patience.waiting > 0);
    const startedMs = performance.now();
    await gateway.close();
    assert.deepEqual(await polling, [503, "SHUTTING_DOWN"]);
    assert.ok(performance.now() - startedMs < 30_000);
  });
});

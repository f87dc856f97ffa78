import assert from "node:assert/strict";
import { request } from "node:http";
import { describe, it, type TestContext } from "node:test";
import { describeEachServer } from "../acceptor/http/each-server.ts";
import { WebSocketClient } from "../acceptor/http/websocket-client.ts";
import { frameOf } from "../codec/messages.ts";
import { prism } from "../generated/prism.js";
import { eventually } from "../support/eventually.ts";
import { grpcPlaces } from "../support/grpc-transports.ts";
import { framed, RawGrpc } from "../support/raw-grpc.ts";
import { StartedGateway } from "../support/started-gateway.ts";

/** Of the namespace that the defaults declare in SQLite. */
const namespace = "events";
/** Longer than any test: who waits for either has waited in vain. */
const waitMs = 60_000;
const ackTimeoutMs = 120_000;
const fetchRequest: prism.v1.IFetchRequest = { namespace, group: "g", waitMs, ackTimeoutMs };
/** Well before the wait would have been over, on a busy machine too. */
const GOES_WITHIN_MS = 20_000;
const CANCEL = 8;

/** Sends the fetch; what it returns has the client go. */
type Leave = (t: TestContext, gateway: StartedGateway) => Promise<() => void>;

const fetchFrame = frameOf(prism.v1.Request.encode({ id: 1, streamFetch: fetchRequest }).finish());

const byFrames: Readonly<Record<string, Leave>> = {
  "a TCP connection that ends": async (_, gateway) => {
    const client = await gateway.connect();
    client.send(fetchFrame);
    return () => client.socket.end();
  },
  "a TCP connection that breaks": async (_, gateway) => {
    const client = await gateway.connect();
    client.send(fetchFrame);
    return () => client.socket.resetAndDestroy();
  },
  "a WebSocket that breaks": async (t, gateway) => {
    const client = await WebSocketClient.open(t, gateway.httpPort);
    client.send(fetchFrame);
    return () => client.socket.destroy();
  },
};

const longPoll: Leave = async (_, gateway) => {
  const path = `/v1/namespaces/${namespace}/stream/messages?group=g&waitMs=${waitMs}&ackTimeoutMs=${ackTimeoutMs}`;
  const poll = request({ port: gateway.httpPort, path });
  poll.on("error", () => undefined);
  poll.end();
  return () => poll.destroy();
};

function openCall(t: TestContext, gateway: StartedGateway) {
  const client = new RawGrpc(t, gateway.grpcPort);
  const stream = client.open("/prism.v1.StreamService/Fetch");
  stream.end(framed(prism.v1.FetchRequest.encode(fetchRequest).finish()));
  return { client, stream };
}

const byCalls: Readonly<Record<string, Leave>> = {
  "a gRPC call that is cancelled": async (t, gateway) => {
    const { stream } = openCall(t, gateway);
    return () => stream.close(CANCEL);
  },
  "a gRPC connection that breaks": async (t, gateway) => {
    const { client } = openCall(t, gateway);
    return () => client.session.destroy();
  },
};

/** The client's fetch waits, the client goes, and a message comes: it is there for the next consumer at once. */
async function check(t: TestContext, flags: Readonly<Record<string, unknown>>, begin: Leave): Promise<void> {
  const gateway = await StartedGateway.open(t, { flags });
  const { patience } = gateway.gateway.acceptor;
  const leave = await begin(t, gateway);
  await eventually("it waits", () => patience.waiting === 1);
  leave();
  await eventually("nobody waits", () => patience.waiting === 0, GOES_WITHIN_MS);
  const messages = `http://127.0.0.1:${gateway.httpPort}/v1/namespaces/${namespace}/stream/messages`;
  assert.equal((await fetch(messages, { method: "POST", body: "a" })).status, 200);
  const response = await fetch(`${messages}?group=g&consumer=other&start=earliest&waitMs=${GOES_WITHIN_MS}`);
  const { deliveries = [] } = (await response.json()) as { deliveries?: { attempt: number }[] };
  assert.deepEqual(
    deliveries.map(({ attempt }) => attempt),
    [1],
  );
  await eventually("nobody waits again", () => patience.waiting === 0, GOES_WITHIN_MS);
}

describe("a fetch that waits", () => {
  for (const [name, begin] of Object.entries(byFrames)) {
    it(`ends with ${name}`, (t) => check(t, {}, begin));
  }
  for (const place of grpcPlaces) {
    for (const [name, begin] of Object.entries(byCalls)) {
      it(`ends with ${name} (${place.name})`, (t) => check(t, place.flags, begin));
    }
  }
});

describeEachServer("a long poll", (server) => {
  it("ends with its client", (t) => check(t, { "listeners.http.server": server }, longPoll));
});

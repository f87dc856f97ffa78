import assert from "node:assert/strict";
import { it, type TestContext } from "node:test";
import { get, put } from "../../support/frames.ts";
import { openConnections } from "../../support/open-connections.ts";
import { StartedGateway } from "../../support/started-gateway.ts";
import { describeEachServer, type HttpServerName } from "./each-server.ts";
import { RawHttp } from "./raw-http.ts";
import { Opcode, WebSocketClient } from "./websocket-client.ts";

async function open(t: TestContext, server: HttpServerName, flags: Readonly<Record<string, unknown>> = {}) {
  const gateway = await StartedGateway.open(t, { flags: { "listeners.http.server": server, ...flags } });
  const connect = (headers: Record<string, string> = {}) => WebSocketClient.open(t, gateway.httpPort, headers);
  return { gateway, connect };
}

describeEachServer("frames over WebSocket", (server) => {
  it("are answered as over TCP", async (t) => {
    const { connect } = await open(t, server);
    const client = await connect();
    assert.equal(client.status, 101);
    client.send(put(1, "memory", "k", "v"));
    client.send(get(2, "memory", "k"));
    client.send(get(3, "nowhere", "k"));
    await client.answered(3);
    const byId = new Map(client.answers.map((answer) => [answer.id, answer]));
    assert.equal(byId.get(2)?.value, "v");
    assert.equal(byId.get(3)?.reason, "NAMESPACE_NOT_FOUND");
  });

  it("may stand together in one message, or be cut by messages anywhere", async (t) => {
    const { connect } = await open(t, server);
    const client = await connect();
    const stream = Buffer.concat([
      put(1, "memory", "k", "v".repeat(300)),
      get(2, "memory", "k"),
      get(3, "memory", "k"),
    ]);
    client.send(stream);
    for (const byte of stream) client.send(Buffer.from([byte]));
    for (let at = 0; at < stream.length; at += 7) client.send(stream.subarray(at, at + 7));
    client.send(Buffer.alloc(0));
    await client.answered(9);
    assert.deepEqual(client.answers.map(({ id, code }) => [id, code]).sort(), [
      ...Array.from({ length: 3 }, () => [1, 0]),
      ...Array.from({ length: 3 }, () => [2, 0]),
      ...Array.from({ length: 3 }, () => [3, 0]),
    ]);
  });

  it("may come in fragments of a message, with pings between them", async (t) => {
    const { connect } = await open(t, server);
    const client = await connect();
    const bytes = put(1, "memory", "k", "v");
    client.sendFrame(Opcode.BINARY, bytes.subarray(0, 5), false);
    client.sendFrame(Opcode.PING, Buffer.from("there?"));
    client.sendFrame(Opcode.CONTINUATION, bytes.subarray(5));
    assert.equal((await client.answered(1))[0]?.code, 0);
    assert.deepEqual(client.pongs, ["there?"]);
  });

  it("come back in as few messages as there are turns, each of whole frames", async (t) => {
    const { connect } = await open(t, server);
    const client = await connect();
    client.send(Buffer.concat(Array.from({ length: 100 }, (_, i) => get(i + 1, "memory", "k"))));
    await client.answered(100);
    assert.ok(client.messageBytes.length < 50, `${client.messageBytes.length} messages`);
  });

  it("carry the largest value each way", async (t) => {
    const { connect } = await open(t, server);
    const client = await connect();
    const value = "x".repeat(1024 * 1024);
    client.send(put(1, "memory", "large", value));
    client.send(get(2, "memory", "large"));
    await client.answered(2);
    assert.equal(client.answers[1]?.value, value);
  });

  it("that are none end the connection with the reason in a frame", async (t) => {
    const { connect } = await open(t, server);
    const client = await connect();
    client.send(Buffer.from([0, 0, 0, 0]));
    await client.closed();
    assert.deepEqual([client.answers[0]?.id, client.answers[0]?.reason], [0, "EMPTY_FRAME"]);
    assert.equal(client.closeCode, 1001);
  });
});

describeEachServer("a WebSocket", (server) => {
  it("takes no text", async (t) => {
    const { connect } = await open(t, server);
    const client = await connect();
    client.sendFrame(Opcode.TEXT, Buffer.from("hello"));
    await client.closed();
    assert.deepEqual([client.closeCode, client.closeReason], [1003, "frames come in binary messages"]);
  });

  it("is cut off by a message over the limit, and by frames that no client may send", async (t) => {
    const { connect } = await open(t, server, { "limits.maxFrameBytes": "2MiB" });
    const wrong: [string, (client: WebSocketClient) => void][] = [
      ["a message over the limit", (client) => client.send(Buffer.alloc(2 * 1024 * 1024 + 5))],
      ["an unknown opcode", (client) => client.sendFrame(3, Buffer.alloc(1))],
      ["a long ping", (client) => client.sendFrame(Opcode.PING, Buffer.alloc(126))],
      ["a continuation of nothing", (client) => client.sendFrame(Opcode.CONTINUATION, Buffer.alloc(1))],
    ];
    await Promise.all(
      wrong.map(async ([name, send]) => {
        const client = await connect();
        send(client);
        await client.closed();
        assert.deepEqual(client.answers, [], name);
      }),
    );
  });

  it("answers a client that says good-bye, and is no longer counted", async (t) => {
    const { gateway, connect } = await open(t, server);
    const before = openConnections(gateway.gateway.acceptor);
    const client = await connect();
    assert.equal(openConnections(gateway.gateway.acceptor), before + 1);
    client.sendFrame(Opcode.CLOSE, Buffer.from([0x03, 0xe8]));
    await client.closed();
    assert.equal(client.closeCode, 1000);
    assert.equal(openConnections(gateway.gateway.acceptor), before);
  });

  it("is one of limits.maxConnections", async (t) => {
    const { gateway, connect } = await open(t, server, { "limits.maxConnections": 1 });
    const first = await connect();
    first.send(get(1, "memory", "k"));
    await first.answered(1);
    const second = await connect();
    await second.closed();
    assert.equal(second.answers[0]?.reason, "TOO_MANY_CONNECTIONS");
    const { websocket, http } = gateway.gateway.acceptor.counters.connections;
    assert.deepEqual({ ...websocket }, { opened: 2, closed: 0, open: 1 });
    assert.equal(http.opened, server === "node" ? 2 : 0, "the other server does not tell");
  });

  it("ends with a handshake when the gateway shuts down", async (t) => {
    const { gateway, connect } = await open(t, server);
    const client = await connect();
    client.send(put(1, "default", "k", "v"));
    await client.answered(1);
    await gateway.close();
    await client.closed();
    assert.deepEqual([client.closeCode, client.answers.length], [1001, 1]);
  });

  it("of a page is let in by its origin", async (t) => {
    const { connect } = await open(t, server, { "listeners.http.corsOrigins": "https://app.example" });
    assert.equal((await connect({ Origin: "https://app.example" })).status, 101);
    const refused = await connect({ Origin: "https://evil.example" });
    assert.equal(refused.status, 403);
    await refused.closed();
    assert.match(refused.body, /ORIGIN_NOT_ALLOWED/);
  });
});

describeEachServer("the path of WebSocket", (server) => {
  it("says what it wants of whoever does not speak it", async (t) => {
    const { gateway, connect } = await open(t, server);
    const plain = await fetch(`http://127.0.0.1:${gateway.httpPort}/v1/ws`);
    assert.deepEqual([plain.status, ((await plain.json()) as { reason: string }).reason], [426, "UPGRADE_REQUIRED"]);
    const old = await connect({ "Sec-WebSocket-Version": "8" });
    assert.equal(old.status, 426);
    assert.match(old.head, /sec-websocket-version: 13/i);
    assert.equal((await connect({ Upgrade: "h2c" })).status, 426);
    assert.equal((await connect({ "Sec-WebSocket-Key": "short" })).status, 426);
  });

  it("does not take an upgrade with a body, nor what follows it", async (t) => {
    const { gateway, connect } = await open(t, server);
    const client = await connect({ "Content-Length": "5" });
    assert.notEqual(client.status, 101);
    const raw = await RawHttp.open(t, gateway.httpPort);
    raw.send("GET /v1/ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nUpgrade: x\r\n\r\n");
    assert.equal((await raw.answered(1))[0]?.status, 426);
  });
});

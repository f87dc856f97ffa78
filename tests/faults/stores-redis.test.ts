import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { describe, it } from "node:test";
import { askServer } from "../../src/stack/loopback.ts";
import { serverMissing, startServer } from "../support/servers/private-servers.ts";
import { gatewayBefore, storeFaults } from "./store-fault-cases.ts";
import { Code, StoreCaller } from "./store-refusals.ts";
import { streamFaults, streamGateway } from "./stream-fault-cases.ts";
import { publishesAgain, publishUntilFull } from "./stream-refusals.ts";

describe("a Redis server under a gateway", { skip: serverMissing("redis") }, () => {
  const backend = (port: number) => `{ type: redis, url: "redis://127.0.0.1:${port}" }`;

  storeFaults({ server: "redis", settings: { appendfsync: "always" }, backend, isIdempotent: true });

  streamFaults({ server: "redis", settings: { appendfsync: "always" }, backend, isIdempotent: true, isOrdered: true });

  it("has no memory left for a stream: publishers are told, and go on when there is", async (t) => {
    const server = await startServer(t, "redis", { maxmemory: "4mb", "maxmemory-policy": "noeviction" });
    const gateway = await streamGateway(t, backend(server.port));
    await publishUntilFull(t, gateway);
    assert.equal((await askServer(server.port, "CONFIG SET maxmemory 64mb\r\n"))?.toString(), "+OK\r\n");
    await publishesAgain(t, gateway);
  });

  it("has no memory left: writes are refused, reads go on, and writes too when there is room", async (t) => {
    const server = await startServer(t, "redis", { maxmemory: "4mb", "maxmemory-policy": "noeviction" });
    const caller = new StoreCaller(t, await gatewayBefore(t, backend(server.port)));
    assert.equal((await caller.put("kept", "yes")).code, 0);
    let n = 0;
    await caller.refused("STORE_FULL", Code.RESOURCE_EXHAUSTED, () => caller.put(`big-${n++}`, "x".repeat(200_000)));
    assert.equal((await caller.get("kept")).value, "yes");
    assert.equal((await askServer(server.port, "CONFIG SET maxmemory 64mb\r\n"))?.toString(), "+OK\r\n");
    await caller.served();
    assert.equal((await caller.get("kept")).value, "yes");
  });

  it("refuses the gateway's password, then takes it", async (t) => {
    const server = await startServer(t, "redis", { requirepass: "another" });
    const url = `redis://127.0.0.1:${server.port}`;
    const gateway = await gatewayBefore(t, "{ type: redis, url: env:REDIS_URL }", {
      REDIS_URL: url.replace("//", "//:sesame@"),
    });
    const caller = new StoreCaller(t, gateway);
    const { message } = await caller.refused("STORE_AUTHENTICATION_FAILED", Code.UNAVAILABLE);
    assert.doesNotMatch(message + gateway.stderr, /sesame/);
    await server.stop();
    await server.startAgain({ requirepass: "sesame" });
    await caller.served();
  });

  it("takes no more connections, then does", async (t) => {
    const server = await startServer(t, "redis", { maxclients: "1" });
    // So that no worker has the one, which might then be the worker that all puts go to.
    const held = connect(server.port, "127.0.0.1");
    t.after(() => held.destroy());
    held.write("PING\r\n");
    await once(held, "data");
    const caller = new StoreCaller(t, await gatewayBefore(t, backend(server.port)));
    await caller.refused("STORE_TOO_MANY_CONNECTIONS", Code.RESOURCE_EXHAUSTED);
    held.on("error", () => undefined).destroy();
    await server.stop();
    await server.startAgain({});
    await caller.served();
  });

  it("is a replica, then the primary again", async (t) => {
    const server = await startServer(t, "redis");
    const caller = new StoreCaller(t, await gatewayBefore(t, backend(server.port)));
    assert.equal((await caller.put("kept", "yes")).code, 0);
    const tell = async (command: string) => (await askServer(server.port, `${command}\r\n`))?.toString();
    // Of a primary that nobody can reach: it keeps what it has, and takes no writes.
    assert.equal(await tell("REPLICAOF 127.0.0.1 1"), "+OK\r\n");
    await caller.refused("STORE_READ_ONLY", Code.UNAVAILABLE);
    assert.equal((await caller.get("kept")).value, "yes");
    assert.equal(await tell("REPLICAOF NO ONE"), "+OK\r\n");
    await caller.served();
  });
});

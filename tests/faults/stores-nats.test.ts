import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { serverMissing, startServer } from "../support/servers/private-servers.ts";
import { gatewayBefore, storeFaults } from "./store-fault-cases.ts";
import { Code, StoreCaller } from "./store-refusals.ts";
import { streamFaults, streamGateway } from "./stream-fault-cases.ts";
import { publishesAgain, publishUntilFull } from "./stream-refusals.ts";

describe("a NATS server under a gateway", { skip: serverMissing("nats") }, () => {
  const backend = (port: number, more = "") => `{ type: nats, url: "nats://127.0.0.1:${port}"${more} }`;

  storeFaults({ server: "nats", backend, isIdempotent: false });

  streamFaults({ server: "nats", backend, isIdempotent: true, isOrdered: true });

  it("has no room left for a stream: publishers are told, and go on when there is", async (t) => {
    const server = await startServer(t, "nats", { "jetstream.max_file_store": "4MB" });
    // Without a bound of its own: a stream with one takes its room in advance.
    const gateway = await streamGateway(t, backend(server.port), ", maxBytes: 0");
    await publishUntilFull(t, gateway);
    await server.stop();
    await server.startAgain({ "jetstream.max_file_store": "64MB" });
    await publishesAgain(t, gateway);
  });

  it("has no room left: writes are refused, reads go on, and writes too when there is room", async (t) => {
    const server = await startServer(t, "nats", { "jetstream.max_file_store": "4MB" });
    const caller = new StoreCaller(t, await gatewayBefore(t, backend(server.port)));
    assert.equal((await caller.put("kept", "yes")).code, 0);
    let n = 0;
    await caller.refused("STORE_FULL", Code.RESOURCE_EXHAUSTED, () => caller.put(`big-${n++}`, "x".repeat(200_000)));
    assert.equal((await caller.get("kept")).value, "yes");
    await server.stop();
    await server.startAgain({ "jetstream.max_file_store": "64MB" });
    await caller.served();
    assert.equal((await caller.get("kept")).value, "yes");
  });

  it("refuses the gateway's password, then takes it", async (t) => {
    const settings = (password: string) => ({ authorization: `{ user: prism, password: ${password} }` });
    const server = await startServer(t, "nats", settings("another"));
    const gateway = await gatewayBefore(t, backend(server.port, ", user: prism, password: env:NATS_PASSWORD"), {
      NATS_PASSWORD: "sesame",
    });
    const caller = new StoreCaller(t, gateway);
    const { message } = await caller.refused("STORE_AUTHENTICATION_FAILED", Code.UNAVAILABLE);
    assert.doesNotMatch(message + gateway.stderr, /sesame/);
    await server.stop();
    await server.startAgain(settings("sesame"));
    await caller.served();
  });

  it("takes no more connections, then does", async (t) => {
    const server = await startServer(t, "nats", { max_connections: "1" });
    const caller = new StoreCaller(t, await gatewayBefore(t, backend(server.port)));
    await caller.refused("STORE_TOO_MANY_CONNECTIONS", Code.RESOURCE_EXHAUSTED);
    await server.stop();
    await server.startAgain({});
    await caller.served();
  });
});

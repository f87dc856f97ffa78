import assert from "node:assert/strict";
import { connect } from "node:net";
import { it, type TestContext } from "node:test";
import { afterwards } from "../../support/afterwards.ts";
import { eventually } from "../../support/eventually.ts";
import { openConnections } from "../../support/open-connections.ts";
import { StartedGateway } from "../../support/started-gateway.ts";
import { describeEachServer } from "./each-server.ts";
import { RawHttp } from "./raw-http.ts";

const ITEM = "/v1/namespaces/memory/keyvalue/k";
const GET = `GET ${ITEM} HTTP/1.1\r\nHost: a\r\n\r\n`;

/** A TCP client that does not close its side: the gateway waits for it some seconds before it closes what is left. */
async function lingerer(t: TestContext, gateway: StartedGateway): Promise<() => void> {
  const socket = connect({ host: "127.0.0.1", port: gateway.port, allowHalfOpen: true });
  afterwards(t, () => socket.destroy());
  socket.on("error", () => undefined);
  await new Promise((resolve) => socket.once("connect", resolve));
  await eventually("the client is connected", () => openConnections(gateway.gateway.acceptor) > 0);
  return () => socket.destroy();
}

function reasonOf(body: string | undefined): string {
  return (JSON.parse(body ?? "{}") as { reason: string }).reason;
}

describeEachServer("a shutdown, over HTTP", (server) => {
  it("answers what is under way, refuses what is new with a hint, and ends connections with their answer", async (t) => {
    const gateway = await StartedGateway.open(t, { flags: { "listeners.http.server": server } });
    const release = await lingerer(t, gateway);
    const kept = await RawHttp.open(t, gateway.httpPort);
    kept.send(GET);
    assert.notEqual((await kept.answered(1))[0]?.headers.get("connection"), "close");
    const unfinished = await RawHttp.open(t, gateway.httpPort);
    unfinished.send(`PUT ${ITEM} HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf`);
    // Once this one is answered, the half body has come too: the server reads in the order of arrival.
    const probe = await RawHttp.open(t, gateway.httpPort);
    probe.send(GET);
    await probe.answered(1);

    const closing = gateway.close();
    const [cut] = await unfinished.answered(1);
    assert.deepEqual([cut?.status, reasonOf(cut?.body)], [503, "SHUTTING_DOWN"]);
    kept.send(GET);
    const refused = (await kept.answered(2))[1];
    assert.deepEqual([refused?.status, reasonOf(refused?.body)], [503, "SHUTTING_DOWN"]);
    assert.equal(refused?.headers.get("connection"), "close");
    assert.equal(refused?.headers.get("retry-after"), "1");
    await kept.closed();
    await assert.rejects(RawHttp.open(t, gateway.httpPort), { code: "ECONNREFUSED" });
    release();
    await closing;
    await probe.closed();
  });

  it("does not wait for connections that ask nothing", async (t) => {
    const flags = { "listeners.http.server": server, "limits.drainTimeout": "60s" };
    const gateway = await StartedGateway.open(t, { flags });
    const idle = await RawHttp.open(t, gateway.httpPort);
    const started = performance.now();
    await gateway.close();
    assert.ok(performance.now() - started < 30_000);
    await idle.closed();
  });
});

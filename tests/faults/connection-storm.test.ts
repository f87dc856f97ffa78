import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Code } from "../../src/common/codes.ts";
import { eventually } from "../support/eventually.ts";
import { FrameClient } from "../support/frame-client.ts";
import { get, put } from "../support/frames.ts";
import { GatewayProcess } from "../support/gateway-process.ts";
import { openConnections } from "../support/open-connections.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";

describe("a storm of connections", () => {
  it("over limits.maxConnections has each of the many told why, and the few served", async (t) => {
    const started = await StartedGateway.open(t, { flags: { "limits.maxConnections": 20 } });
    const served = await Promise.all(Array.from({ length: 20 }, () => started.connect()));
    await Promise.all(served.map((client) => client.call(get(1, "memory", "k"))));
    const refused = await Promise.all(Array.from({ length: 500 }, () => started.connect()));
    await Promise.all(refused.map((client) => client.closed()));
    for (const { answers } of refused) {
      assert.equal(answers.length, 1);
      assert.equal(answers[0]?.id, 0);
      assert.equal(answers[0]?.code, Code.RESOURCE_EXHAUSTED);
      assert.equal(answers[0]?.reason, "TOO_MANY_CONNECTIONS");
      assert.ok((answers[0]?.retryAfterMs ?? 0) > 0);
    }
    assert.equal(openConnections(started.gateway.acceptor), 20);
    await Promise.all(served.map((client) => client.call(put(2, "memory", "k", "v"))));

    served[0]?.socket.destroy();
    await eventually("there is a place again", () => openConnections(started.gateway.acceptor) === 19);
    assert.equal((await (await started.connect()).call(get(3, "memory", "k"))).value, "v");
  });

  it("that come and go leaves no connection and no request behind", async (t) => {
    const started = await StartedGateway.open(t);
    for (let round = 0; round < 10; round++) {
      const clients = await Promise.all(Array.from({ length: 100 }, () => started.connect()));
      for (const [i, client] of clients.entries()) {
        client.send(put(1, "default", `k${i}`, "v"));
        if (i % 3 === 0) client.socket.destroy();
        else if (i % 3 === 1) client.socket.resetAndDestroy();
        else client.socket.end();
      }
    }
    const { acceptor } = started.gateway;
    await eventually("every connection is forgotten", () => openConnections(acceptor) === 0 && acceptor.inFlight === 0);
    assert.equal((await (await started.connect()).call(get(1, "default", "k2"))).value, "v");
    assert.deepEqual(started.logs, []);
  });

  it("over the system's limit of open files does not end the gateway", {
    skip: process.platform === "win32" && "needs ulimit",
  }, async (t) => {
    const gateway = await GatewayProcess.serving(t, { folder: tempFolder(t), ulimit: "-n 256" });
    const first = await gateway.connect();
    await first.call(put(1, "default", "k", "before"));
    const others = await Promise.allSettled(Array.from({ length: 400 }, () => FrameClient.open(t, gateway.port)));
    const clients = others.flatMap((other) => (other.status === "fulfilled" ? [other.value] : []));
    assert.equal((await first.call(put(2, "default", "k", "during"))).code, Code.OK);
    for (const client of clients) client.socket.destroy();
    await eventually("new connections are served", async () => {
      const client = await gateway.connect();
      client.send(get(3, "default", "k"));
      return client.answered(1).then(
        ([answer]) => answer?.value === "during",
        () => false,
      );
    });
    assert.equal(gateway.child.exitCode, null);
  });
});

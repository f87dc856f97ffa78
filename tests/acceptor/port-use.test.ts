import assert from "node:assert/strict";
import { createServer } from "node:net";
import { describe, it } from "node:test";
import { ConnectionCounters } from "../../src/acceptor/connection-counters.ts";
import type { HttpExchange } from "../../src/acceptor/http/exchange.ts";
import { loadUws } from "../../src/acceptor/http/uws.ts";
import { UwsServer } from "../../src/acceptor/http/uws-server.ts";
import { sharingOptions } from "../../src/acceptor/port-use.ts";
import { needsUws } from "../support/needs-uws.ts";

describe("a port that several doors share", () => {
  it("is looked at by the first of them alone, for strangers could share it too", async (t) => {
    const stranger = createServer();
    t.after(() => stranger.close());
    await new Promise<void>((resolve) => stranger.listen({ host: "127.0.0.1", port: 0 }, resolve));
    const { port } = stranger.address() as { port: number };
    await assert.rejects(sharingOptions("127.0.0.1", port, "first"), { code: "EADDRINUSE" });
    assert.deepEqual(await sharingOptions("127.0.0.1", port, "joins"), { reusePort: true });
    assert.deepEqual(await sharingOptions("127.0.0.1", port, "alone"), {});
  });

  it("is shared by servers of uWebSockets.js by themselves, and by no stranger", { skip: needsUws }, async (t) => {
    const uws = loadUws();
    assert.ok(!(uws instanceof Error));
    const served = [0, 0];
    const servers = served.map((_, i) => {
      const onRequest = (exchange: HttpExchange): void => {
        served[i] = (served[i] as number) + 1;
        exchange.send({ status: 200, headers: [], body: "ok", isHeadOnly: false, isLast: false });
      };
      return new UwsServer(uws, {
        onRequest,
        onUpgrade: () => undefined,
        connections: new ConnectionCounters(),
        onTurnedAway: () => undefined,
        maxMessageBytes: 1024,
      });
    });
    t.after(() => {
      for (const server of servers) server.destroyAll();
    });
    const [first, second] = servers as [UwsServer, UwsServer];
    const port = await first.open("127.0.0.1", 0, "first");
    assert.equal(await second.open("127.0.0.1", port, "joins"), port);
    const ask = (): Promise<Response> => fetch(`http://127.0.0.1:${port}/`, { headers: { connection: "close" } });
    const answers = await Promise.all(Array.from({ length: 48 }, ask));
    assert.ok(answers.every(({ status }) => status === 200));
    assert.ok(Math.min(...served) > 0, `${served}`);
    const stranger = new UwsServer(uws, {
      onRequest: () => undefined,
      onUpgrade: () => undefined,
      connections: new ConnectionCounters(),
      onTurnedAway: () => undefined,
      maxMessageBytes: 1,
    });
    t.after(() => stranger.destroyAll());
    await assert.rejects(stranger.open("127.0.0.1", port), { code: "EADDRINUSE" });
  });
});

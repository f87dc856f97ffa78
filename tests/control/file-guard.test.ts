import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { describe, it } from "node:test";
import { FileGuard } from "../../src/control/file-guard.ts";
import { afterwards } from "../support/afterwards.ts";
import { eventually } from "../support/eventually.ts";
import { get } from "../support/frames.ts";
import { GatewayProcess } from "../support/gateway-process.ts";
import { needsUws } from "../support/needs-uws.ts";
import { tempFolder } from "../support/temp-folder.ts";

describe("the guard of open files", () => {
  it("pauses the door near the limit, once, and lets it listen again when twice the reserve is free", async (t) => {
    const seen: string[] = [];
    let openFiles = 0;
    let canListen = true;
    const guard = new FileGuard({
      limit: 100,
      openFiles: () => openFiles,
      door: {
        pauseListening: () => seen.push("pause"),
        resumeListening: async () => {
          seen.push("resume");
          if (!canListen) throw new Error("taken");
        },
      },
      log: (level) => seen.push(level),
    });
    afterwards(t, () => guard.close());
    const look = async (count: number): Promise<string[]> => {
      openFiles = count;
      guard.look();
      await new Promise((resolve) => setImmediate(resolve));
      return seen.splice(0);
    };
    assert.deepEqual(await look(90), []);
    assert.deepEqual(await look(91), ["pause", "error"]);
    assert.deepEqual(await look(100), []);
    assert.deepEqual(await look(80), []);
    canListen = false;
    assert.deepEqual(await look(79), ["resume", "error"]);
    canListen = true;
    assert.deepEqual(await look(79), ["resume", "info"]);
    assert.deepEqual(await look(79), []);
  });

  const skip = process.platform !== "linux" ? "needs /proc of Linux" : needsUws;
  it("keeps the other doors open while HTTP is flooded with connections that ask nothing", { skip }, async (t) => {
    const gateway = await GatewayProcess.serving(t, { folder: tempFolder(t), ulimit: "-n 400" });
    const sockets: Socket[] = [];
    afterwards(t, () => {
      for (const socket of sockets) socket.destroy();
    });
    const flood = setInterval(() => {
      for (let i = 0; i < 5; i++) {
        const socket = connect({ host: "127.0.0.1", port: gateway.httpPort });
        socket.on("error", () => undefined);
        sockets.push(socket);
      }
    }, 10);
    afterwards(t, () => clearInterval(flood));
    await gateway.logged("the HTTP door takes no new connections: nearly all files that the process may open are");
    const client = await gateway.connect();
    assert.equal((await client.call(get(1, "default", "k"))).code, 0);
    clearInterval(flood);
    for (const socket of sockets) socket.destroy();
    await gateway.logged("the HTTP door takes connections again");
    const url = `http://127.0.0.1:${gateway.httpPort}/v1/namespaces/memory/keyvalue/k`;
    await eventually(
      "HTTP is served again",
      async () => (await fetch(url, { method: "PUT", body: "v" })).status === 204,
    );
  });
});

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { describe, it } from "node:test";
import { afterwards } from "../support/afterwards.ts";
import { eventually } from "../support/eventually.ts";
import { get, put } from "../support/frames.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** Threads and their channels show as message ports. */
function openPorts(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "MessagePort" || name === "Worker").length;
}

describe("a gateway that cannot open", () => {
  it("leaves no thread when one of its stores cannot be opened", async (t) => {
    const folder = tempFolder(t);
    mkdirSync(join(folder, ".prism"));
    writeFileSync(join(folder, ".prism", "data"), "a file where a folder should be");
    const before = openPorts();
    const started = StartedGateway.unopened(t, { folder, flags: { workers: 3 } });
    await assert.rejects(started.gateway.open(), /STORE_CANNOT_OPEN/);
    await eventually("no thread is left", () => openPorts() === before);
    assert.equal(
      started.gateway.supervisor.states().some((state) => state.isUp),
      false,
    );
  });

  it("leaves no thread when its port is taken, and says which", async (t) => {
    const other = createServer().listen(0, "127.0.0.1");
    afterwards(t, () => other.close());
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as AddressInfo;
    const before = openPorts();
    const started = StartedGateway.unopened(t, { flags: { "listeners.tcp.port": port } });
    await assert.rejects(started.gateway.open(), { code: "EADDRINUSE" });
    await eventually("no thread is left", () => openPorts() === before);
  });
});

describe("a gateway that closes", () => {
  it("ends a worker that is still starting", async (t) => {
    const before = openPorts();
    const started = await StartedGateway.open(t, { flags: { workers: 1 } });
    await started.gateway.supervisor.kill(0);
    const [state] = started.gateway.supervisor.states();
    assert.equal(state?.isUp, false);
    await eventually("a new thread is starting", () => started.gateway.supervisor.states()[0]?.restarts === 1);
    await started.close();
    await eventually("no thread is left", () => openPorts() === before);
    assert.equal(started.gateway.supervisor.states()[0]?.isUp, false);
  });

  it("does not bring back a worker that died just before", async (t) => {
    const before = openPorts();
    const started = await StartedGateway.open(t, { flags: { workers: 1 } });
    await started.gateway.supervisor.kill(0);
    await started.close();
    await eventually("no thread is left", () => openPorts() === before);
    assert.equal(started.gateway.supervisor.states()[0]?.restarts, 0);
  });

  it("waits for clients to read the answers they are owed", async (t) => {
    const started = await StartedGateway.open(t);
    const client = await started.connect();
    const value = Buffer.alloc(1024 * 1024, 0x61);
    await client.call(put(1, "memory", "large", value));
    client.socket.pause();
    client.send(get(2, "memory", "large"));
    await eventually("the answer has been sent", () => started.gateway.acceptor.outboxTotals.bytesOut > value.length);
    const closing = started.close();
    client.socket.resume();
    await client.closed();
    assert.equal(client.answers[1]?.value?.length, value.length);
    await closing;
  });

  it("is closed once, however often it is asked to", async (t) => {
    const started = await StartedGateway.open(t);
    await Promise.all([started.close(), started.close()]);
    assert.deepEqual(started.gateway.reasonsNotReady(), ["shutting down"]);
  });
});

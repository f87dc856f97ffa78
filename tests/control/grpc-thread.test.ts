import assert from "node:assert/strict";
import { type AddressInfo, createServer } from "node:net";
import { describe, it, type TestContext } from "node:test";
import { afterwards } from "../support/afterwards.ts";
import { eventually } from "../support/eventually.ts";
import { GrpcClient } from "../support/grpc-client.ts";
import { openConnections } from "../support/open-connections.ts";
import { StartedGateway } from "../support/started-gateway.ts";

const flags = { workers: 1, "listeners.grpc.thread": "own" };
const put = { namespace: "memory", key: "k", value: Buffer.from("v") };

/** The door's thread, which no interface shows. */
function threadOf({ gateway }: StartedGateway): { kill(): Promise<void> } {
  return (gateway as unknown as { doors: { grpc: { kill(): Promise<void> } } }).doors.grpc;
}

async function taken(t: TestContext): Promise<number> {
  const other = createServer().listen(0, "127.0.0.1");
  afterwards(t, () => other.close());
  await new Promise((resolve) => other.once("listening", resolve));
  return (other.address() as AddressInfo).port;
}

describe("the gRPC door on a thread of its own", () => {
  it("is opened again where it was when its thread dies, and keeps nobody else from being served", async (t) => {
    const started = await StartedGateway.open(t, { flags });
    const client = GrpcClient.to(t, started.grpcPort);
    await client.call("Put", put);
    const frames = await started.connect();
    await threadOf(started).kill();
    assert.match(started.gateway.reasonsNotReady().join(), /the gRPC door is down/);
    assert.equal(openConnections(started.gateway.acceptor), 1, "what its clients had is not left behind");
    frames.socket.destroy();
    await eventually("it is open again", () => started.gateway.reasonsNotReady().length === 0);
    await eventually("it serves", () =>
      client.call("Get", { namespace: "memory", key: "k" }, { timeoutMs: 1_000 }).then(
        ({ found }) => found === true,
        () => false,
      ),
    );
    assert.ok(started.logs.some(({ message }) => message === "the gRPC door died"));
  });

  it("says why it cannot be opened, as the other doors do", async (t) => {
    const port = await taken(t);
    const started = StartedGateway.unopened(t, { flags: { ...flags, "listeners.grpc.port": port } });
    await assert.rejects(started.gateway.open(), { code: "EADDRINUSE", port });
  });

  it("finishes its calls when the gateway shuts down", async (t) => {
    const started = await StartedGateway.open(t, { flags });
    const client = GrpcClient.to(t, started.grpcPort);
    await client.call("Put", put);
    const calls = Array.from({ length: 200 }, () => client.call("Get", { namespace: "memory", key: "k" }));
    const outcomes = Promise.allSettled(calls);
    await started.close();
    for (const outcome of await outcomes) {
      if (outcome.status === "fulfilled") assert.equal(outcome.value.found, true);
      else assert.equal(outcome.reason.code, 14);
    }
  });

  it("counts the connections of a thread that dies as closed", async (t) => {
    const started = await StartedGateway.open(t, { flags });
    const { grpc } = started.gateway.acceptor.counters.connections;
    await GrpcClient.to(t, started.grpcPort).call("Put", put);
    await eventually("it is counted", () => grpc.open === 1);
    await threadOf(started).kill();
    assert.deepEqual({ ...grpc }, { opened: 1, closed: 1, open: 0 });
  });

  it("tells the metrics of its refusals", async (t) => {
    const started = await StartedGateway.open(t, { flags: { ...flags, "listeners.grpc.maxConnections": 1 } });
    await GrpcClient.to(t, started.grpcPort).call("Put", put);
    await assert.rejects(GrpcClient.to(t, started.grpcPort).call("Put", put, { timeoutMs: 500 }));
    await eventually("it is counted", () => started.gateway.acceptor.counters.refusals.has("TOO_MANY_CONNECTIONS"));
  });
});

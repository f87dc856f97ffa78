import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { describe, it, type TestContext } from "node:test";
import type { ConnectionCounters } from "../../../src/acceptor/connection-counters.ts";
import { turnAway } from "../../../src/acceptor/grpc/turn-away.ts";
import { ErrorCode } from "../../../src/acceptor/http2/frame-layout.ts";
import { afterwards } from "../../support/afterwards.ts";
import { eventually } from "../../support/eventually.ts";
import { GatewayProcess } from "../../support/gateway-process.ts";
import { grpcPlaces, grpcTransports } from "../../support/grpc-transports.ts";
import { RawGrpc } from "../../support/raw-grpc.ts";
import { readSum } from "../../support/read-figure.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { type DoorBench, doorOver, getMessage } from "./door-bench.ts";

async function silentClient(t: TestContext, port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  afterwards(t, () => socket.destroy());
  socket.on("error", () => undefined).resume();
  await once(socket, "connect");
  return socket;
}

function figuresOf({ acceptor }: DoorBench): ConnectionCounters {
  return acceptor.counters.connections.grpc;
}

async function isServed(door: DoorBench, client: RawGrpc): Promise<void> {
  const coming = client.call("Get", getMessage);
  door.answer(...(await door.taken(1)));
  assert.equal((await coming).status, 0);
}

for (const transport of grpcTransports) {
  const openDoor = doorOver(transport);
  describe(`the connections of the gRPC door, over ${transport}`, { timeout: 300_000 }, () => {
    it("are counted from when they are accepted until they are gone, with calls or without", async (t) => {
      const door = await openDoor(t);
      await isServed(door, door.client);
      const idle = await silentClient(t, door.port);
      await eventually("it is counted", () => figuresOf(door).open === 2);
      idle.destroy();
      await eventually("it is gone", () => figuresOf(door).open === 1);
      door.client.session.destroy();
      await eventually("both are gone", () => figuresOf(door).open === 0);
      assert.deepEqual({ ...figuresOf(door) }, { opened: 2, closed: 2, open: 0 });
      assert.equal(door.acceptor.counters.connections.tcp.opened, 0, "its calls' way to the workers is no client");
    });

    it("that are too many are told so, whatever the others do, and may come when there is a place", async (t) => {
      const door = await openDoor(t, { settings: { maxConnections: 2 } });
      await isServed(door, door.client);
      const idle = await silentClient(t, door.port);
      const surplus = new RawGrpc(t, door.port);
      const [code, lastStream, reason] = await once(surplus.session, "goaway");
      assert.deepEqual([code, lastStream], [ErrorCode.ENHANCE_YOUR_CALM, 0]);
      assert.match(String(reason), /^TOO_MANY_CONNECTIONS: .*listeners\.grpc\.maxConnections/);
      await eventually("it is let go", () => surplus.session.destroyed);
      assert.deepEqual([...door.acceptor.counters.refusals], [["TOO_MANY_CONNECTIONS", 1]]);
      assert.deepEqual({ ...figuresOf(door) }, { opened: 3, closed: 0, open: 2 });
      idle.destroy();
      await eventually("there is a place", () => figuresOf(door).open === 1);
      await isServed(door, new RawGrpc(t, door.port));
      await isServed(door, door.client);
    });
  });
}

it("a client of the gRPC door that is turned away, and does not go, is cut off", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const server = createServer().listen(0, "127.0.0.1");
  afterwards(t, () => server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const deaf = connect({ host: "127.0.0.1", port, allowHalfOpen: true });
  afterwards(t, () => deaf.destroy());
  deaf.on("error", () => undefined).pause();
  const [socket] = (await once(server, "connection")) as [Socket];
  turnAway(socket);
  await once(socket, "finish");
  t.mock.timers.tick(4_999);
  assert.equal(socket.destroyed, false);
  t.mock.timers.tick(1);
  assert.equal(socket.destroyed, true);
});

for (const { name, flags } of grpcPlaces) {
  it(`the metrics count idle connections of the gRPC door, ${name}`, async (t) => {
    const env = Object.fromEntries(
      Object.entries(flags).map(([key, value]) => [`PRISM_${key.toUpperCase().replaceAll(".", "_")}`, String(value)]),
    );
    const gateway = await GatewayProcess.serving(t, { folder: tempFolder(t), env });
    const names = ["prism_connections", "prism_connections_opened_total", "prism_connections_closed_total"];
    const figures = () => Promise.all(names.map((each) => readSum(gateway, each, 'door="grpc"')));
    const becomes = (...expected: number[]) =>
      eventually(expected.join(), async () => (await figures()).join() === expected.join());
    const clients = await Promise.all([1, 2, 3].map(() => silentClient(t, gateway.grpcPort)));
    await becomes(3, 3, 0);
    clients[0]?.destroy();
    await becomes(2, 3, 1);
  });
}

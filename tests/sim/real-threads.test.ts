import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { it } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { namespacesOf } from "../../src/namespaces/snapshot.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { SharedKeys } from "./shared-keys.ts";
import { SimClient } from "./sim-client.ts";
import { SimWorld } from "./sim-world.ts";

const OPERATIONS = 600;
const RUNS = 4;

/**
 * The clients of the simulation against the real thing: sockets, worker threads, rings between them, and the system's
 * clock. What they ask is drawn from a seed; when it is carried out is up to the machine.
 */
it("keeps the order of each connection and key through real threads, on both stores", async (t) => {
  const started = await StartedGateway.open(t, { flags: { workers: 2 } });
  const namespaces = namespacesOf(started.gateway.snapshot).flatMap(({ name, pattern }) =>
    pattern === "keyvalue" ? [name] : [],
  );
  assert.ok(namespaces.length >= 2);
  for (let seed = 1; seed <= RUNS; seed++) {
    const world = new SimWorld(seed);
    const shared = new SharedKeys();
    const names = ["a", "b", "c"].map((letter) => `run${seed}${letter}`);
    await Promise.all(names.map((name) => converse(started.port, name, world, shared, namespaces)));
  }
  assert.equal(started.gateway.acceptor.inFlight, 0);
  assert.equal(started.gateway.acceptor.counters.framesIn, started.gateway.acceptor.counters.framesOut);
});

async function converse(
  port: number,
  name: string,
  world: SimWorld,
  shared: SharedKeys,
  namespaces: readonly string[],
): Promise<void> {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true });
  await once(socket, "connect");
  const client = new SimClient({
    world,
    nowMs: Date.now,
    name,
    shared,
    namespaces,
    operations: OPERATIONS,
    depth: world.pick([1, 16, 200]),
    maxValueBytes: 2_000,
    maxFrameBytes: 100_000,
    allowedRefusals: new Set(["DEADLINE_EXCEEDED"]),
  });
  client.write = (bytes) => {
    const cut = world.below(bytes.length + 1);
    socket.write(bytes.subarray(0, cut));
    socket.write(bytes.subarray(cut));
  };
  socket.on("data", (bytes: Buffer) => client.read(bytes));
  while (!client.isDone && !socket.destroyed) {
    client.act();
    await turn();
  }
  for (const operation of client.source.finalReads()) client.send(operation);
  while (!client.isDone && !socket.destroyed) await turn();
  assert.equal(client.waitsFor, 0, "the gateway closed the connection");
  socket.destroy();
}

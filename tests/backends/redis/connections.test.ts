import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { connectionOptions } from "../../../src/backends/redis/connection-options.ts";
import { Connections } from "../../../src/backends/redis/connections.ts";
import { ReplyBuilder } from "../../../src/backends/redis/resp/reply-taker.ts";
import { afterwards } from "../../support/afterwards.ts";
import { fileServer, serverMissing } from "../../support/servers/private-servers.ts";
import { redisSettings, surroundings } from "./redis-fixture.ts";

const TIMEOUT_MS = 5_000;

async function open(t: TestContext, count: number): Promise<Connections> {
  const { port } = await fileServer("redis");
  const options = connectionOptions(redisSettings(`redis://127.0.0.1:${port}`), surroundings());
  const connections = new Connections(count, options, () => undefined);
  afterwards(t, () => connections.close());
  return connections;
}

/** A call that Redis answers after 0.3 seconds, on the connection with the least to do. */
function slowCall(connections: Connections): Promise<void> {
  const taker = new ReplyBuilder();
  const parts = ["BLPOP", "nothing", "0.3"];
  return connections.pick().call(
    {
      taker,
      write: (writer) => {
        writer.begin(parts.length);
        for (const part of parts) writer.text(part);
      },
    },
    TIMEOUT_MS,
  );
}

describe("connections to Redis", { skip: serverMissing("redis") }, () => {
  it("that become fewer have every call answered that was made", async (t) => {
    const connections = await open(t, 3);
    // One more is opened when all that are open have something to do.
    for (const calls of [1, 2, 3]) await Promise.all(Array.from({ length: calls }, () => slowCall(connections)));
    assert.equal(connections.openCount, 3);
    const under = Array.from({ length: 6 }, () => slowCall(connections));
    const resized = connections.resize(1);
    assert.equal(connections.count, 1);
    under.push(slowCall(connections));
    await resized;
    assert.equal(connections.openCount, 1);
    await Promise.all(under);
  });

  it("that are being opened are not closed before those who wait for them have had their answer", async (t) => {
    const connections = await open(t, 2);
    await slowCall(connections);
    const first = slowCall(connections);
    const second = slowCall(connections);
    assert.equal(connections.openCount, 1, "the second one is being opened");
    await connections.resize(1);
    await Promise.all([first, second]);
    assert.equal(connections.openCount, 1);
  });
});

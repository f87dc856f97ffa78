import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Code } from "../../src/common/codes.ts";
import { MAX_UNREAD_BYTES, PAUSE_UNREAD_BYTES } from "../../src/common/limits.ts";
import { eventually } from "../support/eventually.ts";
import { get, put } from "../support/frames.ts";
import { GatewayProcess } from "../support/gateway-process.ts";
import { openConnections } from "../support/open-connections.ts";
import { canReadMemory, residentMiB } from "../support/process-memory.ts";
import { readFigure, readSum } from "../support/read-figure.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";

const MIB = 1024 * 1024;
const LARGE = Buffer.alloc(MIB, 0x61);
/** What a gateway may take on for one greedy client: some 30 MiB when this was written, 3 GiB before it was bounded. */
const MAX_GROWTH_MIB = 300;

function manyGets(namespace: string, count: number): Buffer {
  return Buffer.concat(Array.from({ length: count }, (_, i) => get(i + 2, namespace, "large")));
}

describe("a client that sends and never reads", () => {
  for (const namespace of ["memory", "default"]) {
    it(`costs a bounded amount of memory, and its neighbours nothing, in ${namespace}`, async (t) => {
      const gateway = await GatewayProcess.serving(t, { folder: tempFolder(t) });
      const greedy = await gateway.connect();
      await greedy.call(put(1, namespace, "large", LARGE));
      const pid = gateway.child.pid as number;
      const beforeMiB = canReadMemory ? residentMiB(pid).most : 0;
      greedy.socket.pause();
      greedy.send(manyGets(namespace, 4_000));
      await eventually("it is no longer read", async () => (await readFigure(gateway, "prism_pauses_total")) > 0);
      const neighbour = await gateway.connect();
      for (let i = 1; i <= 200; i++) {
        assert.equal((await neighbour.call(put(2 * i, namespace, "k", `v${i}`))).code, Code.OK);
        assert.equal((await neighbour.call(get(2 * i + 1, namespace, "k"))).value, `v${i}`);
      }
      if (canReadMemory) {
        const grownMiB = residentMiB(pid).most - beforeMiB;
        t.diagnostic(`grew by ${grownMiB.toFixed(0)} MiB at the most`);
        assert.ok(grownMiB < MAX_GROWTH_MIB);
      }
      greedy.socket.destroy();
      await eventually(
        "it is forgotten",
        async () => (await readSum(gateway, "prism_connections", 'door="tcp"')) === 1,
      );
      await eventually("nothing is in flight", async () => (await readFigure(gateway, "prism_in_flight")) === 0);
    });
  }

  it("is not read past the first bound, and is cut off past the second", async (t) => {
    const started = await StartedGateway.open(t);
    const { counters } = started.gateway.acceptor;
    const client = await started.connect();
    // Small answers first, so that it may have many in flight when the large ones begin.
    for (let i = 1; i <= 20; i++) {
      client.send(Buffer.concat(Array.from({ length: 100 }, (_, k) => put(k + 1, "memory", `k${k}`, "v"))));
      await client.answered(100 * i);
    }
    await client.call(put(1, "memory", "large", LARGE));
    client.socket.pause();
    assert.equal(counters.slowReadersCut, 0);
    client.send(manyGets("memory", 1_000));
    await eventually(
      "it is cut off",
      () => counters.slowReadersCut === 1 && openConnections(started.gateway.acceptor) === 0,
    );
    const sent = started.gateway.acceptor.outboxTotals.bytesOut;
    assert.ok(sent > MAX_UNREAD_BYTES && PAUSE_UNREAD_BYTES < MAX_UNREAD_BYTES);
    await eventually("its requests are done with", () => started.gateway.acceptor.inFlight === 0);
    assert.equal((await (await started.connect()).call(get(1, "memory", "k1"))).value, "v");
  });
});

describe("a client that reads", () => {
  for (const namespace of ["memory", "default"]) {
    it(`is given all it asks for, however much that is, in ${namespace}`, async (t) => {
      const gateway = await GatewayProcess.serving(t, { folder: tempFolder(t) });
      const client = await gateway.connect();
      await client.call(put(1, namespace, "large", LARGE));
      client.keepsAnswers = false;
      client.send(manyGets(namespace, 500));
      await client.answered(501);
      assert.equal(await readFigure(gateway, "prism_slow_readers_cut_total"), 0);
    });

    it(`may send more than the gateway can take at once, in ${namespace}`, async (t) => {
      const gateway = await GatewayProcess.serving(t, { folder: tempFolder(t) });
      const client = await gateway.connect();
      await client.call(put(1, namespace, "large", LARGE));
      const beforeMiB = canReadMemory ? residentMiB(gateway.child.pid as number).most : 0;
      for (let i = 0; i < 300; i++) client.send(put(i + 2, namespace, `large${i % 10}`, LARGE));
      await client.answered(301);
      assert.ok(client.answers.every((answer) => answer.code === Code.OK));
      if (canReadMemory) assert.ok(residentMiB(gateway.child.pid as number).most - beforeMiB < MAX_GROWTH_MIB);
    });
  }
});

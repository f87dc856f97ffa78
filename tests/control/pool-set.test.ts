import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { PrismClient } from "../../src/client/index.ts";
import type { PoolList, PoolView } from "../../src/control/pool-set.ts";
import { adminRecords } from "../support/audit-records.ts";
import { eventually } from "../support/eventually.ts";
import { fileServer, serverMissing } from "../support/servers/private-servers.ts";
import { OpenedAdmin } from "./admin-api/opened-admin.ts";

type Type = "postgres" | "redis";

/** Two workers, on a server of this file's own; one worker's calls wait for a connection, so many are asked at a time. */
async function open(t: TestContext, type: Type, { stream = false, audit = "off" } = {}): Promise<OpenedAdmin> {
  const { port } = await fileServer(type);
  const url = type === "postgres" ? `postgres://prism@127.0.0.1:${port}/prism` : `redis://127.0.0.1:${port}`;
  const own = type === "postgres" ? `schema: "pools${stream}"` : `keyPrefix: "pools${stream}"`;
  const yaml = `workers: 2
audit: { mode: ${audit} }
backends:
  net: { type: ${type}, url: "${url}", connections: 4, ${own} }
  ram: { type: memory }
namespaces:
- { name: orders, pattern: ${stream ? "stream" : "keyvalue"}, backend: net }
- { name: other, pattern: keyvalue, backend: ram }
`;
  return OpenedAdmin.open(t, { yaml });
}

async function put(admin: OpenedAdmin, backend: string, body: unknown) {
  const answer = await admin.ask(`/v1/pools/${backend}`, { method: "PUT", body });
  return { status: answer.status, reason: answer.body.reason, text: JSON.stringify(answer.body) };
}

async function resize(admin: OpenedAdmin, connections: number): Promise<PoolView> {
  const answer = await admin.ask("/v1/pools/net", { method: "PUT", body: { connections } });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const [pool] = (answer.body as unknown as PoolList).pools;
  assert.equal(pool?.connections, connections);
  return pool as PoolView;
}

async function shown(admin: OpenedAdmin): Promise<PoolView> {
  return ((await admin.ask("/v1/pools")).body as unknown as PoolList).pools[0] as PoolView;
}

/** Counters that many tasks add to at once, each attempt once: what is lost or done twice shows in the sum. */
async function load(t: TestContext, admin: OpenedAdmin) {
  let isOver = false;
  const clients = await Promise.all(
    Array.from({ length: 4 }, () => PrismClient.connect(`127.0.0.1:${admin.started.port}`, { maxAttempts: 1 })),
  );
  for (const client of clients) t.after(() => client.close());
  const tasks = clients.flatMap((client, c) =>
    Array.from({ length: 16 }, async (_, i) => {
      const orders = client.keyValue("orders");
      const key = `counter/${c}/${i}`;
      const before = (await orders.increment(key, 0n)).value;
      let done = 0;
      for (; !isOver; done++) await orders.increment(key, 1n);
      const counted = await orders.increment(key, 0n);
      assert.equal(counted.value - before, BigInt(done), `${key} was added to once for each call`);
      return done;
    }),
  );
  const all = Promise.all(tasks);
  all.catch(() => undefined);
  return {
    end: async (): Promise<number> => {
      isOver = true;
      return (await all).reduce((sum, count) => sum + count, 0);
    },
  };
}

for (const type of ["postgres", "redis"] as const) {
  describe(`connections to ${type}, of a running gateway`, { skip: serverMissing(type) }, () => {
    it("are more and fewer under load: no call fails, is lost or done twice", async (t) => {
      const admin = await open(t, type);
      const calls = await load(t, admin);
      await eventually("several of each worker are open", async () => (await shown(admin)).open > 2);
      for (const connections of [1, 12, 2, 6, 1]) {
        const pool = await resize(admin, connections);
        assert.ok(pool.open <= 2 * connections, `${pool.open} are open of ${2 * connections}`);
      }
      await resize(admin, 10);
      await eventually("more are opened when they are needed", async () => (await shown(admin)).open > 2);
      assert.ok((await calls.end()) > 64);
    });

    it("stay so many when a worker is replaced, and in one that comes", async (t) => {
      const admin = await open(t, type);
      await resize(admin, 1);
      const calls = await load(t, admin);
      assert.equal((await admin.ask("/v1/workers", { method: "PUT", body: { count: 3 } })).status, 200);
      await eventually("each of three workers has one", async () => (await shown(admin)).open === 3);
      await calls.end();
      const { gateway } = admin.started;
      await gateway.supervisor.kill(1);
      await eventually(
        "it is back",
        () => gateway.supervisor.states()[1]?.restarts === 1 && gateway.supervisor.isReady,
      );
      const again = await load(t, admin);
      await eventually("it has one too", async () => (await shown(admin)).open === 3);
      await again.end();
      assert.equal((await shown(admin)).connections, 1);
    });

    it("of streams are others too, and messages go on", async (t) => {
      const admin = await open(t, type, { stream: true });
      const client = await PrismClient.connect(`127.0.0.1:${admin.started.port}`, { maxAttempts: 1 });
      t.after(() => client.close());
      const stream = client.stream("orders");
      const publish = (from: number) =>
        Promise.all(Array.from({ length: 40 }, (_, i) => stream.publish({ value: `m${from + i}`, key: `k${i % 8}` })));
      await publish(0);
      const under = publish(40);
      await resize(admin, 1);
      await under;
      await resize(admin, 3);
      await publish(80);
    });

    it("are what they were when the change is refused, and it is on record and in the log who made one", async (t) => {
      const admin = await open(t, type, { audit: "on" });
      for (const [backend, body, status, reason] of [
        ["net", { connections: 0 }, 400, "FIELD_INVALID"],
        ["net", { connections: 65 }, 400, "FIELD_INVALID"],
        ["net", { connections: 1.5 }, 400, "FIELD_INVALID"],
        ["net", { count: 3 }, 400, "FIELD_INVALID"],
        ["ram", { connections: 3 }, 409, "POOL_FIXED"],
        ["net2", { connections: 3 }, 404, "BACKEND_NOT_FOUND"],
      ] as const) {
        const answer = await put(admin, backend, body);
        assert.deepEqual([answer.status, answer.reason], [status, reason], answer.text);
        if (status > 400) assert.match(answer.text, /those that have one are net/);
      }
      assert.equal((await shown(admin)).connections, 4);
      await resize(admin, 5);
      await resize(admin, 5);
      const told = adminRecords(admin.started.folder, "pool_set");
      assert.deepEqual(
        told.map(({ principal, door, backend, from, to, code }) => [principal, door, backend, from, to, code]),
        [["anonymous", "admin", "net", 4, 5, "OK"]],
      );
      const said = admin.started.logs.find(({ message }) => message === "the connections to a backend are others");
      assert.equal(said?.fields.backend, "net");
      assert.deepEqual([said?.fields.before, said?.fields.connections, said?.fields.draining], [4, 5, []]);
      assert.equal(typeof said?.fields.principal, "string");
    });
  });
}

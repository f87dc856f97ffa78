import assert from "node:assert/strict";
import { test } from "node:test";
import { PrismClient } from "../../../src/client/index.ts";
import type { PrismError } from "../../../src/common/prism-error.ts";
import { eventually } from "../../support/eventually.ts";
import { serverMissing, startServer } from "../../support/servers/private-servers.ts";
import { StartedGateway } from "../../support/started-gateway.ts";

const options = { skip: serverMissing("redis") };

test(
  "serves a keyvalue namespace from Redis, through every worker, and is well again after Redis was away",
  options,
  async (t) => {
    const server = await startServer(t, "redis", { appendfsync: "always" });
    const yaml = `workers: 2
backends: { cache: { type: redis, url: "redis://127.0.0.1:${server.port}" } }
namespaces: [{ name: orders, pattern: keyvalue, backend: cache }]
`;
    const gateway = await StartedGateway.open(t, { yaml });
    const clients = [];
    for (let i = 0; i < 4; i++) {
      const client = await PrismClient.connect(`127.0.0.1:${gateway.port}`);
      t.after(() => client.close());
      clients.push(client.keyValue("orders"));
    }
    const [one, two] = clients as [(typeof clients)[0], (typeof clients)[0]];
    await Promise.all(
      clients.map((orders, i) =>
        Promise.all(
          Array.from({ length: 200 }, (_, n) => orders.put(`k/${i}/${n}`, `v${n}`, { idempotencyKey: `${i}/${n}` })),
        ),
      ),
    );
    for (const orders of clients) assert.equal((await orders.get("k/3/199"))?.text(), "v199");
    const first = await one.put("cas", "1", { ifVersion: 0 });
    await assert.rejects(two.put("cas", "2", { ifVersion: first.version + 1 }), { message: /VERSION_MISMATCH/ });
    assert.equal((await two.put("cas", "2", { ifVersion: first.version })).version > first.version, true);
    const keys: string[] = [];
    for await (const { key } of two.scanAll({ prefix: "k/", pageSize: 77 })) keys.push(key);
    assert.equal(keys.length, 800);
    assert.deepEqual(keys, [...keys].sort());

    await server.kill();
    await assert.rejects(one.get("cas", { timeoutMs: 300 }), (error: PrismError) =>
      ["STORE_UNAVAILABLE", "STORE_CONNECTION_LOST", "STORE_CIRCUIT_OPEN", "DEADLINE_EXCEEDED"].includes(
        error.failure.reason,
      ),
    );
    await server.startAgain();
    await eventually("the namespace is served again", async () => {
      const found = await one.get("cas", { timeoutMs: 1_000 }).catch(() => null);
      return found?.text() === "2";
    });
    const again: string[] = [];
    for await (const { key } of one.scanAll({ prefix: "k/" })) again.push(key);
    assert.deepEqual(again, keys);
  },
);

test(
  "serves a stream from Redis: publishes, waits for messages, counts what a group has not done",
  options,
  async (t) => {
    const server = await startServer(t, "redis", { appendfsync: "always" });
    const yaml = `workers: 2
backends: { cache: { type: redis, url: "redis://127.0.0.1:${server.port}" } }
namespaces: [{ name: events, pattern: stream, backend: cache, needs: { durability: power-loss, ordering: stream } }]
`;
    const gateway = await StartedGateway.open(t, { yaml });
    const base = `http://127.0.0.1:${gateway.httpPort}/v1/namespaces/events/stream`;
    const ask = async (path: string, body?: string, headers: Record<string, string> = {}): Promise<Answer> => {
      const response = await fetch(`${base}${path}`, body === undefined ? {} : { method: "POST", body, headers });
      const answer = (await response.json()) as Answer;
      assert.ok(response.ok, JSON.stringify(answer));
      return answer;
    };
    const once = { "idempotency-key": "one" };
    const first = await ask("/messages", "one", once);
    const again = await ask("/messages", "one", once);
    assert.equal(again.position, first.position);
    const taken = await ask("/messages?group=workers&consumer=c&start=earliest");
    assert.deepEqual(valuesOf(taken), ["one"]);
    // Waits in the gateway until something comes.
    const waiting = ask("/messages?group=workers&consumer=c&waitMs=8000");
    await eventually("the group is there", async () => (await ask("/groups/workers")).pending === "1");
    await ask("/messages", "two");
    assert.deepEqual(valuesOf(await waiting), ["two"]);
    await server.kill();
    await server.startAgain();
    await eventually("it is published", () =>
      ask("/messages", "three", { "idempotency-key": "three" }).then(
        () => true,
        () => false,
      ),
    );
    await eventually("all is there", async () => {
      const all = await ask("/messages?start=earliest").catch(() => null);
      return all !== null && valuesOf(all).join() === "one,two,three";
    });
  },
);

interface Answer {
  readonly position?: string;
  readonly pending?: string;
  readonly deliveries?: readonly { readonly value: string }[];
}

function valuesOf({ deliveries = [] }: Answer): string[] {
  return deliveries.map(({ value }) => Buffer.from(value, "base64").toString());
}

import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { ItemAction, Outcome } from "../../../src/backends/contract.ts";
import { createNatsKeyValueStore } from "../../../src/backends/nats/keyvalue/keyvalue-store.ts";
import { createNatsStreamStore } from "../../../src/backends/nats/stream/stream-store.ts";
import type { KeyValueWrite } from "../../../src/backends/networked-contract.ts";
import { freeLoopbackPorts } from "../../../src/stack/loopback.ts";
import type { ServerProcess } from "../../../src/stack/server-process.ts";
import { eventually } from "../../support/eventually.ts";
import { serverMissing, startServer } from "../../support/servers/private-servers.ts";
import { readOf, textOf as textOfItem, writeOf } from "../embedded-keyvalue/items.ts";
import { publish, spec, textOf } from "../embedded-stream/stream-cases.ts";
import { natsSettings, natsSurroundings } from "./nats-settings.ts";

const NOW_MS = 1_700_000_000_000;
const TIMEOUT_MS = 2_000;
const PATIENCE_MS = 40_000;

async function startCluster(t: TestContext): Promise<ServerProcess[]> {
  const ports = await freeLoopbackPorts(3);
  const routes = ports.map((port) => `"nats://127.0.0.1:${port}"`).join(", ");
  return Promise.all(
    ports.map((port, i) =>
      startServer(t, "nats", {
        server_name: `n${i}`,
        cluster: `{ name: c, listen: "127.0.0.1:${port}", routes: [${routes}] }`,
      }),
    ),
  );
}

function writeCall(items: KeyValueWrite["items"]): KeyValueWrite {
  const none = { idempotencyKey: "", fingerprint: new Uint8Array(0), rememberUntilMs: 0 };
  return { items, isAtomic: false, ...none, isReplay: false, isKeyReused: false };
}

/** Tries until it is done: while servers agree on who leads, nobody answers. */
async function patiently<T>(what: string, work: () => Promise<T>): Promise<T> {
  let done: { readonly value: T } | null = null;
  await eventually(
    what,
    async () => {
      done = await work().then(
        (value) => ({ value }),
        () => null,
      );
      return done !== null;
    },
    PATIENCE_MS,
  );
  return (done as unknown as { readonly value: T }).value;
}

describe("a cluster of NATS servers", { skip: serverMissing("nats") }, () => {
  it("keeps every acknowledged write when one of three servers is killed", async (t) => {
    const servers = await startCluster(t);
    const [first, second, third] = servers.map(({ port }) => port) as [number, number, number];
    const settings = natsSettings(first, {
      moreServers: [`127.0.0.1:${second}`, `127.0.0.1:${third}`],
      replicas: 3,
      requestTimeoutMs: TIMEOUT_MS,
    });
    const store = createNatsKeyValueStore(settings, natsSurroundings());
    const streams = createNatsStreamStore(settings, natsSurroundings());
    t.after(() => Promise.all([store.close(), streams.close()]));
    // The servers elect a leader for what they keep of the account, before which JetStream does not serve.
    await patiently("the cluster serves", () => store.probe(TIMEOUT_MS));
    assert.equal(store.findings.find(({ setting }) => setting === "num_replicas")?.value, "3");
    const ns = store.namespaceOf("orders");
    const events = streams.openStream(spec("events", { replicas: 3 }));
    const items = Array.from({ length: 50 }, (_, i) =>
      writeOf(ns, `k${i}`, { value: `v${i}`, expiresAtMs: NOW_MS + 1 }),
    );
    await patiently("the writes are done", () => store.writeMany([writeCall(items)], NOW_MS, TIMEOUT_MS));
    assert.ok(items.every(({ outcome }) => outcome === Outcome.DONE));
    await patiently("the stream is made", () => streams.storeIdOf(events));
    await publish(streams, events, "a", "b", "c");

    await servers[0]?.kill();
    const reads = items.map((_, i) => readOf(ns, `k${i}`));
    await patiently("reads are answered", () => store.getMany(reads, NOW_MS, TIMEOUT_MS));
    assert.deepEqual(
      reads.map(({ version, value, expiresAtMs }) => [version, textOfItem(value), expiresAtMs]),
      items.map(({ version }, i) => [version, `v${i}`, NOW_MS + 1]),
    );
    const query = { namespaceId: ns, from: "k1", to: "k2", keysOnly: false, maxItems: 100, maxBytes: 1e6 };
    const page = await patiently("a page is read", () => store.scan(query, NOW_MS, TIMEOUT_MS));
    assert.equal(page.items.length, 11);
    const gone = writeOf(ns, "k7");
    gone.action = ItemAction.DELETE;
    await patiently("an item is removed", () => store.writeMany([writeCall([gone])], NOW_MS, TIMEOUT_MS));
    assert.ok(gone.outcome === Outcome.DONE || gone.outcome === Outcome.ABSENT);
    const open = () => streams.openReader(events, { at: "earliest" }, () => undefined);
    const reader = await patiently("a reader is opened", open);
    const taken: string[] = [];
    const bounds = { maxItems: 10, maxBytes: 1e6 };
    await eventually(
      "the messages come",
      async () => {
        taken.push(...(await reader.take(bounds).catch(() => [])).map(textOf));
        return taken.length >= 3;
      },
      PATIENCE_MS,
    );
    assert.deepEqual(taken, ["a", "b", "c"]);
  });
});

import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { Outcome } from "../../../src/backends/contract.ts";
import { createNatsStreamStore } from "../../../src/backends/nats/stream/stream-store.ts";
import type { Delivery, Header, NetworkedStreamStore } from "../../../src/backends/stream-contract.ts";
import { eventually } from "../../support/eventually.ts";
import { fileServer, serverMissing, startServer } from "../../support/servers/private-servers.ts";
import { message, publish, spec, textOf } from "../embedded-stream/stream-cases.ts";
import { natsSettings, natsSurroundings } from "./nats-settings.ts";

const ALL = { maxItems: 100_000, maxBytes: 1_000_000_000 };
const nothing = (): void => undefined;
let names = 0;

function openOn(t: TestContext, port: number, problems: unknown[] = []): { store: NetworkedStreamStore; ns: number } {
  const store = createNatsStreamStore(natsSettings(port), natsSurroundings(problems));
  t.after(() => store.close());
  return { store, ns: store.openStream(spec(`core${++names}`, { keep: "core" })) };
}

const open = async (t: TestContext) => openOn(t, (await fileServer("nats")).port);

describe("a stream on NATS that is not kept", { skip: serverMissing("nats") }, () => {
  it("gives each message to everybody who listens, and to nobody who comes later", async (t) => {
    const { store, ns } = await open(t);
    await publish(store, ns, "before");
    const readers = [
      await store.openReader(ns, { at: "latest" }, nothing),
      await store.openReader(ns, { at: "earliest" }, nothing),
    ];
    const headers: Header[] = [["ce-type", "placed"]];
    await store.appendMany([message(ns, "a\u00ff", { key: "k", headers }), message(ns, "b")]);
    for (const reader of readers) {
      const taken: Delivery[] = [];
      await eventually("both came", async () => taken.push(...(await reader.take(ALL))) >= 2);
      assert.deepEqual(
        taken.map((delivery) => [textOf(delivery), delivery.key, delivery.headers, delivery.position]),
        [
          ["a\u00ff", "k", headers, "1"],
          ["b", "", [], "2"],
        ],
      );
    }
    await readers[0]?.close();
    assert.equal(await store.isEmpty(ns), true);
  });

  it("tells a reader that found nothing when there is something", async (t) => {
    const { store, ns } = await open(t);
    let told = 0;
    const reader = await store.openReader(ns, { at: "latest" }, () => told++);
    assert.deepEqual(await reader.take(ALL), []);
    await publish(store, ns, "a", "b");
    await eventually("it is told", () => told === 1);
    assert.ok((await reader.take(ALL)).length > 0);
  });

  it("refuses what needs messages that are kept", async (t) => {
    const { store, ns } = await open(t);
    await assert.rejects(store.openGroup(ns, "g", { at: "latest" }, nothing), /STORE_LACKS_GUARANTEE/);
    await assert.rejects(store.openReader(ns, { at: "time", timeMs: 0 }, nothing), /STORE_LACKS_GUARANTEE/);
    const once = message(ns, "a", { idempotencyKey: "k" });
    await store.appendMany([once]);
    assert.deepEqual([once.outcome, once.failure?.reason], [Outcome.FAILED, "STORE_LACKS_GUARANTEE"]);
    assert.deepEqual([await store.listGroups(ns), await store.listDead(ns, "", "", ALL)], [[], []]);
    assert.equal(await store.removeDead(ns, ["1"]), 0);
  });

  it("keeps no more than a bound for a reader that does not read, and says what it lost", async (t) => {
    const problems: unknown[] = [];
    const { store, ns } = openOn(t, (await fileServer("nats")).port, problems);
    const reader = await store.openReader(ns, { at: "latest" }, nothing);
    await reader.take(ALL);
    for (let i = 0; i < 12; i++)
      await publish(store, ns, ...Array.from({ length: 1_000 }, (_, j) => `${i * 1_000 + j}`));
    const taken = await reader.take(ALL);
    assert.equal(taken.length, 10_000);
    assert.equal(taken.at(-1) && textOf(taken.at(-1) as (typeof taken)[number]), "11999");
    assert.match(String(problems[0]), /lost 2000 messages/);
  });

  it("listens again when the server comes back", async (t) => {
    const server = await startServer(t, "nats");
    const { store, ns } = openOn(t, server.port);
    let told = 0;
    const reader = await store.openReader(ns, { at: "latest" }, () => told++);
    assert.deepEqual(await reader.take(ALL), []);
    await server.stop();
    await eventually("the reader hears of the loss", () => told === 1);
    await server.startAgain();
    await eventually("it listens again", async () => (await reader.take(ALL).catch(() => null)) !== null);
    await publish(store, ns, "after");
    await eventually("it comes", async () => (await reader.take(ALL)).length === 1);
  });

  it("has a number until it is dropped", async (t) => {
    const { store, ns } = await open(t);
    const storeId = await store.storeIdOf(ns);
    assert.equal(await store.storeIdOf(ns), storeId);
    await store.dropStream(storeId);
    assert.notEqual(await store.storeIdOf(ns), storeId);
  });
});

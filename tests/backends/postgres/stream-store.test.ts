import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { Outcome } from "../../../src/backends/contract.ts";
import { createPostgresStreamStore } from "../../../src/backends/postgres/stream/stream-store.ts";
import { type NetworkedStreamStore, NewMessage, Settlement } from "../../../src/backends/stream-contract.ts";
import { PrismError } from "../../../src/common/prism-error.ts";
import { afterwards } from "../../support/afterwards.ts";
import { fileServer, serverMissing, startServer } from "../../support/servers/private-servers.ts";
import { settingsFor, systemSurroundings } from "./test-store.ts";

const skip = serverMissing("postgres");
const ALL = { maxItems: 10_000, maxBytes: 1e7 };

function open(t: TestContext, settings: ReturnType<typeof settingsFor>): NetworkedStreamStore {
  const store = createPostgresStreamStore(settings, systemSurroundings());
  afterwards(t, () => store.close());
  return store;
}

const spec = { name: "events", retentionMs: 0, maxBytes: 0, partitions: 1, replicas: 1, keep: "stored" } as const;

async function publish(store: NetworkedStreamStore, namespaceId: number, ...values: string[]): Promise<NewMessage[]> {
  const messages = values.map((value) => Object.assign(new NewMessage(), { namespaceId, value: Buffer.from(value) }));
  await store.appendMany(messages);
  return messages;
}

/** A promise that is kept by the first call of `ring`. */
function bell(): { readonly rung: Promise<void>; readonly ring: () => void } {
  let ring = (): void => undefined;
  const rung = new Promise<void>((resolve) => {
    ring = resolve;
  });
  return { rung, ring };
}

describe("the stream store on PostgreSQL", { skip }, () => {
  it("wakes a reader of another gateway, which need not look by itself", { timeout: 300_000 }, async (t) => {
    // Nobody looks by himself.
    t.mock.timers.enable({ apis: ["setInterval"] });
    const settings = settingsFor((await fileServer("postgres")).port);
    const [here, there] = [open(t, settings), open(t, settings)];
    const [mine, its] = [here.openStream(spec), there.openStream(spec)];
    await publish(there, its, "first");
    let ready = bell();
    const reader = await here.openReader(mine, { at: "latest" }, () => ready.ring());
    // The first one may come from the connection that listens; the second only from a notification.
    assert.deepEqual(await reader.take(ALL), []);
    await ready.rung;
    for (const value of ["a", "b", "c"]) {
      ready = bell();
      const empty = await reader.take(ALL);
      assert.deepEqual(empty, []);
      await publish(there, its, value);
      await ready.rung;
      assert.equal((await reader.take(ALL)).length, 1);
    }
  });

  it("shows positions in their order, though gateways append at one time", async (t) => {
    const settings = settingsFor((await fileServer("postgres")).port);
    const stores = Array.from({ length: 4 }, () => open(t, settings));
    const places = stores.map((store) => store.openStream(spec));
    const [first] = stores as [NetworkedStreamStore];
    const reader = await first.openReader(places[0] as number, { at: "earliest" }, () => undefined);
    let isDone = false;
    const seen: string[] = [];
    const reading = (async () => {
      for (;;) {
        const last = isDone;
        const taken = await reader.take({ maxItems: 7, maxBytes: 1e6 });
        seen.push(...taken.map(({ position }) => position));
        if (taken.length === 0 && last) return;
      }
    })();
    await Promise.all(
      stores.map(async (store, i) => {
        for (let n = 0; n < 40; n++) await publish(store, places[i] as number, `${i} ${n}`, `${i} ${n} more`);
      }),
    );
    isDone = true;
    await reading;
    assert.deepEqual(
      seen,
      Array.from({ length: 320 }, (_, i) => String(i + 1)),
    );
  });

  it("gives each message of a group to one consumer, over gateways", async (t) => {
    const settings = settingsFor((await fileServer("postgres")).port);
    const stores = Array.from({ length: 3 }, () => open(t, settings));
    const [first] = stores as [NetworkedStreamStore];
    await publish(first, first.openStream(spec), ...Array.from({ length: 300 }, (_, i) => `v${i}`));
    const groups = await Promise.all(
      stores.map((store) => store.openGroup(store.openStream(spec), "g", { at: "earliest" }, () => undefined)),
    );
    const taken = await Promise.all(
      groups.map(async (group) => {
        const positions: string[] = [];
        for (;;) {
          const some = await group.take("consumer", { maxItems: 11, maxBytes: 1e6 }, 60_000);
          if (some.length === 0) return positions;
          positions.push(...some.map(({ position }) => position));
          const settlements = some.map(({ lease }) => Object.assign(new Settlement(), { lease }));
          await group.settle(settlements);
          assert.ok(settlements.every(({ outcome }) => outcome === Outcome.DONE));
        }
      }),
    );
    assert.equal(new Set(taken.flat()).size, 300);
    assert.equal(taken.flat().length, 300);
    assert.deepEqual(await groups[0]?.lag(), {
      waiting: 0,
      pending: 0,
      partitions: [{ partition: 0, position: "", end: "300", waiting: 0 }],
    });
  });

  it("goes on where it was when the server was killed, with every message that it acknowledged", async (t) => {
    const server = await startServer(t, "postgres");
    afterwards(t, () => server.kill());
    const store = open(t, settingsFor(server.port));
    const stream = store.openStream(spec);
    const ready = bell();
    const group = await store.openGroup(stream, "g", { at: "earliest" }, ready.ring);
    await publish(store, stream, "a", "b");
    await server.kill();
    await assert.rejects(
      group.take("c", ALL, 60_000),
      (error) => error instanceof PrismError && error.failure.reason === "STORE_UNAVAILABLE",
    );
    await server.startAgain();
    await store.probe(10_000);
    assert.equal((await group.take("c", ALL, 60_000)).length, 2);
    assert.deepEqual(await group.take("c", ALL, 60_000), []);
    await publish(store, stream, "c");
    await ready.rung;
    assert.deepEqual(
      (await group.take("c", ALL, 60_000)).map(({ position }) => position),
      ["3"],
    );
  });
});

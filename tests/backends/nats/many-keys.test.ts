import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ItemAction, type KeyValueItem } from "../../../src/backends/contract.ts";
import { createNatsKeyValueStore } from "../../../src/backends/nats/keyvalue/keyvalue-store.ts";
import { fileServer, serverMissing } from "../../support/servers/private-servers.ts";
import { writeOf } from "../embedded-keyvalue/items.ts";
import { natsSettings, natsSurroundings } from "./nats-settings.ts";

const NOW_MS = 1_700_000_000_000;
const TIMEOUT_MS = 30_000;
/** The server tells 100,000 subjects at a time. */
const KEYS = 104_000;
const BATCH = 1_000;

describe("more keys than the server lists at a time", { skip: serverMissing("nats") }, () => {
  it("are all found, once and in order, though others come and go between the pages", async (t) => {
    const { port } = await fileServer("nats");
    const store = createNatsKeyValueStore(natsSettings(port), natsSurroundings());
    t.after(() => store.close());
    const ns = store.namespaceOf("many");
    const none = { isAtomic: false, idempotencyKey: "", fingerprint: new Uint8Array(0), rememberUntilMs: 0 };
    const write = (items: readonly KeyValueItem[]) =>
      store.writeMany(
        items.map((item) => ({ items: [item], ...none, isReplay: false, isKeyReused: false })),
        NOW_MS,
        TIMEOUT_MS,
      );
    const keyOf = (i: number) => `k${String(i).padStart(7, "0")}`;
    for (let from = 0; from < KEYS; from += 8 * BATCH) {
      const starts = Array.from({ length: 8 }, (_, i) => from + i * BATCH).filter((start) => start < KEYS);
      await Promise.all(
        starts.map((start) => write(Array.from({ length: BATCH }, (_, i) => writeOf(ns, keyOf(start + i))))),
      );
    }
    const removed = new Set<string>();
    const seen: string[] = [];
    for (let from = "", more = true; more; ) {
      const query = { namespaceId: ns, from, to: null, keysOnly: true, maxItems: 10_000, maxBytes: 1e9 };
      const page = await store.scan(query, NOW_MS, TIMEOUT_MS);
      seen.push(...page.items.map(({ key }) => key));
      from = `${seen.at(-1)}\0`;
      more = page.more;
      // Some of those before and behind this place go, so that the places of all others in the server's list change.
      const gone = [...new Set([removed.size, seen.length + 50])].map((i) => writeOf(ns, keyOf(i)));
      for (const item of gone) item.action = ItemAction.DELETE;
      for (const { key } of gone) removed.add(key);
      await write([...gone, writeOf(ns, `${seen.at(-1)}a`)]);
    }
    assert.ok(seen.every((key, i) => i === 0 || (seen[i - 1] as string) < key));
    const found = new Set(seen);
    const missing = Array.from({ length: KEYS }, (_, i) => keyOf(i)).filter(
      (key) => !found.has(key) && !removed.has(key),
    );
    assert.deepEqual(missing, []);
  });
});

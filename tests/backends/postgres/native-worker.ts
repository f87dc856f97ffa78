import { parentPort, workerData } from "node:worker_threads";
import { KeyValueItem } from "../../../src/backends/contract.ts";
import { createPostgresKeyValueStore } from "../../../src/backends/postgres/keyvalue/keyvalue-store.ts";
import type { PostgresSettings } from "../../../src/backends/postgres/settings.ts";

/**
 * A thread that uses the store by `pg-native`, and says what it has read; `endless`, it writes on and on. It imports nothing
 * that imports the test runner, which would report from here too.
 */
const { settings, name } = workerData as { readonly settings: PostgresSettings; readonly name: string };
const TIMEOUT_MS = 10_000;
const surroundings = { worker: 0, nowMs: () => 1, random: () => 0.5, onProblem: () => undefined };
const store = createPostgresKeyValueStore(settings, surroundings);
const namespaceId = store.namespaceOf("orders");

if (name === "endless") {
  for (let i = 0; ; i++) {
    await put(`${i}`);
    parentPort?.postMessage(i);
  }
}
for (let i = 0; i < 50; i++) await put(`${name} ${i}`);
const items = Array.from({ length: 50 }, (_, i) => itemOf(`${name} ${i}`));
await store.getMany(items, 1, TIMEOUT_MS);
await store.close();
parentPort?.postMessage(items.map(({ value }) => Buffer.from(value as Uint8Array).toString()));

/** Puts a text under itself. */
async function put(text: string): Promise<void> {
  const write = { isAtomic: false, idempotencyKey: "", fingerprint: new Uint8Array(0), rememberUntilMs: 0 };
  await store.writeMany([{ ...write, items: [itemOf(text)], isReplay: false, isKeyReused: false }], 1, TIMEOUT_MS);
}

function itemOf(text: string): KeyValueItem {
  const item = new KeyValueItem();
  item.namespaceId = namespaceId;
  item.key = text;
  item.source = Buffer.from(text);
  item.end = item.source.length;
  return item;
}

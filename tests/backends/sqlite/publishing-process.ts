import { writeSync } from "node:fs";
import { openSqliteStreamStore } from "../../../src/backends/sqlite/sqlite-stream-store.ts";
import { SettleAction, Settlement } from "../../../src/backends/stream-contract.ts";
import { message, spec } from "../embedded-stream/stream-cases.ts";

/**
 * Publishes batches and works some of them off until somebody kills it, and says after each round how many messages it has
 * published and how many it has acknowledged, from the first on:
 * node publishing-process.js <data directory> <published before> <messages of a batch>
 */
const [path, before, size] = process.argv.slice(2);
const store = openSqliteStreamStore({ path: path as string, openWaitMs: 0 });
const namespaceId = store.openStream(spec("events"));
const group = await store.openGroup(namespaceId, "g", { at: "earliest" }, () => undefined);
const once = (i: number) => ({ idempotencyKey: `key ${i}`, fingerprint: Buffer.from(`${i}`), rememberUntilMs: 4e12 });
let published = Number(before);
let acknowledged = Number(before);
for (;;) {
  const batch = Array.from({ length: Number(size) }, (_, i) =>
    message(namespaceId, `value ${published + i}`, once(published + i)),
  );
  await store.appendMany(batch);
  published += batch.length;
  // Half of what is there stays in hand.
  const taken = await group.take("c", { maxItems: batch.length, maxBytes: 1e6 }, 1);
  await group.settle(
    taken.map(({ lease }) => Object.assign(new Settlement(), { lease, action: SettleAction.ACK })).slice(0, 2),
  );
  acknowledged += 2;
  writeSync(1, `${published} ${acknowledged}\n`);
}

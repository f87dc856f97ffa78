import { writeSync } from "node:fs";
import { openSqliteStore } from "../../../src/backends/sqlite/sqlite-store.ts";
import { writeOf } from "../embedded-keyvalue/items.ts";
import { tinyOverlayLimits } from "./overlay-tiny-limits.ts";

/**
 * Writes few keys again and again until somebody kills it, and says after each commit the number of the last one:
 * node overlay-process.js <data directory> <number of the first commit> <keys>
 *
 * Commit n sets the key n % keys to n, in a value short or long, and deletes the key after it.
 */
const [path, first, count] = process.argv.slice(2);
const keys = Number(count);
const store = openSqliteStore({ path: path as string, openWaitMs: 0, overlayLimits: tinyOverlayLimits });
const namespaceId = store.openNamespace("orders");
for (let n = Number(first); ; n++) {
  store.begin();
  store.putMany([writeOf(namespaceId, `k${n % keys}`, { value: `${n}`.padEnd(n % 12, "-") })], 1);
  store.deleteMany([writeOf(namespaceId, `k${(n + 1) % keys}`)], 1);
  store.commit();
  writeSync(1, `${n} 0\n`);
}

import { writeSync } from "node:fs";
import { openSqliteStore } from "../../../src/backends/sqlite/sqlite-store.ts";
import { writeOf } from "../embedded-keyvalue/items.ts";

/**
 * Puts batches until somebody kills it, and says after each commit how many it has put and the last version:
 * node putting-process.js <data directory> <prefix of the keys> <items of a batch>
 */
const [path, prefix, size] = process.argv.slice(2);
const batchItems = Number(size);
const store = openSqliteStore({ path: path as string, openWaitMs: 0 });
const namespaceId = store.openNamespace("orders");
for (let batch = 0; ; batch++) {
  const items = Array.from({ length: batchItems }, (_, i) =>
    writeOf(namespaceId, `${prefix}-${batch * batchItems + i}`, { value: `value ${batch * batchItems + i}` }),
  );
  store.begin();
  store.putMany(items, 1);
  store.commit();
  writeSync(1, `${(batch + 1) * batchItems} ${items.at(-1)?.version}\n`);
}

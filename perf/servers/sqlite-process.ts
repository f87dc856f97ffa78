import { join } from "node:path";
import Database from "better-sqlite3";
import { keyText } from "../../src/bench/frame-script.ts";
import { defaultPlan } from "../../src/bench/load-plan.ts";
import { systemClock } from "../../src/common/clock.ts";
import { createPrng } from "../../src/common/prng.ts";

/**
 * better-sqlite3 in a loop, as an application would call it: one prepared statement for each request, a put durable by
 * itself. The same table, keys and sizes as behind the gateway. Ends with its parent.
 */
export interface SqliteTask {
  readonly operation: "put" | "get";
  readonly warmUpMs: number;
  readonly durationMs: number;
}

const [folder = ".", keysText = "10000", valueBytesText = "64"] = process.argv.slice(2);
const keys = Number(keysText);
const database = new Database(join(folder, "direct.sqlite"));
database.pragma("journal_mode = WAL");
database.pragma("synchronous = FULL");
database.exec(`
  CREATE TABLE items (
    namespace_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (namespace_id, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX items_by_expiry ON items (expires_at_ms) WHERE expires_at_ms > 0`);
const put = database.prepare(
  `INSERT INTO items (namespace_id, key, version, expires_at_ms, value) VALUES (1, ?, ?, 0, ?)
   ON CONFLICT (namespace_id, key) DO UPDATE SET value = excluded.value, version = excluded.version`,
);
const get = database.prepare("SELECT value, version, expires_at_ms FROM items WHERE namespace_id = 1 AND key = ?");
const keyTexts = Array.from({ length: keys }, (_, i) => keyText(defaultPlan, i));
const value = Buffer.alloc(Number(valueBytesText), 0x5a);
const prng = createPrng(1);
const STEPS_BETWEEN_LOOKS = 50;
let version = 0;

database.transaction(() => {
  for (const key of keyTexts) put.run(key, ++version, value);
})();

process.on("message", (task: SqliteTask) => {
  const step = task.operation === "put" ? putOne : getOne;
  loop(step, task.warmUpMs);
  process.send?.({ opsPerSecond: loop(step, task.durationMs) });
});
process.on("disconnect", () => process.exit(0));
process.send?.("ready");

function putOne(): void {
  put.run(keyTexts[prng.below(keys)], ++version, value);
}

function getOne(): void {
  const row = get.get(keyTexts[prng.below(keys)]) as { value: Buffer } | undefined;
  if (row?.value.length !== value.length) throw new Error("a key that was put is not there");
}

/** Steps a second; looks at the clock once in a few, so that the looking does not count. */
function loop(step: () => void, durationMs: number): number {
  const begunMs = systemClock.wallMs();
  let steps = 0;
  let elapsedMs = 0;
  do {
    for (let i = 0; i < STEPS_BETWEEN_LOOKS; i++) step();
    steps += STEPS_BETWEEN_LOOKS;
    elapsedMs = systemClock.wallMs() - begunMs;
  } while (elapsedMs < durationMs);
  return (steps * 1000) / Math.max(1, elapsedMs);
}

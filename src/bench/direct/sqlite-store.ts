import { mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { BareStore } from "./bare-store.ts";

/** SQLite in the process of the generator, by better-sqlite3: each put a durable transaction of its own. */
export function openSqliteStore(folder: string): BareStore {
  mkdirSync(folder, { recursive: true });
  // A file of its own: the gateway's belongs to a worker.
  const database = new Database(join(folder, "bench-direct.sqlite"));
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.exec(
    "CREATE TABLE IF NOT EXISTS items (key TEXT PRIMARY KEY, version INTEGER NOT NULL, value BLOB NOT NULL) WITHOUT ROWID",
  );
  const get = database.prepare("SELECT value, version FROM items WHERE key = ?");
  const put = database.prepare(
    "INSERT INTO items VALUES (?, 1, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, version = version + 1",
  );
  const remove = database.prepare("DELETE FROM items WHERE key = ?");
  const scan = database.prepare("SELECT key, value FROM items WHERE key >= ? ORDER BY key LIMIT ?");
  return {
    get: async (key) => (get.get(key) as { value: Buffer } | undefined)?.value ?? null,
    put: async (key, value) => void put.run(key, value),
    delete: async (key) => remove.run(key).changes > 0,
    scan: async (start, items) => scan.all(start, items).length,
    close: async () => void database.close(),
  };
}

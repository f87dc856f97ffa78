import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMemoryStore } from "../../../src/backends/memory/memory-store.ts";
import { openSqliteStore } from "../../../src/backends/sqlite/sqlite-store.ts";
import { describeKeyValueStore } from "./describe-store.ts";

describeKeyValueStore("memory", async () => {
  const store = createMemoryStore({ maxBytes: 64 * 1024 * 1024 });
  return { store, dispose: async () => store.close() };
});

describeKeyValueStore("SQLite", async () => {
  const path = mkdtempSync(join(tmpdir(), "prism-sqlite-"));
  let store = openSqliteStore({ path });
  return {
    store,
    reopen: async () => {
      store.close();
      store = openSqliteStore({ path });
      return store;
    },
    dispose: async () => {
      store.close();
      rmSync(path, { recursive: true });
    },
  };
});

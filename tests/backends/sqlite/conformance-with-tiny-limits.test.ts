import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStore } from "../../../src/backends/sqlite/sqlite-store.ts";
import { describeKeyValueStore } from "../../conformance/keyvalue.ts";
import { crashedCopy } from "./crashed-copy.ts";
import { tinyOverlayLimits as overlayLimits } from "./overlay-tiny-limits.ts";

describeKeyValueStore("SQLite, applying all the time", async () => {
  const path = mkdtempSync(join(tmpdir(), "prism-sqlite-"));
  let store = openSqliteStore({ path, overlayLimits });
  return {
    store,
    reopen: async () => {
      store.close();
      store = openSqliteStore({ path, overlayLimits });
      return store;
    },
    dispose: async () => {
      store.close();
      rmSync(path, { recursive: true });
    },
  };
});

describeKeyValueStore("SQLite, never closed in order", async () => {
  const root = mkdtempSync(join(tmpdir(), "prism-sqlite-"));
  let path = join(root, "0");
  let store = openSqliteStore({ path, overlayLimits });
  let crashes = 0;
  return {
    store,
    reopen: async () => {
      const copy = join(root, String(++crashes));
      crashedCopy(path, copy);
      store.close();
      path = copy;
      store = openSqliteStore({ path, overlayLimits });
      return store;
    },
    dispose: async () => {
      store.close();
      rmSync(root, { recursive: true });
    },
  };
});

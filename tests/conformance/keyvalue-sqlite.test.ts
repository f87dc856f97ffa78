import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStore } from "../../src/backends/sqlite/sqlite-store.ts";
import { EmbeddedKeyValue } from "../../src/conformance/keyvalue/embedded-keyvalue.ts";
import { keyValueSuite } from "../../src/conformance/keyvalue/keyvalue-suite.ts";
import { describeSuite } from "../../src/conformance/node-test.ts";

const path = mkdtempSync(join(tmpdir(), "prism-sqlite-"));
let store = openSqliteStore({ path });

describeSuite("SQLite", keyValueSuite, {
  start: async () => ({
    open: () => new EmbeddedKeyValue(store),
    restart: async () => {
      store.close();
      store = openSqliteStore({ path });
    },
  }),
  async stop() {
    store.close();
    rmSync(path, { recursive: true });
  },
});

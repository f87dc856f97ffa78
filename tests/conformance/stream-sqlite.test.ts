import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStreamStore } from "../../src/backends/sqlite/sqlite-stream-store.ts";
import { describeSuite } from "../../src/conformance/node-test.ts";
import { streamSuite } from "../../src/conformance/stream/stream-suite.ts";

let path = "";

describeSuite("sqlite", streamSuite, {
  start: async () => {
    path = mkdtempSync(join(tmpdir(), "prism-sqlite-"));
    // Closing gives the file free at once, so that opening it again finds what is there.
    return { open: () => openSqliteStreamStore({ path }), restart: async () => undefined };
  },
  async stop() {
    rmSync(path, { recursive: true, force: true });
  },
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStore } from "../../../src/backends/sqlite/sqlite-store.ts";
import { EmbeddedKeyValue } from "../../../src/conformance/keyvalue/embedded-keyvalue.ts";
import { keyValueSuite } from "../../../src/conformance/keyvalue/keyvalue-suite.ts";
import { describeSuite } from "../../../src/conformance/node-test.ts";
import { describeKeyValueStore } from "../embedded-keyvalue/describe-store.ts";
import { crashedCopy } from "./crashed-copy.ts";
import { tinyOverlayLimits as overlayLimits } from "./overlay-tiny-limits.ts";

/** A store in a folder of its own, which is opened again as it was left, or, when it crashes, as a crash leaves it. */
function openTiny(how: { crashes: boolean }) {
  const root = mkdtempSync(join(tmpdir(), "prism-sqlite-"));
  let path = join(root, "0");
  let store = openSqliteStore({ path, overlayLimits });
  let openings = 0;
  return {
    current: () => store,
    reopen: async () => {
      const before = path;
      if (how.crashes) {
        path = join(root, String(++openings));
        crashedCopy(before, path);
      }
      store.close();
      store = openSqliteStore({ path, overlayLimits });
      return store;
    },
    dispose: async () => {
      store.close();
      rmSync(root, { recursive: true });
    },
  };
}

for (const [name, crashes] of [
  ["SQLite, applying all the time", false],
  ["SQLite, never closed in order", true],
] as const) {
  describeKeyValueStore(name, async () => {
    const tiny = openTiny({ crashes });
    return { store: tiny.current(), reopen: tiny.reopen, dispose: tiny.dispose };
  });

  let suiteStore: ReturnType<typeof openTiny>;
  describeSuite(name, keyValueSuite, {
    async start() {
      suiteStore = openTiny({ crashes });
      return {
        open: () => new EmbeddedKeyValue(suiteStore.current()),
        restart: async () => {
          await suiteStore.reopen();
        },
      };
    },
    stop: () => suiteStore.dispose(),
  });
}

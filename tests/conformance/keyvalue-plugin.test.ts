import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPlugin } from "../../src/backends/plugin/load-plugin.ts";
import { checkSettings } from "../../src/backends/plugin/plugin-settings.ts";
import { createPluginKeyValueStore } from "../../src/backends/plugin/plugin-stores.ts";
import { keyValueSuite } from "../../src/conformance/keyvalue/keyvalue-suite.ts";
import { describeSuite } from "../../src/conformance/node-test.ts";

// From dist/tests/conformance/ to the root of the repository.
const file = fileURLToPath(new URL("../../../docs-cms/examples/file-backend.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "prism-plugin-"));

describeSuite("of the example plugin", keyValueSuite, {
  async start() {
    const backend = await loadPlugin(file);
    const settings = checkSettings(backend, { path: "./data.json" }, { file, folder });
    const surroundings = { nowMs: Date.now, random: Math.random, onProblem: () => {} };
    return {
      open: (worker) => createPluginKeyValueStore({ file, backend, settings }, { ...surroundings, worker }),
      restart: async () => {},
      // Each of its calls reads and writes the whole file.
      modelRuns: 5,
    };
  },
  async stop() {
    rmSync(folder, { recursive: true });
  },
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadPlugin } from "../../src/backends/plugin/load-plugin.ts";
import { checkSettings } from "../../src/backends/plugin/plugin-settings.ts";
import { createPluginStreamStore } from "../../src/backends/plugin/plugin-stores.ts";
import { describeSuite } from "../../src/conformance/node-test.ts";
import { streamSuite } from "../../src/conformance/stream/stream-suite.ts";
import { streamExampleFile as file } from "../backends/plugin/plugin-modules.ts";

const folder = mkdtempSync(join(tmpdir(), "prism-plugin-"));

describeSuite("of the example plugin", streamSuite, {
  async start() {
    const backend = await loadPlugin(file);
    const settings = checkSettings(backend, { folder: "./streams" }, { file, folder });
    const surroundings = { nowMs: Date.now, random: Math.random, onProblem: () => {} };
    return {
      open: (worker) => createPluginStreamStore({ file, backend, settings }, { ...surroundings, worker }),
      restart: async () => {},
    };
  },
  async stop() {
    rmSync(folder, { recursive: true });
  },
});

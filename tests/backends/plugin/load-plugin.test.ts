import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { loadPlugin } from "../../../src/backends/plugin/load-plugin.ts";
import { PrismError } from "../../../src/common/prism-error.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { backendSource, exampleFile, writeModule } from "./plugin-modules.ts";

const refusal = async (file: string): Promise<string> => {
  try {
    await loadPlugin(file);
  } catch (error) {
    assert.ok(error instanceof PrismError, String(error));
    assert.ok(error.failure.message.includes(file), "the module is named");
    return `${error.failure.reason}: ${error.failure.message}`;
  }
  return "";
};

describe("loading a plugin", () => {
  it("takes the example of the documentation", async () => {
    const backend = await loadPlugin(exampleFile);
    assert.equal(backend.name, "file");
  });

  it("takes a default export, and a CommonJS module", async (t) => {
    const folder = tempFolder(t);
    const source = backendSource("").replace("export const backend =", "");
    const byDefault = writeModule(folder, `export default ${source}`);
    assert.equal((await loadPlugin(byDefault)).name, "test");
    const common = writeModule(folder, `module.exports =${source}`, "backend.cjs");
    assert.equal((await loadPlugin(common)).name, "test");
    const named = writeModule(folder, `exports.backend =${source}`, "named.cjs");
    assert.equal((await loadPlugin(named)).name, "test");
  });

  it("says when the module is not there, throws, or is no JavaScript", async (t) => {
    const folder = tempFolder(t);
    assert.match(await refusal(join(folder, "none.js")), /^PLUGIN_CANNOT_LOAD.*Cannot find module/);
    assert.match(
      await refusal(writeModule(folder, "throw new Error('no luck')", "a.mjs")),
      /PLUGIN_CANNOT_LOAD.*no luck/,
    );
    assert.match(await refusal(writeModule(folder, "export const", "b.mjs")), /PLUGIN_CANNOT_LOAD/);
    assert.match(
      await refusal(writeModule(folder, "import 'missing-package'", "c.mjs")),
      /PLUGIN_CANNOT_LOAD.*missing-pack/,
    );
  });

  const wrong: Record<string, [string, RegExp]> = {
    "exports nothing": ["export const x = 1", /PLUGIN_INVALID.*exports no object `backend`/],
    "is of another contract": [backendSource("contract: 2"), /PLUGIN_CONTRACT_MISMATCH.*contract 2.*has 1/],
    "has no contract": [backendSource("contract: undefined"), /PLUGIN_INVALID.*backend\.contract/],
    "has no name": [backendSource('name: ""'), /PLUGIN_INVALID.*backend\.name/],
    "offers nothing": [backendSource("offers: null"), /PLUGIN_INVALID.*backend\.offers/],
    "offers what it cannot make": [
      backendSource("offers: { stream: { abilities: [] } }"),
      /PLUGIN_INVALID.*offers\.keyvalue/,
    ],
    "makes what it does not offer": [
      backendSource("createStreamStore() {}"),
      /PLUGIN_INVALID.*offers\.stream.*not both there/,
    ],
    "makes nothing": [backendSource("createKeyValueStore: undefined"), /PLUGIN_INVALID.*neither/],
    "has no function": [backendSource("createKeyValueStore: 7"), /PLUGIN_INVALID.*createKeyValueStore` is no function/],
    "declares a setting of a strange kind": [
      backendSource("settings: { port: { kind: 'port' } }"),
      /PLUGIN_INVALID.*settings\.port\.kind` is none of int, bytes/,
    ],
    "has two words on settings": [backendSource("settings: {}, validate() {}"), /PLUGIN_INVALID.*both/],
  };
  for (const [what, [source, message]] of Object.entries(wrong)) {
    it(`refuses a module that ${what}`, async (t) => {
      assert.match(await refusal(writeModule(tempFolder(t), source)), message);
    });
  }
});

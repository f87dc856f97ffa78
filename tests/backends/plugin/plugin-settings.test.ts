import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { BackendPlugin } from "../../../src/backends/plugin/backend-plugin.ts";
import { checkSettings } from "../../../src/backends/plugin/plugin-settings.ts";
import { PrismError } from "../../../src/common/prism-error.ts";
import type { Setting } from "../../../src/config/setting.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const described = { summary: "", example: "" };
const settings: Record<string, Setting> = {
  path: { kind: "path", maxCharacters: 100, ...described },
  size: { kind: "bytes", min: 1, max: 1e9, default: 1_024, ...described },
  wait: { kind: "duration", min: 1, max: 60_000, default: 1_000, ...described },
  password: { kind: "secret", optional: true, ...described },
};
const plugin = (parts: Partial<BackendPlugin>): BackendPlugin => ({ contract: 1, name: "test", offers: {}, ...parts });

const refusal = (given: Record<string, unknown>, parts: Partial<BackendPlugin> = { settings }): string => {
  try {
    checkSettings(plugin(parts), given, { file: "/m.js", folder: "/etc" });
  } catch (error) {
    assert.ok(error instanceof PrismError);
    return `${error.failure.reason}: ${error.failure.message}`;
  }
  return "";
};

describe("the settings of a plugin", () => {
  it("are read as Prism's own: units, defaults, absolute paths, secrets", (t) => {
    const folder = tempFolder(t);
    writeFileSync(join(folder, "secret"), "hush\n");
    const given = { path: "./data", size: "4KiB", password: "file:secret" };
    assert.deepEqual(checkSettings(plugin({ settings }), given, { file: "/m.js", folder }), {
      path: join(folder, "data"),
      size: 4_096,
      waitMs: 1_000,
      password: "hush",
    });
    const least = checkSettings(plugin({ settings }), { path: "/d" }, { file: "/m.js", folder });
    assert.deepEqual(least, { path: "/d", size: 1_024, waitMs: 1_000, password: null });
  });

  it("are refused with all that is wrong", () => {
    const message = refusal({ size: "many", pth: "x" });
    assert.match(message, /PLUGIN_SETTINGS_INVALID/);
    for (const part of [
      /settings\.size must be a size/,
      /settings\.pth unknown key/,
      /did you mean "path"/,
      /path is missing/,
    ]) {
      assert.match(message, part);
    }
    assert.match(refusal({ path: "/d", password: "file:/none" }), /password.*\/none/);
  });

  it("may be checked by the plugin itself, or not at all", () => {
    const validate = (given: Readonly<Record<string, unknown>>): Record<string, unknown> => {
      if (given.port !== 1) throw new Error("port must be 1");
      return { port: 2 };
    };
    const place = { file: "/m.js", folder: "/etc" };
    assert.deepEqual(checkSettings(plugin({ validate }), { port: 1 }, place), { port: 2 });
    assert.match(refusal({ port: 7 }, { validate }), /PLUGIN_SETTINGS_INVALID.*port must be 1/);
    assert.deepEqual(checkSettings(plugin({}), { any: [1, { a: null }] }, place), { any: [1, { a: null }] });
  });

  it("that are declared in a way nobody can read are the plugin's fault", () => {
    const none = { x: null } as unknown as Record<string, Setting>;
    assert.match(refusal({ x: 1 }, { settings: none }), /PLUGIN_INVALID/);
  });
});

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigError } from "../../src/config/config-error.ts";
import type { GatewayConfig } from "../../src/config/gateway-config.ts";
import { type LoadOptions, loadConfig } from "../../src/config/load-config.ts";

/** Runs `body` with a new folder that is removed afterwards. */
export function withFolder<T>(body: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "prism-config-"));
  try {
    return body(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Loads `text` as the `prism.yaml` of a working directory; null for none. Three cores and no variables unless given. */
export function loadText(text: string | Uint8Array | null, options: Partial<LoadOptions> = {}): GatewayConfig {
  return withFolder((cwd) => {
    if (text !== null) writeFileSync(join(cwd, "prism.yaml"), text);
    // The example of the reference page names it.
    writeFileSync(join(cwd, "my-backend.js"), "");
    return loadConfig({ env: {}, cores: 3, cwd, runtime: ANY_NUMBER_OF_ACCEPTORS, ...options });
  });
}

/** The lines of the error that loading `text` must end with. */
export function problemsOf(text: string | Uint8Array | null, options: Partial<LoadOptions> = {}): string[] {
  try {
    loadText(text, options);
  } catch (error) {
    assert(error instanceof ConfigError, String(error));
    assert.equal(error.problems.length, error.message.split("\n").length);
    return error.message.split("\n");
  }
  assert.fail("the configuration was accepted");
}

/** What these tests say of acceptors holds whatever they run on. */
const ANY_NUMBER_OF_ACCEPTORS = { nodeVersion: "24.0.0", platform: "linux" };

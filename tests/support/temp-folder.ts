import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { afterwards } from "./afterwards.ts";

/** A new folder that is removed after the test, however it ends. */
export function tempFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "prism-test-"));
  afterwards(t, () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { afterwards } from "./afterwards.ts";
import "./ended-by-signal.ts";

/** A new folder that is removed after the test, however it ends, or else with this process. */
export function tempFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "prism-test-"));
  folders.add(folder);
  afterwards(t, () => remove(folder));
  return folder;
}

const folders = new Set<string>();

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
}

process.on("exit", () => {
  for (const folder of folders) remove(folder);
});

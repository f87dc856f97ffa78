import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const hook = fileURLToPath(new URL("../../../.githooks/commit-msg", import.meta.url));

function refuses(message: string): boolean {
  const scratch = mkdtempSync(join(tmpdir(), "prism-hooks-"));
  try {
    const path = join(scratch, "COMMIT_EDITMSG");
    writeFileSync(path, message);
    return spawnSync(hook, [path]).status !== 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

describe("the hook on commit messages", () => {
  it("takes an area and what changed", () => {
    assert.equal(refuses("ring: wake the consumer once\n\nBody of any length.\n"), false);
    assert.equal(refuses("acceptor, pipeline: route once\n"), false);
    assert.equal(refuses("# a comment of git's\nring: wake the consumer once\n"), false);
    assert.equal(refuses("Merge branch 'a'\n"), false);
  });

  it("refuses a subject without an area, or without a change", () => {
    for (const subject of ["wake the consumer once", "Ring: wake it", "ring:wake it", "ring: ", ""]) {
      assert.equal(refuses(`${subject}\n`), true, subject);
    }
  });

  it("refuses a subject of more than 72 columns", () => {
    assert.equal(refuses(`ring: ${"a".repeat(66)}\n`), false);
    assert.equal(refuses(`ring: ${"a".repeat(67)}\n`), true);
  });
});

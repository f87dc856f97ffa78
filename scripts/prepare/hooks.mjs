import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";

/**
 * Points git at `.githooks` once, so that the checks before a commit are the same for everybody. Returns whether it did.
 * A hooks path that is set already is left alone; so is a linked worktree, whose configuration belongs to the main one.
 */
export function adoptHooks(root) {
  if (!statSync(join(root, ".git"), { throwIfNoEntry: false })?.isDirectory()) return false;
  const current = git(root, ["config", "--get", "core.hooksPath"]);
  if (current.status !== 1) return false; // 1 = not set; anything else is a value or a git that is not there
  if (git(root, ["config", "core.hooksPath", ".githooks"]).status !== 0) return false;
  process.stdout.write("prism: set git's core.hooksPath to .githooks (undo: git config --unset core.hooksPath)\n");
  return true;
}

function git(root, args) {
  return spawnSync("git", args, { cwd: root, stdio: "ignore" });
}

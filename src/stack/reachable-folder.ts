import { createHash } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ProgramUser } from "./program-user.ts";
import { StackProblem } from "./stack-problem.ts";

/**
 * A folder that a user can come to: the one that is wanted, or one below /var/tmp where that is in a folder that is
 * closed to others, such as /root. The same folder leads to the same one each time.
 */
export function reachableFolder(wanted: string, user: ProgramUser | null): string {
  if (user === null || canReach(wanted, user)) return wanted;
  const name = createHash("sha256").update(wanted).digest("hex").slice(0, 16);
  const folder = join("/var/tmp", `prism-stack-${name}`);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  // Everyone may write to /var/tmp: what is not ours may lead anywhere.
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    const what = `${user.name} cannot come to ${wanted}, and ${folder} is somebody else's`;
    throw new StackProblem("START_FAILED", what, "use a project folder that others may pass through");
  }
  chmodSync(folder, 0o711);
  return folder;
}

/** Whether every folder down to this one may be passed through. */
function canReach(folder: string, user: ProgramUser): boolean {
  const { mode, uid, gid } = statSync(folder);
  const needed = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  if ((mode & needed) === 0) return false;
  return folder === dirname(folder) || canReach(dirname(folder), user);
}

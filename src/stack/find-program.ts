import { accessSync, constants, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { readEnvironment } from "../config/environment.ts";
import { StackProblem } from "./stack-problem.ts";

/** Where a program is; `folders` are looked at before the PATH. Fails with PROGRAM_MISSING and the package to install. */
export function findProgram(name: string, debianPackage: string, folders: readonly string[] = []): string {
  const path = (readEnvironment().env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  // Debian has servers where the PATH of a plain user may not look.
  for (const folder of [...folders, ...path, "/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin"]) {
    const file = join(folder, name);
    if (isExecutable(file)) return file;
  }
  throw new StackProblem("PROGRAM_MISSING", `${name} is not on this machine`, `apt-get install ${debianPackage}`);
}

/** Folders `parent/VERSION/rest`, the newest version first. */
export function versionFolders(parent: string, rest: string): string[] {
  try {
    const versions = readdirSync(parent).filter((name) => /^\d+(\.\d+)*$/.test(name));
    return versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(parent, version, rest));
  } catch {
    return [];
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

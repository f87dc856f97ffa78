import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { arch, cpus, release, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import type { SuiteEnvironment } from "./suite-result.ts";

/** From dist/src/bench/suite/ to the root of the package. */
const root = fileURLToPath(new URL("../../../../", import.meta.url));

/** Where and with what a suite is run: figures of two machines do not compare. */
export function describeEnvironment(): SuiteEnvironment {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memoryBytes: totalmem(),
    system: `${process.platform} ${release()} ${arch()}`,
    node: process.versions.node,
    prism: (JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { version: string }).version,
    commit: commitOf(root),
  };
}

/** The commit of the work tree at `folder`, with `+` when it has changes; null outside of one. */
export function commitOf(folder: string): string | null {
  const git = (...args: string[]): string =>
    execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  try {
    const changed = git("status", "--porcelain", "--untracked-files=no") === "" ? "" : "+";
    return git("rev-parse", "--short", "HEAD") + changed;
  } catch {
    return null;
  }
}

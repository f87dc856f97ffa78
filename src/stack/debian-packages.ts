import { existsSync } from "node:fs";
import { join } from "node:path";
import { exclusively } from "./exclusively.ts";
import { projectCache } from "./project-cache.ts";
import { runProgram } from "./run-program.ts";
import { StackProblem } from "./stack-problem.ts";

/** Why this process cannot install Debian packages; null when it can. */
export function cannotInstall(): string | null {
  if (!existsSync("/usr/bin/apt-get")) return "this is no Debian";
  return process.getuid?.() === 0 ? null : "only root may install packages";
}

/** Installs packages without a question, and without starting the services that they bring. */
export async function installPackages(packages: readonly string[]): Promise<void> {
  try {
    await exclusively(join(projectCache, "apt.lock"), async () => {
      const env = { DEBIAN_FRONTEND: "noninteractive" };
      await runProgram("sh", ["-c", INSTALL, "install", ...packages], { env, timeoutMs: INSTALL_MS });
    });
  } catch (error) {
    const what = `${packages.join(", ")} cannot be installed: ${(error as Error).message}`;
    throw new StackProblem("INSTALL_FAILED", what, `apt-get install ${packages.join(" ")}`, { cause: error });
  }
}

/**
 * `policy-rc.d` is what Debian's packages ask whether they may start a service: 101 is no. One that is there already is
 * left as it is. PostgreSQL's package also makes a data folder of its own, which nobody needs here, unless it is told.
 */
const INSTALL = `
set -e
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 1' HUP INT TERM
  printf '#!/bin/sh\\nexit 101\\n' > "$policy"
  chmod 755 "$policy"
fi
wait="-o DPkg::Lock::Timeout=300 -o Acquire::Retries=3"
apt-get -q $wait update
apt-get -q $wait install -y --no-install-recommends "$@"
`;

/** Some 300 MB with Java, over a slow line. */
const INSTALL_MS = 9 * 60_000;

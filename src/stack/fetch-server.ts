import { cannotInstall, installPackages } from "./debian-packages.ts";
import type { ServerKind } from "./server-kind.ts";
import { StackProblem } from "./stack-problem.ts";

/** What was fetched for a server. */
export type Fetched = "present" | "fetched";

/** Has all programs of a server on this machine: packages where root may install them, jars for anyone. */
export async function fetchServer(kind: ServerKind): Promise<Fetched> {
  if (isThere(kind)) return "present";
  if (kind.fetch === undefined) {
    await install(kind);
  } else {
    try {
      await kind.fetch();
      kind.check();
    } catch (error) {
      // Maven or Java is missing; what could not be fetched though they are there stays so.
      if (!(error instanceof StackProblem) || error.reason !== "PROGRAM_MISSING") throw error;
      await install(kind);
      await kind.fetch();
    }
  }
  kind.check();
  return "fetched";
}

async function install(kind: ServerKind): Promise<void> {
  const obstacle = cannotInstall();
  if (obstacle === null) return installPackages(kind.packages);
  const packages = kind.packages.join(" ");
  throw new StackProblem(
    "PROGRAM_MISSING",
    `${kind.title} is not on this machine, and ${obstacle}`,
    `as root: apt-get install ${packages}`,
  );
}

function isThere(kind: ServerKind): boolean {
  try {
    kind.check();
    return true;
  } catch (error) {
    if (error instanceof StackProblem && error.reason === "PROGRAM_MISSING") return false;
    throw error;
  }
}

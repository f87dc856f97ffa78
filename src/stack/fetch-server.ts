import { cannotInstall, installPackages } from "./debian-packages.ts";
import type { ServerKind } from "./server-kind.ts";
import { StackProblem } from "./stack-problem.ts";

/** What was fetched for a server. */
export type Fetched = "present" | "fetched";

/** Has all programs of a server on this machine: packages where root may install them, jars for anyone. */
export async function fetchServer(kind: ServerKind): Promise<Fetched> {
  if (isThere(kind)) return "present";
  // Java and Maven may be there, and only the jars are not.
  if (kind.fetch !== undefined && (await tryFetch(kind))) return "fetched";
  const problem = await install(kind).catch((error: unknown) => error);
  // apt-get fails for any package that cannot be set up; what counts is whether these can be used now.
  if (await tryFetch(kind)) return "fetched";
  throw (
    problem ?? new StackProblem("PROGRAM_MISSING", `${kind.title} is not there, though it was installed`, hintOf(kind))
  );
}

/** False when a program is missing that fetches or runs it. */
async function tryFetch(kind: ServerKind): Promise<boolean> {
  try {
    await kind.fetch?.();
    kind.check();
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function install(kind: ServerKind): Promise<void> {
  const obstacle = cannotInstall();
  if (obstacle === null) return installPackages(kind.packages);
  throw new StackProblem("PROGRAM_MISSING", `${kind.title} is not on this machine, and ${obstacle}`, hintOf(kind));
}

function hintOf({ packages }: ServerKind): string {
  return `as root: apt-get install ${packages.join(" ")}`;
}

function isThere(kind: ServerKind): boolean {
  try {
    kind.check();
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof StackProblem && error.reason === "PROGRAM_MISSING";
}

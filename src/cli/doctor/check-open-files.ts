import { type CheckResult, ok, warn } from "./check-result.ts";

/** Files of stores, rings' message ports and Node itself. */
const OWN_FILES = 256;

/** `limit` is the number of files this process may open; null when the system does not tell. */
export function checkOpenFiles(limit: number | null, maxConnections: number): CheckResult {
  if (limit === null) return ok("open files", "no limit known on this system");
  const wanted = maxConnections + OWN_FILES;
  if (limit >= wanted) return ok("open files", `limit ${limit}`);
  return warn(
    "open files",
    `limit ${limit}, but limits.maxConnections is ${maxConnections}`,
    `raise it with \`ulimit -n ${wanted}\` before the start, or lower limits.maxConnections to ${Math.max(1, limit - OWN_FILES)}`,
  );
}

import { type CheckResult, fail, ok } from "./check-result.ts";

/** The oldest Node.js that has what Prism uses; the same number stands in package.json under `engines`. */
const MIN_NODE_MAJOR = 20;

/** `version` is as in `process.versions.node`. */
export function checkNode(version: string): CheckResult {
  const major = Number.parseInt(version, 10);
  if (major >= MIN_NODE_MAJOR) return ok("Node.js", `version ${version}`);
  return fail("Node.js", `version ${version}`, `install Node.js ${MIN_NODE_MAJOR} or newer`);
}

/** How a check came out: FAIL keeps a gateway from starting or from keeping data, WARN may hurt later. */
export type CheckStatus = "OK" | "WARN" | "FAIL";

export interface CheckResult {
  readonly check: string;
  readonly status: CheckStatus;
  /** What was found. */
  readonly found: string;
  /** What to do about it; empty when all is well. */
  readonly remedy: string;
}

export function ok(check: string, found: string): CheckResult {
  return { check, status: "OK", found, remedy: "" };
}

export function warn(check: string, found: string, remedy: string): CheckResult {
  return { check, status: "WARN", found, remedy };
}

export function fail(check: string, found: string, remedy: string): CheckResult {
  return { check, status: "FAIL", found, remedy };
}

import type { CheckResult } from "../../conformance/suite.ts";

export type NamedResult = CheckResult & { readonly pattern: string };

/** What a check failed with, indented below its name. */
export function failureText({ pattern, group, name, error }: NamedResult): string {
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `\nFAIL ${pattern}, ${group}: ${name}\n${told.replace(/^/gm, "    ")}\n`;
}

/** `60 passed, 1 failed, 4 skipped`. */
export function summaryOf(results: readonly NamedResult[]): string {
  const count = (outcome: NamedResult["outcome"]): number => results.filter((one) => one.outcome === outcome).length;
  return `${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped`;
}

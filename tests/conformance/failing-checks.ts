import assert from "node:assert/strict";
import type { Check } from "../../src/conformance/check.ts";
import { runSuite, type Suite } from "../../src/conformance/suite.ts";

/** Of the checks whose names begin so, those that fail for this subject; each must be there. */
export async function failingOf<Subject, Context, Guarantees>(
  suite: Suite<Subject, Context, Guarantees>,
  subject: Subject,
  names: readonly string[],
): Promise<string[]> {
  const isNamed = ({ group, name }: Check<Context, Guarantees>): boolean =>
    names.some((start) => `${group}: ${name}`.startsWith(start));
  const checks = suite.checks.filter(isNamed);
  for (const start of names) {
    assert.ok(
      checks.some(({ group, name }) => `${group}: ${name}`.startsWith(start)),
      `no check begins with ${start}`,
    );
  }
  const failing: string[] = [];
  for await (const { group, name, outcome } of runSuite({ ...suite, checks }, subject, () => performance.now())) {
    if (outcome === "failed") failing.push(names.find((start) => `${group}: ${name}`.startsWith(start)) as string);
  }
  return names.filter((start) => failing.includes(start));
}

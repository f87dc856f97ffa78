import { after, before, describe, it } from "node:test";
import { type Check, Unasked } from "./check.ts";
import { grouped } from "./grouped.ts";
import { runCheck, type Suite } from "./suite.ts";

/** A check that does not end in so long never will. */
const CHECK_TIMEOUT_MS = 240_000;

/** Has node:test run a suite against a store: a test for each check. `start` and `stop` run once. */
export function describeSuite<Subject, Context, Guarantees>(
  name: string,
  suite: Suite<Subject, Context, Guarantees>,
  around: { start(): Promise<Subject>; stop(subject: Subject): Promise<void> },
): void {
  describe(`the ${suite.pattern} store ${name}`, () => {
    let subject: Subject | undefined;
    let guarantees: Guarantees;

    before(async () => {
      subject = await around.start();
      guarantees = await suite.guaranteesOf(subject);
    });
    after(async () => {
      if (subject !== undefined) await around.stop(subject);
    });

    const groups = grouped(suite.checks, (check) => check.group);
    for (const [group, checks] of groups) {
      describe(group, () => {
        for (const check of checks) test(check);
      });
    }

    function test(check: Check<Context, Guarantees>): void {
      it(check.name, { timeout: CHECK_TIMEOUT_MS }, async (t) => {
        try {
          await runCheck(suite, subject as Subject, { check, guarantees });
        } catch (error) {
          if (!(error instanceof Unasked)) throw error;
          t.skip(error.message);
        }
      });
    }
  });
}

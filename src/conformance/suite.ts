import type { Check } from "./check.ts";

/** A suite: what is prepared, asked and cleaned up, for stores of one pattern. */
export interface Suite<Subject, Context, Guarantees> {
  readonly pattern: string;
  readonly checks: readonly Check<Context, Guarantees>[];
  /** What the store gives, as it says after it was probed. */
  readonly guaranteesOf: (subject: Subject) => Promise<Guarantees>;
  /** For one check. */
  readonly prepare: (subject: Subject, guarantees: Guarantees) => Promise<Context>;
  readonly cleanUp: (context: Context) => Promise<void>;
}

/** What became of a check. */
export interface CheckResult {
  readonly group: string;
  readonly name: string;
  readonly outcome: "passed" | "failed" | "skipped";
  /** Why it was skipped; empty otherwise. */
  readonly reason: string;
  /** What it failed with; null otherwise. */
  readonly error: unknown;
  readonly tookMs: number;
}

/** Runs every check, one after another. */
export async function* runSuite<Subject, Context, Guarantees>(
  suite: Suite<Subject, Context, Guarantees>,
  subject: Subject,
  nowMs: () => number,
): AsyncGenerator<CheckResult> {
  const guarantees = await suite.guaranteesOf(subject);
  for (const check of suite.checks) {
    const { group, name } = check;
    const reason = check.without(guarantees);
    if (reason !== null) {
      yield { group, name, outcome: "skipped", reason, error: null, tookMs: 0 };
      continue;
    }
    const startedMs = nowMs();
    const error = await failureOf(() => runCheck(suite, subject, { check, guarantees }));
    const outcome = error === null ? "passed" : "failed";
    yield { group, name, outcome, reason: "", error, tookMs: nowMs() - startedMs };
  }
}

/** Runs one check, and cleans up after it whatever came of it. */
export async function runCheck<Subject, Context, Guarantees>(
  suite: Suite<Subject, Context, Guarantees>,
  subject: Subject,
  { check, guarantees }: { check: Check<Context, Guarantees>; guarantees: Guarantees },
): Promise<void> {
  const context = await suite.prepare(subject, guarantees);
  try {
    await check.run(context);
  } finally {
    await suite.cleanUp(context);
  }
}

/** What a piece of work throws; null when it does not. */
async function failureOf(work: () => Promise<void>): Promise<unknown> {
  try {
    await work();
    return null;
  } catch (error) {
    return error ?? new Error("something empty was thrown");
  }
}

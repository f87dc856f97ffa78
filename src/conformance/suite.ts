import { type Check, Unasked } from "./check.ts";

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
    const startedMs = nowMs();
    const error = await failureOf(() => runCheck(suite, subject, { check, guarantees }));
    const tookMs = nowMs() - startedMs;
    if (error instanceof Unasked) {
      yield { group, name, outcome: "skipped", reason: error.message, error: null, tookMs };
    } else {
      yield { group, name, outcome: error === null ? "passed" : "failed", reason: "", error, tookMs };
    }
  }
}

/** Runs one check, and cleans up after it whatever came of it. Throws {@link Unasked} when it does not apply to the store. */
export async function runCheck<Subject, Context, Guarantees>(
  suite: Suite<Subject, Context, Guarantees>,
  subject: Subject,
  { check, guarantees }: { check: Check<Context, Guarantees>; guarantees: Guarantees },
): Promise<void> {
  const without = check.without(guarantees);
  if (without !== null) throw new Unasked(without);
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

/**
 * One thing that a store must do, as a sentence. It fails by throwing. Checks know nothing of a test runner: `prism conform`
 * and node:test both run them.
 */
export interface Check<Context, Guarantees> {
  readonly group: string;
  readonly name: string;
  /** Why it is not asked of a store with these guarantees; null when it is. */
  readonly without: (guarantees: Guarantees) => string | null;
  readonly run: (on: Context) => Promise<void>;
}

/** What is asked of every store. */
export const always = (): null => null;

/** Writes the checks of one group. */
export class CheckGroup<Context, Guarantees> {
  readonly checks: Check<Context, Guarantees>[] = [];
  private readonly group: string;
  private readonly without: (guarantees: Guarantees) => string | null;

  /** `without` counts for all of them. */
  constructor(group: string, without: (guarantees: Guarantees) => string | null = always) {
    this.group = group;
    this.without = without;
  }

  check(name: string, run: (on: Context) => Promise<void>): this {
    return this.checkIf(always, name, run);
  }

  checkIf(without: (guarantees: Guarantees) => string | null, name: string, run: (on: Context) => Promise<void>): this {
    const both = (guarantees: Guarantees): string | null => this.without(guarantees) ?? without(guarantees);
    this.checks.push({ group: this.group, name, without: both, run });
    return this;
  }
}

/** Thrown by a check that finds out on the way that it does not apply; its message says why. */
export class Unasked extends Error {}

export function askOnlyIf(applies: boolean, whyNot: string): void {
  if (!applies) throw new Unasked(whyNot);
}

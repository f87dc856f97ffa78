import type { Verdict } from "../authenticator.ts";

interface Entry {
  readonly verdict: Verdict;
  /** Milliseconds since the epoch. */
  readonly untilMs: number;
}

/**
 * Remembers verdicts for a while, at most `maxEntries` of them. Entries are kept in two halves: what is asked for goes
 * into the young one; when that is full it becomes the old one, and what was not asked for since is gone. So a look-up
 * allocates nothing and moves an entry once in a while, and those asked for lately stay.
 */
export class VerdictCache {
  private readonly halfEntries: number;
  private young = new Map<string, Entry>();
  private old = new Map<string, Entry>();

  constructor(maxEntries: number) {
    this.halfEntries = Math.max(1, Math.floor(maxEntries / 2));
  }

  get size(): number {
    return this.young.size + this.old.size;
  }

  /** The verdict, if it is remembered and still holds. */
  get(key: string, nowMs: number): Verdict | null {
    let entry = this.young.get(key);
    if (entry === undefined) {
      entry = this.old.get(key);
      if (entry === undefined) return null;
      this.old.delete(key);
      if (nowMs < entry.untilMs) this.add(key, entry);
    }
    return nowMs < entry.untilMs ? entry.verdict : null;
  }

  set(key: string, verdict: Verdict, untilMs: number): void {
    this.old.delete(key);
    this.add(key, { verdict, untilMs });
  }

  clear(): void {
    this.young = new Map();
    this.old = new Map();
  }

  private add(key: string, entry: Entry): void {
    this.young.set(key, entry);
    if (this.young.size <= this.halfEntries) return;
    this.old = this.young;
    this.young = new Map();
  }
}

import { OperationClass } from "../../common/operation-class.ts";
import type { AccessRule } from "../../config/access/access-rule.ts";
import { patternWeight } from "../../config/access/principal-pattern.ts";

/** What the rules of one pattern say together: bits of operation classes. */
export interface Stated {
  allow: number;
  deny: number;
}

/** The rules of one namespace that have the same pattern, merged: for all keys, and for those with a prefix. */
export class PatternRights {
  readonly pattern: string;
  /** What the pattern spells out before its first star. */
  readonly head: string;
  /** How narrow the pattern is. */
  readonly weight: number;
  readonly everyKey: Stated = { allow: 0, deny: 0 };
  /** By prefix, which is a byte string. */
  readonly byPrefix = new Map<string, Stated>();
  /** By length of a prefix: the character that all of that length end with, mostly a slash; −1 when they differ. */
  readonly lastByLength = new Map<number, number>();
  /** Classes that some prefix allows, and that some prefix denies. */
  prefixAllow = 0;
  prefixDeny = 0;
  private sortedScanDenials: readonly string[] | null = null;

  constructor(pattern: string) {
    this.pattern = pattern;
    this.head = pattern.split("*", 1)[0] as string;
    this.weight = patternWeight(pattern);
  }

  add(rule: AccessRule): void {
    const stated = rule.keyPrefix === "" ? this.everyKey : this.statedOf(rule.keyPrefix);
    stated.allow |= rule.allow;
    stated.deny |= rule.deny;
    if (rule.keyPrefix === "") return;
    addLast(this.lastByLength, rule.keyPrefix.length, rule.keyPrefix.charCodeAt(rule.keyPrefix.length - 1));
    this.prefixAllow |= rule.allow;
    this.prefixDeny |= rule.deny;
  }

  /** The prefixes below which scans are denied, in order. To be asked when all rules are added. */
  get scanDenials(): readonly string[] {
    this.sortedScanDenials ??= [...this.byPrefix]
      .flatMap(([prefix, stated]) => ((stated.deny & OperationClass.SCAN) === 0 ? [] : [prefix]))
      .sort();
    return this.sortedScanDenials;
  }

  private statedOf(prefix: string): Stated {
    let stated = this.byPrefix.get(prefix);
    if (stated === undefined) {
      stated = { allow: 0, deny: 0 };
      this.byPrefix.set(prefix, stated);
    }
    return stated;
  }
}

/** Notes that a prefix of this length ends with `last`; −1 for any character. */
export function addLast(lastByLength: Map<number, number>, length: number, last: number): void {
  const known = lastByLength.get(length);
  lastByLength.set(length, known === undefined || known === last ? last : -1);
}

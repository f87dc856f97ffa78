import { endsOf, meanOneName, type PatternEnds, rivalGroup } from "./principal-pattern.ts";

/** What a rule says, for comparing it with others. */
export interface Stance {
  readonly principal: string;
  /** As it is written; empty for every key. */
  readonly keyPrefix: string;
  /** Bits of operation classes. */
  readonly allow: number;
  readonly deny: number;
}

/** Two rules, by their places in the list, that say opposite things about somebody and are as specific as each other. */
export interface Conflict {
  readonly earlier: number;
  readonly later: number;
  /** Bits of the classes that one allows and the other denies. */
  readonly classes: number;
}

/**
 * At most {@link MAX_CONFLICTS} conflicts of a list of rules, of each rule with the first that it contradicts. Rules
 * conflict when one name satisfies both patterns; null stands for a rule that is wrong in itself.
 */
export function findConflicts(rules: readonly (Stance | null)[]): Conflict[] {
  const groups = new Map<string, Group>();
  const conflicts: Conflict[] = [];
  for (const [place, rule] of rules.entries()) {
    if (rule === null) continue;
    const key = `${rivalGroup(rule.principal)}\n${rule.keyPrefix}`;
    let group = groups.get(key);
    if (group === undefined) {
      group = { allowing: [], denying: [] };
      groups.set(key, group);
    }
    const ends = endsOf(rule.principal);
    const against =
      firstAgainst(rule.allow, ends, group.denying, (other) => other.deny) ??
      firstAgainst(rule.deny, ends, group.allowing, (other) => other.allow);
    if (against !== null) conflicts.push({ earlier: against.place, later: place, classes: against.classes });
    if (conflicts.length === MAX_CONFLICTS) break;
    if (rule.allow !== 0) group.allowing.push({ rule, ends, place });
    if (rule.deny !== 0) group.denying.push({ rule, ends, place });
  }
  return conflicts;
}

/** Enough to see what is wrong. */
export const MAX_CONFLICTS = 10;

interface Placed {
  readonly rule: Stance;
  readonly ends: PatternEnds;
  readonly place: number;
}

interface Group {
  readonly allowing: Placed[];
  readonly denying: Placed[];
}

function firstAgainst(
  mask: number,
  ends: PatternEnds,
  others: readonly Placed[],
  maskOf: (other: Stance) => number,
): { place: number; classes: number } | null {
  if (mask === 0) return null;
  for (const other of others) {
    const classes = mask & maskOf(other.rule);
    if (classes !== 0 && meanOneName(ends, other.ends)) return { place: other.place, classes };
  }
  return null;
}

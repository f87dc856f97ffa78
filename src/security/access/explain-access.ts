import { OperationClass } from "../../common/operation-class.ts";
import type { AccessRule } from "../../config/access/access-rule.ts";
import { patternWeight } from "../../config/access/principal-pattern.ts";
import type { Principal } from "../principal.ts";
import { matchesPrincipal } from "../principal-pattern.ts";

/** Why a principal may or may not do something. Rules are given by their places in the list of the namespace. */
export interface Explanation {
  readonly decision: "allowed" | "denied" | "depends-on-key";
  /** The rules that decide; several when equally specific ones do; none when no rule speaks of it, and so it is denied. */
  readonly decidedBy: readonly number[];
  /** Those that mean it too and are less specific, in the order in which they would decide. */
  readonly overruled: readonly number[];
  /** With no key given: the rules that decide for keys with their prefix. */
  readonly forKeys: readonly number[];
}

export interface AccessQuestion {
  readonly principal: Principal;
  /** One bit of {@link OperationClass}. */
  readonly operationClass: number;
  /** A byte string: the key, or the prefix that is scanned; null asks for the namespace as a whole. */
  readonly key: string | null;
}

/** Answers as the workers decide, by looking at every rule, for it is asked by a person. */
export function explainAccess(rules: readonly AccessRule[], question: AccessQuestion): Explanation {
  const speaking = rules
    .map((rule, place) => ({ rule, place, weight: patternWeight(rule.principal) }))
    .filter(({ rule }) => ((rule.allow | rule.deny) & question.operationClass) !== 0)
    .filter(({ rule }) => matchesPrincipal(rule.principal, question.principal))
    .sort((a, b) => b.rule.keyPrefix.length - a.rule.keyPrefix.length || b.weight - a.weight || a.place - b.place);
  const { key } = question;
  const meaning = speaking.filter(({ rule }) => (key ?? "").startsWith(rule.keyPrefix));
  const { decision, decidedBy } = decide(meaning, question);
  if (key === null) {
    const otherwise = differingBelow("", decision, speaking, question);
    return explain(otherwise.length === 0 ? decision : "depends-on-key", decidedBy, meaning, otherwise);
  }
  if (question.operationClass === OperationClass.SCAN && decision === "allowed") {
    const within = differingBelow(key, decision, speaking, question);
    if (within.length > 0) return explain("denied", within, meaning, []);
  }
  return explain(decision, decidedBy, meaning, []);
}

/** The rules that decide otherwise for some of the keys that begin with `prefix`. */
function differingBelow(
  prefix: string,
  decision: "allowed" | "denied",
  speaking: readonly Speaking[],
  question: AccessQuestion,
): readonly Speaking[] {
  const byPrefix = new Map<string, Speaking[]>();
  for (const one of speaking) {
    const { keyPrefix } = one.rule;
    if (keyPrefix.length <= prefix.length || !keyPrefix.startsWith(prefix)) continue;
    const group = byPrefix.get(keyPrefix);
    if (group === undefined) byPrefix.set(keyPrefix, [one]);
    else group.push(one);
  }
  const decided = [...byPrefix.values()].map((group) => decide(group, question));
  return decided.filter((one) => one.decision !== decision).flatMap((one) => one.decidedBy);
}

interface Speaking {
  readonly rule: AccessRule;
  readonly place: number;
  readonly weight: number;
}

/** By the first of them, the most specific; where others are equal to it, a denial goes before. */
function decide(
  sorted: readonly Speaking[],
  { operationClass }: AccessQuestion,
): { decision: "allowed" | "denied"; decidedBy: readonly Speaking[] } {
  const first = sorted[0];
  if (first === undefined) return { decision: "denied", decidedBy: [] };
  const equals = sorted.filter(
    ({ rule, weight }) => rule.keyPrefix === first.rule.keyPrefix && weight === first.weight,
  );
  const denying = equals.filter(({ rule }) => (rule.deny & operationClass) !== 0);
  return denying.length > 0 ? { decision: "denied", decidedBy: denying } : { decision: "allowed", decidedBy: equals };
}

function explain(
  decision: Explanation["decision"],
  decidedBy: readonly Speaking[],
  meaning: readonly Speaking[],
  forKeys: readonly Speaking[],
): Explanation {
  const placesOf = (list: readonly Speaking[]): number[] => list.map(({ place }) => place);
  return {
    decision,
    decidedBy: placesOf(decidedBy),
    overruled: placesOf(meaning.filter((one) => !decidedBy.includes(one))),
    forKeys: placesOf(forKeys),
  };
}

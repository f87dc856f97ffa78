import { toByteString } from "../../../src/codec/byte-string.ts";
import { CLASS_NAMES, classMask } from "../../../src/common/operation-class.ts";
import type { AccessRule } from "../../../src/config/access/access-rule.ts";
import { patternWeight } from "../../../src/config/access/principal-pattern.ts";
import type { Principal } from "../../../src/security/principal.ts";
import { matchesPrincipal } from "../../../src/security/principal-pattern.ts";

/** A rule as one writes it: `rule("user:ada", "+read +write -delete", "x/")`. */
export function rule(principal: string, classes: string, keyPrefix = ""): AccessRule {
  const of = (sign: string): number =>
    classMask(
      classes
        .split(" ")
        .filter((word) => word.startsWith(sign))
        .map((word) => word.slice(1)),
    );
  return { principal, allow: of("+"), deny: of("-"), keyPrefix: toByteString(keyPrefix) };
}

let lastId = 0;

export function someone(name: string, ...teams: string[]): Principal {
  return { id: ++lastId, name, teams };
}

/**
 * What the documentation says, in the plainest words: of the rules that mean the principal and the key and speak of the
 * class, the longest prefix, then the narrowest pattern; denied when none speaks, or when equals disagree.
 */
export function mayUseKey(rules: readonly AccessRule[], who: Principal, bit: number, key: string): boolean {
  let best: AccessRule[] = [];
  for (const one of rules) {
    if (((one.allow | one.deny) & bit) === 0 || !key.startsWith(one.keyPrefix)) continue;
    if (!matchesPrincipal(one.principal, who)) continue;
    const order = best.length === 0 ? 1 : compare(one, best[0] as AccessRule);
    if (order > 0) best = [one];
    else if (order === 0) best.push(one);
  }
  return best.length > 0 && best.every((one) => (one.allow & bit) !== 0 && (one.deny & bit) === 0);
}

function compare(a: AccessRule, b: AccessRule): number {
  return a.keyPrefix.length - b.keyPrefix.length || patternWeight(a.principal) - patternWeight(b.principal);
}

export const CLASS_BITS = CLASS_NAMES.map((name) => classMask([name]));

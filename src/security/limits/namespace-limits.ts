import type { LimitRule } from "../../config/access/limit-rule.ts";
import { patternWeight } from "../../config/access/principal-pattern.ts";
import type { Principal } from "../principal.ts";
import { matchesPrincipal } from "../principal-pattern.ts";
import type { QuotaLimits } from "./quota.ts";

/** The limits of one namespace: which of them bound a principal. */
export class NamespaceLimits {
  private readonly exact = new Map<string, LimitRule[]>();
  private readonly globs: LimitRule[] = [];

  constructor(rules: readonly LimitRule[]) {
    for (const rule of rules) {
      if (rule.principal.includes("*")) this.globs.push(rule);
      else {
        const same = this.exact.get(rule.principal);
        if (same === undefined) this.exact.set(rule.principal, [rule]);
        else same.push(rule);
      }
    }
  }

  /**
   * Each limit from the narrowest rule that sets it; the lowest where equally narrow ones do, which is so for a member of
   * two teams. Null when there is none.
   */
  of(principal: Principal): QuotaLimits | null {
    const meaning = this.globs.filter((rule) => matchesPrincipal(rule.principal, principal));
    const names = principal.name.startsWith("team:") ? principal.teams : [principal.name, ...principal.teams];
    for (const name of names) meaning.push(...(this.exact.get(name) ?? []));
    const requests = narrowest(meaning, (rule) => rule.requestsPerSecond);
    const bytes = narrowest(meaning, (rule) => rule.bytesPerSecond);
    const inFlight = narrowest(meaning, (rule) => rule.maxInFlight);
    if (requests === null && bytes === null && inFlight === null) return null;
    return {
      requestsPerSecond: requests?.requestsPerSecond ?? 0,
      requestBurst: requests?.requestBurst ?? 0,
      bytesPerSecond: bytes?.bytesPerSecond ?? 0,
      byteBurst: bytes?.byteBurst ?? 0,
      maxInFlight: inFlight?.maxInFlight ?? 0,
    };
  }
}

function narrowest(rules: readonly LimitRule[], limitOf: (rule: LimitRule) => number): LimitRule | null {
  let best: LimitRule | null = null;
  for (const rule of rules) {
    if (limitOf(rule) === 0) continue;
    const order = best === null ? 1 : patternWeight(rule.principal) - patternWeight(best.principal);
    if (order > 0 || (order === 0 && limitOf(rule) < limitOf(best as LimitRule))) best = rule;
  }
  return best;
}

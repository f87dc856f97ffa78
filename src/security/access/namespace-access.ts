import type { AccessRule } from "../../config/access/access-rule.ts";
import type { Principal } from "../principal.ts";
import { matchesPrincipal } from "../principal-pattern.ts";
import { PatternRights } from "./pattern-rights.ts";
import { Rights } from "./rights.ts";

/** The rules of one namespace, arranged so that those of a principal are found without looking at all of them. */
export class NamespaceAccess {
  /** Names and teams without a star. */
  private readonly exact = new Map<string, PatternRights>();
  private readonly globs: PatternRights[] = [];

  constructor(rules: readonly AccessRule[]) {
    const byPattern = new Map<string, PatternRights>();
    for (const rule of rules) {
      let rights = byPattern.get(rule.principal);
      if (rights === undefined) {
        rights = new PatternRights(rule.principal);
        byPattern.set(rule.principal, rights);
        if (rule.principal.includes("*")) this.globs.push(rights);
        else this.exact.set(rule.principal, rights);
      }
      rights.add(rule);
    }
  }

  rightsOf(principal: Principal): Rights {
    const names = [principal.name, ...principal.teams];
    const meaning = this.globs.filter(
      // The head tells most globs apart, and sooner.
      ({ head, pattern }) => names.some((name) => name.startsWith(head)) && matchesPrincipal(pattern, principal),
    );
    // A principal that calls itself a team is no member of it.
    const isTeam = principal.name.startsWith("team:");
    const exact = isTeam ? principal.teams : names;
    for (const name of exact) {
      const rights = this.exact.get(name);
      if (rights !== undefined) meaning.push(rights);
    }
    return new Rights(meaning);
  }
}

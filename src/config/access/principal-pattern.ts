import { quoted } from "../../common/printable.ts";
import { nearNames } from "../../common/suggest.ts";

/**
 * Whom a rule means:
 *
 *   user:ada           one user                      service:order-api   one service
 *   team:analytics     whoever belongs to the team   *                   everybody
 *   service:order-*    a glob: `*` stands for any characters, none included; in the name only, not in the kind
 */
export const PRINCIPAL_KINDS = ["user", "service", "team"] as const;

/** Characters of a pattern: as long as a name may be, and its kind. */
export const MAX_PATTERN_CHARACTERS = 272;

export interface PatternProblem {
  readonly message: string;
  readonly suggestion: string;
}

/** What is wrong with a pattern; null when nothing is. */
export function patternProblem(text: string): PatternProblem | null {
  if (text === "*") return null;
  const colon = text.indexOf(":");
  const kind = text.slice(0, Math.max(colon, 0));
  const name = text.slice(colon + 1);
  if (colon < 0 || !(PRINCIPAL_KINDS as readonly string[]).includes(kind)) {
    return {
      message: `must be ${FORMS}, not ${quoted(text, 60)}`,
      suggestion: suggestKind(colon < 0 ? "" : kind, name),
    };
  }
  if (name === "") return { message: `names nobody after "${kind}:"`, suggestion: `"${kind}:*" is every ${kind}` };
  if (name.trim() !== name)
    return {
      message: "has spaces at the ends of the name",
      suggestion: `did you mean "${kind}:${shown(name.trim())}"?`,
    };
  return null;
}

/**
 * How narrow a pattern is: of two that mean the same principal, the one with the higher number goes before. A name, then
 * a team, then globs by the characters that they spell out, then `*`.
 */
export function patternWeight(text: string): number {
  if (text === "*") return 0;
  const name = text.slice(text.indexOf(":") + 1);
  if (name.includes("*")) return 1 + name.replaceAll("*", "").length;
  return text.startsWith("team:") ? TEAM_WEIGHT : NAME_WEIGHT;
}

/**
 * Whether one name may satisfy both of two patterns that are as narrow as each other. That somebody can be in two teams,
 * or in a team and have a name, is not asked here: no file tells who is.
 */
export function meanOneName(a: string, b: string): boolean {
  if (!a.includes("*") || !b.includes("*")) return a === b;
  // Between the first and the last star anything goes, so only the ends can keep two globs apart.
  const [headA, headB] = [a.slice(0, a.indexOf("*")), b.slice(0, b.indexOf("*"))];
  const [tailA, tailB] = [a.slice(a.lastIndexOf("*") + 1), b.slice(b.lastIndexOf("*") + 1)];
  return (headA.startsWith(headB) || headB.startsWith(headA)) && (tailA.endsWith(tailB) || tailB.endsWith(tailA));
}

/**
 * The patterns that {@link meanOneName} has to be asked about are among those with the same text here: of exact ones the
 * same, of globs those of one kind that are as narrow as each other.
 */
export function rivalGroup(text: string): string {
  return text.includes("*") ? `${text.slice(0, text.indexOf(":") + 1)}*${patternWeight(text)}` : text;
}

/** Above every glob's. */
const TEAM_WEIGHT = 10 * MAX_PATTERN_CHARACTERS;
const NAME_WEIGHT = 2 * TEAM_WEIGHT;

const FORMS = "user:<name>, service:<name>, team:<name> (with * in the name for any characters) or *";

function suggestKind(kind: string, name: string): string {
  if (kind === "") return `did you mean "user:${shown(name)}" or "service:${shown(name)}"?`;
  const near = nearNames(kind, PRINCIPAL_KINDS, 1)[0];
  if (near !== undefined) return `did you mean "${near}:${shown(name)}"?`;
  return kind.includes("*")
    ? `write one rule for each kind, or "*" for everybody`
    : `the kinds are user, service and team`;
}

function shown(name: string): string {
  return quoted(name, 60).slice(1, -1);
}

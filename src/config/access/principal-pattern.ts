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

/** A pattern, and of a glob what stands before its first star and behind its last: between these anything goes. */
export interface PatternEnds {
  readonly text: string;
  /** Null when the pattern is no glob. */
  readonly head: string | null;
  readonly tail: string;
}

export function endsOf(text: string): PatternEnds {
  const star = text.indexOf("*");
  return star < 0
    ? { text, head: null, tail: "" }
    : { text, head: text.slice(0, star), tail: text.slice(text.lastIndexOf("*") + 1) };
}

/**
 * Whether one name may satisfy both of two patterns that are as narrow as each other. That somebody can be in two teams,
 * or in a team and have a name, is not asked here: no file tells who is.
 */
export function meanOneName(a: PatternEnds, b: PatternEnds): boolean {
  if (a.head === null || b.head === null) return a.text === b.text;
  return beginAlike(a.head, b.head) && endAlike(a.tail, b.tail);
}

/** Whether one begins with the other. From the back, where names that are made by a rule differ first: there are many pairs. */
function beginAlike(a: string, b: string): boolean {
  for (let i = Math.min(a.length, b.length) - 1; i >= 0; i--) if (a.charCodeAt(i) !== b.charCodeAt(i)) return false;
  return true;
}

function endAlike(a: string, b: string): boolean {
  return a.endsWith(b) || b.endsWith(a);
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

import { Failure } from "../../common/failure.ts";
import { MAX_TEAMS } from "../../common/limits.ts";
import { PRINCIPAL_NAME_RULE, principalName } from "../principal-name.ts";
import { tokenClaim } from "./token-failures.ts";

/** Where a token's claims say who it is. */
export interface ClaimRules {
  /** What the issuer's tokens stand for; a token cannot say so itself. */
  readonly kind: "user" | "service";
  /** The claim with the name, for example `sub`. */
  readonly principalClaim: string;
  /** The claim with the teams, a list or a text with spaces between; null when there is none. */
  readonly teamsClaim: string | null;
}

export interface NameAndTeams {
  readonly name: string;
  readonly teams: readonly string[];
}

/** Who the claims of a verified token mean. */
export function readPrincipal(
  claims: Readonly<Record<string, unknown>>,
  { kind, principalClaim, teamsClaim }: ClaimRules,
): NameAndTeams | Failure {
  const given = claimAt(claims, principalClaim);
  if (given === undefined) return tokenClaim(principalClaim, "is missing; it must hold the principal's name");
  const name = typeof given === "string" ? principalName(kind, given) : null;
  if (name === null) return tokenClaim(principalClaim, `is no name of a principal: a text of ${PRINCIPAL_NAME_RULE}`);
  const teams = teamsClaim === null ? [] : readTeams(claimAt(claims, teamsClaim), teamsClaim);
  return teams instanceof Failure ? teams : { name, teams };
}

/** A token without the claim belongs to no team. More teams than can be kept are refused, not cut: a rule may deny one. */
function readTeams(given: unknown, claim: string): string[] | Failure {
  if (given === undefined || given === null) return [];
  const names = typeof given === "string" ? given.split(" ").filter((name) => name !== "") : given;
  if (!Array.isArray(names)) return tokenClaim(claim, "is neither a list of teams nor a text with spaces between them");
  if (names.length > MAX_TEAMS) return tokenClaim(claim, `names more than ${MAX_TEAMS} teams`);
  const teams = names.map((name: unknown) => (typeof name === "string" ? principalName("team", name) : null));
  if (teams.every((team) => team !== null)) return teams;
  return tokenClaim(claim, `names a team that is none: a text of ${PRINCIPAL_NAME_RULE}`);
}

/** The claim of this name, or else what its dots lead to: `realm_access.roles`. */
function claimAt(claims: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

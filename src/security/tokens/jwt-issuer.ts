import { errors, type JWTPayload, jwtVerify } from "jose";
import type { Clock } from "../../common/clock.ts";
import { Failure } from "../../common/failure.ts";
import type { Verdict } from "../authenticator.ts";
import type { PrincipalRegistry } from "../principal-registry.ts";
import type { KeySource, VerificationKey } from "./key-source.ts";
import * as failures from "./token-failures.ts";
import { type ClaimRules, readPrincipal } from "./token-principal.ts";
import type { UnverifiedToken } from "./unverified-token.ts";

/** What an issuer's tokens must be. */
export interface JwtRules extends ClaimRules {
  /** As in the claim `iss`, to the letter. */
  readonly issuer: string;
  /** One of them must be in `aud`. */
  readonly audience: readonly string[];
  readonly algorithms: readonly string[];
  /** By so much the clocks may differ. */
  readonly clockToleranceMs: number;
  /** From its issue, or from now where it does not say when that was, to its end; 0 = any. */
  readonly maxLifetimeMs: number;
}

export interface JwtIssuerParts {
  readonly rules: JwtRules;
  readonly keys: KeySource;
  readonly clock: Clock;
  readonly registry: PrincipalRegistry;
}

/** Checks the tokens of one issuer, with its keys and by its rules alone. */
export class JwtIssuer {
  readonly rules: JwtRules;
  readonly keys: KeySource;
  private readonly parts: JwtIssuerParts;

  constructor(parts: JwtIssuerParts) {
    this.parts = parts;
    this.rules = parts.rules;
    this.keys = parts.keys;
  }

  /** Never rejects. */
  async check(token: UnverifiedToken): Promise<Verdict> {
    const { algorithms } = this.rules;
    if (!algorithms.includes(token.algorithm)) return failures.tokenAlgorithm(algorithms);
    const keys = await this.keys.find(token);
    if (keys instanceof Failure) return keys;
    let verdict: Verdict = failures.tokenKeyUnknown;
    for (const key of keys) {
      verdict = await this.checkWith(key, token);
      // Of several keys without a name any may be the one; whatever else is wrong is so with each.
      if (verdict !== failures.tokenSignature) break;
    }
    return verdict;
  }

  private async checkWith(key: VerificationKey, { token }: UnverifiedToken): Promise<Verdict> {
    const { issuer, audience, algorithms, clockToleranceMs } = this.rules;
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [...algorithms],
        issuer,
        audience: [...audience],
        clockTolerance: clockToleranceMs / 1_000,
        currentDate: new Date(this.parts.clock.wallMs()),
        requiredClaims: ["exp"],
      });
      return this.identify(payload);
    } catch (error) {
      return explain(error);
    }
  }

  private identify(claims: JWTPayload): Verdict {
    const { clockToleranceMs, maxLifetimeMs } = this.rules;
    const nowMs = this.parts.clock.wallMs();
    const endMs = (claims.exp ?? 0) * 1_000;
    const startMs = (claims.iat ?? nowMs / 1_000) * 1_000;
    if (startMs > nowMs + clockToleranceMs) return failures.tokenNotYetValid;
    if (maxLifetimeMs > 0 && endMs - Math.min(startMs, nowMs) > maxLifetimeMs) {
      return failures.tokenClaim("exp", "gives it a longer life than this gateway takes of its issuer (maxLifetime)");
    }
    const found = readPrincipal(claims, this.rules);
    if (found instanceof Failure) return found;
    const principal = this.parts.registry.intern(found.name, found.teams);
    return { principal, expiresAtMs: endMs + clockToleranceMs };
  }
}

/** Why jose refuses it, in our words: its own may hold what the token says. */
function explain(error: unknown): Failure {
  if (error instanceof errors.JWTExpired) return failures.tokenExpired;
  if (error instanceof errors.JWTClaimValidationFailed) return explainClaim(error);
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) {
    return failures.tokenMalformed("is no JWT in the compact form (RFC 7519)");
  }
  // A wrong signature, and a key that does not suit the algorithm: it cannot have signed the token.
  return failures.tokenSignature;
}

function explainClaim({ claim, reason }: errors.JWTClaimValidationFailed): Failure {
  if (claim === "aud") return failures.tokenAudience;
  if (claim === "iss") return failures.tokenIssuer;
  if (claim === "nbf" && reason === "check_failed") return failures.tokenNotYetValid;
  return failures.tokenClaim(claim, reason === "missing" ? "is missing" : "is not a time in seconds since 1970");
}

import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { MAX_CREDENTIAL_BYTES, SHED_RETRY_AFTER_MS } from "../../common/limits.ts";

/**
 * What wrong credentials are told. Each says which check failed and what to do, and nothing of what was sent: an answer
 * may end in a log that others read.
 */

export const credentialsTooLarge = refused(
  "CREDENTIALS_TOO_LARGE",
  `the credentials are longer than ${MAX_CREDENTIAL_BYTES} bytes; ask for a token with fewer claims`,
);

export const bearerExpected = refused(
  "CREDENTIALS_INVALID",
  "the credentials must be `Bearer` and a token or an API key",
);

export const formUnknown = refused(
  "CREDENTIALS_INVALID",
  "what stands after `Bearer` is neither a JWT nor an API key of this gateway (prism_…)",
);

export const apiKeyUnknown = refused(
  "API_KEY_UNKNOWN",
  "there is no such API key, or it was revoked; `prism apikey list` shows those there are",
);

export const apiKeyExpired = refused(
  "API_KEY_EXPIRED",
  "the API key is no longer valid; `prism apikey create` makes another",
);

export const noIssuers = refused("TOKEN_ISSUER", "this gateway takes no JWTs: auth.jwt names no issuer");

export const tokenIssuer = refused("TOKEN_ISSUER", "the token's issuer (iss) is none of those that auth.jwt names");

export const tokenAudience = refused(
  "TOKEN_AUDIENCE",
  "the token is not meant for this gateway: its audience (aud) is not the one that auth.jwt expects of its issuer",
);

export const tokenExpired = refused("TOKEN_EXPIRED", "the token has expired (exp); get a new one");

export const tokenNotYetValid = refused(
  "TOKEN_NOT_YET_VALID",
  "the token is not valid yet (nbf, iat); compare the clocks of its issuer and of this gateway",
);

export const tokenSignature = refused("TOKEN_SIGNATURE", "the token's signature is not its issuer's");

export const tokenKeyUnknown = refused(
  "TOKEN_KEY_UNKNOWN",
  "the token is signed with a key that its issuer has not published (kid, alg)",
);

/** Whoever is told is told to come again: the check itself could not be made. */
export const tooManyChecks = new Failure(
  Code.UNAVAILABLE,
  "CREDENTIALS_UNVERIFIABLE",
  "the gateway has as many credentials to check as it takes on at one time; come again",
  { retryAfterMs: SHED_RETRY_AFTER_MS, metadata: { field: "authorization" } },
);

export function keysUnavailable(issuerName: string, retryAfterMs: number): Failure {
  return new Failure(
    Code.UNAVAILABLE,
    "CREDENTIALS_UNVERIFIABLE",
    `the keys of the issuer ${issuerName} could not be fetched, so the token could not be checked; the gateway's log says why`,
    { retryAfterMs, metadata: { field: "authorization", issuer: issuerName } },
  );
}

/** @param what what is wrong with it, after "the token". */
export function tokenMalformed(what: string): Failure {
  return refused("TOKEN_MALFORMED", `the token ${what}`);
}

/** @param allowed what the issuer's tokens may be signed with. */
export function tokenAlgorithm(allowed: readonly string[]): Failure {
  return refused(
    "TOKEN_ALGORITHM",
    `the token is not signed with one of ${allowed.join(", ")} (alg), as its issuer's must`,
  );
}

/** A claim is missing, or is not what this gateway can use. */
export function tokenClaim(claim: string, what: string): Failure {
  return new Failure(Code.UNAUTHENTICATED, "TOKEN_CLAIM", `the token's claim ${claim} ${what}`, {
    metadata: { field: "authorization", claim },
  });
}

function refused(reason: string, message: string): Failure {
  return new Failure(Code.UNAUTHENTICATED, reason, message, { metadata: { field: "authorization" } });
}

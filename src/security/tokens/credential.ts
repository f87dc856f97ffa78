import { MAX_CREDENTIAL_BYTES } from "../../common/limits.ts";
import { type ApiKey, parseApiKey } from "./api-key.ts";

/** What an authorization value holds, by its form alone: nothing of it has been checked. */
export type Credential =
  | { readonly kind: "api-key"; readonly key: ApiKey }
  | { readonly kind: "jwt"; readonly token: string }
  /** Not `Bearer`, or nothing after it. */
  | { readonly kind: "no-bearer" }
  /** Neither of the forms. */
  | { readonly kind: "unknown" };

/**
 * Reads an authorization value of at most {@link MAX_CREDENTIAL_BYTES}:
 *
 *     credentials = "Bearer" 1*SP ( api-key / jwt )        the scheme in any case (RFC 9110, 11.1)
 *     api-key     = "prism_" id "_" secret
 *     jwt         = base64url "." base64url "." [base64url]     the last one is empty in an unsigned token
 */
export function parseCredential(authorization: string): Credential {
  if (authorization.length > MAX_CREDENTIAL_BYTES || !SCHEME.test(authorization)) return NO_BEARER;
  let from = BEARER_LENGTH;
  while (authorization.charCodeAt(from) === SPACE) from++;
  const token = authorization.slice(from).trimEnd();
  if (token === "") return NO_BEARER;
  const key = parseApiKey(token);
  if (key !== null) return { kind: "api-key", key };
  return JWT.test(token) ? { kind: "jwt", token } : UNKNOWN;
}

const SCHEME = /^bearer /i;
const BEARER_LENGTH = "Bearer ".length;
const SPACE = 0x20;
const JWT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;
const NO_BEARER: Credential = { kind: "no-bearer" };
const UNKNOWN: Credential = { kind: "unknown" };

import { Failure } from "../../common/failure.ts";
import { readToken } from "../../security/tokens/unverified-token.ts";
import { plainText } from "../plain-text.ts";

/** What a token says of itself, for the person who holds it. Nothing of it is checked: the gateway does that. */
export interface TokenClaims {
  readonly subject: string;
  readonly audiences: readonly string[];
  /** Milliseconds since the epoch; 0 = it does not say. */
  readonly expiresAtMs: number;
}

/** null when the token is no JWT: a gateway could not check it. */
export function readClaims(token: string): TokenClaims | null {
  const parts = token.split(".");
  if (parts.length !== 3 || readToken(token) instanceof Failure) return null;
  const { sub, aud, exp } = JSON.parse(Buffer.from(parts[1] ?? "", "base64url").toString()) as Record<string, unknown>;
  const audiences = (Array.isArray(aud) ? aud : [aud]).filter((each) => typeof each === "string");
  return {
    subject: typeof sub === "string" ? plainText(sub, MAX_SHOWN) : "",
    audiences: audiences.map((each) => plainText(each, MAX_SHOWN)),
    expiresAtMs: typeof exp === "number" ? exp * 1_000 : 0,
  };
}

const MAX_SHOWN = 120;

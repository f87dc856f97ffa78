import type { Failure } from "../../common/failure.ts";
import { parseStrictObject } from "./strict-json.ts";
import { tokenMalformed } from "./token-failures.ts";

/**
 * What a JWT says of itself before anything of it has been checked. It serves to choose the issuer whose keys then must
 * have signed it, and to say early what is wrong; nothing in it is believed.
 */
export interface UnverifiedToken {
  readonly token: string;
  readonly algorithm: string;
  /** The name of the key; null when it names none. */
  readonly keyId: string | null;
  /** Empty when it names none. */
  readonly issuer: string;
  readonly audiences: readonly string[];
}

/** Reads a token of the form `header.claims.signature`, see parseCredential. */
export function readToken(token: string): UnverifiedToken | Failure {
  const [headerPart = "", claimsPart = ""] = token.split(".");
  const header = decodePart(headerPart);
  if (header === null) return tokenMalformed("has a header that is no JSON object with each member once");
  const claims = decodePart(claimsPart);
  if (claims === null) return tokenMalformed("has claims that are no JSON object with each claim once");
  const { alg, kid, typ, crit } = header;
  if (typeof alg !== "string") return tokenMalformed("names no algorithm (alg)");
  if (kid !== undefined && typeof kid !== "string") return tokenMalformed("has a key's name (kid) that is no text");
  // An extension that must be understood, and none is.
  if (crit !== undefined) return tokenMalformed("has extensions that this gateway does not understand (crit)");
  if (!isAccessType(typ)) return tokenMalformed("is of another type than JWT and at+jwt (typ)");
  const { iss, aud } = claims;
  const audiences = (Array.isArray(aud) ? aud : [aud]).filter((each) => typeof each === "string");
  return { token, algorithm: alg, keyId: kid ?? null, issuer: typeof iss === "string" ? iss : "", audiences };
}

function decodePart(part: string): Readonly<Record<string, unknown>> | null {
  try {
    return parseStrictObject(UTF8.decode(Buffer.from(part, "base64url")));
  } catch {
    return null;
  }
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/** Providers sign other things with the same keys, such as a notice to log out, which must not pass for a token (RFC 8725, 3.11). */
function isAccessType(type: unknown): boolean {
  if (type === undefined) return true;
  return typeof type === "string" && /^(application\/)?(jwt|at\+jwt)$/i.test(type);
}

import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from "jose";
import { systemClock } from "../../../src/common/clock.ts";
import { Failure } from "../../../src/common/failure.ts";
import type { FetchText } from "../../../src/security/http-fetch.ts";
import { PrincipalRegistry } from "../../../src/security/principal-registry.ts";
import { createTokenAuthenticator } from "../../../src/security/tokens/create-authenticator.ts";
import type { TokenAuthenticator } from "../../../src/security/tokens/token-authenticator.ts";
import { loadText } from "../../config/load-text.ts";

export const ISSUER = "https://id.example.com";

/** A key pair of an issuer. */
export class TestKey {
  readonly keyId: string;
  readonly algorithm: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;

  private constructor(keyId: string, algorithm: string, pair: { privateKey: CryptoKey; publicKey: CryptoKey }) {
    this.keyId = keyId;
    this.algorithm = algorithm;
    this.privateKey = pair.privateKey;
    this.publicKey = pair.publicKey;
  }

  static async create(keyId: string, algorithm = "ES256"): Promise<TestKey> {
    return new TestKey(keyId, algorithm, await generateKeyPair(algorithm, { extractable: true }));
  }

  async jwk(): Promise<JWK> {
    return { ...(await exportJWK(this.publicKey)), kid: this.keyId, use: "sig" };
  }

  pem(): Promise<string> {
    return exportSPKI(this.publicKey);
  }

  /** A token that the gateway of {@link createGuard} takes, with these claims and this header over its own. */
  sign(claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}): Promise<string> {
    const all = { iss: ISSUER, aud: "prism", sub: "ada", iat: NOW_S, exp: NOW_S + 300, ...claims };
    return new SignJWT(all)
      .setProtectedHeader({ alg: this.algorithm, kid: this.keyId, ...header })
      .sign(this.privateKey);
  }
}

/** The time of the tests, in seconds. */
export const NOW_S = 1_800_000_000;

/** A key set as its text. */
export async function keySetOf(...keys: readonly TestKey[]): Promise<string> {
  return JSON.stringify({ keys: await Promise.all(keys.map((key) => key.jwk())) });
}

export interface Guard {
  readonly authenticator: TokenAuthenticator;
  readonly logs: Record<string, unknown>[];
  /** The gateway's clock, in milliseconds. */
  nowMs: number;
  /** Every address that was asked. */
  readonly fetched: string[];
  /** What is answered; may throw. */
  fetch: (url: string) => Promise<{ status: number; text: string }>;
  /** Shows a token; the principal's name and its teams, or the reason of the refusal. */
  show(token: string): Promise<string>;
  refusal(token: string): Promise<Failure>;
}

/** An authenticator for `auth.jwt` with these items in YAML, with its own time and its own web. */
export function createGuard(items: readonly string[], apiKeyFile?: string): Guard {
  const keys = apiKeyFile === undefined ? "" : `\n  apiKeys: { file: '${apiKeyFile}' }`;
  const list = items.length === 0 ? "" : `\n  jwt:${items.map((item) => `\n    - { ${item} }`).join("")}`;
  const { auth } = loadText(`auth:\n  mode: required${keys}${list}\n`, { env: process.env });
  const fetched: string[] = [];
  const logs: Record<string, unknown>[] = [];
  const fetchText: FetchText = (url) => {
    fetched.push(url);
    return guard.fetch(url);
  };
  const show = async (token: string): Promise<string> => {
    const verdict = await guard.authenticator.authenticate(`Bearer ${token}`);
    if (verdict instanceof Failure) return verdict.reason;
    return [verdict.principal.name, ...verdict.principal.teams].join(" ");
  };
  const guard: Guard = {
    authenticator: createTokenAuthenticator(auth, {
      clock: { ...systemClock, wallMs: () => guard.nowMs },
      registry: new PrincipalRegistry(),
      log: (level, message, fields) => logs.push({ level, message, ...fields }),
      fetchText,
    }),
    logs,
    nowMs: NOW_S * 1_000,
    fetched,
    fetch: async () => ({ status: 404, text: "" }),
    show,
    refusal: async (token) => {
      const verdict = await guard.authenticator.authenticate(`Bearer ${token}`);
      if (!(verdict instanceof Failure)) throw new Error(`it was let in as ${verdict.principal.name}`);
      return verdict;
    },
  };
  return guard;
}

/** One item of `auth.jwt` with its key set at an address. */
export function issuerItem(settings = ""): string {
  return `name: idp, issuer: '${ISSUER}', audience: [prism], jwksUrl: '${ISSUER}/keys'${settings && `, ${settings}`}`;
}

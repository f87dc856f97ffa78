import type { Clock } from "../../common/clock.ts";
import { KEY_FETCH_TIMEOUT_MS } from "../../common/limits.ts";
import type { GatewayConfig } from "../../config/gateway-config.ts";
import { readSecret } from "../../config/secret.ts";
import { PUBLIC_KEY_ALGORITHMS } from "../../config/sections/auth.ts";
import { type FetchText, fetchText } from "../http-fetch.ts";
import { discover, endpointOf } from "../oidc-discovery.ts";
import type { PrincipalRegistry } from "../principal-registry.ts";
import { ApiKeys } from "./api-keys.ts";
import { FileKeys } from "./file-keys.ts";
import { JwtIssuer } from "./jwt-issuer.ts";
import { JwtIssuers } from "./jwt-issuers.ts";
import type { KeySource, OnKeysChanged } from "./key-source.ts";
import { RemoteKeys } from "./remote-keys.ts";
import { SecretKey } from "./secret-key.ts";
import { TokenAuthenticator } from "./token-authenticator.ts";

type Auth = GatewayConfig["auth"];
type IssuerConfig = Auth["jwt"][number];

export interface TokenParts {
  readonly clock: Clock;
  readonly registry: PrincipalRegistry;
  /** Is told what is wrong with a source of keys, and when it is well again. */
  readonly log: (level: "info" | "error", message: string, fields: Record<string, unknown>) => void;
  /** How providers are asked; else over HTTP. */
  readonly fetchText?: FetchText;
}

/** The authenticator that the section `auth` describes. Open it before a door. */
export function createTokenAuthenticator(auth: Auth, parts: TokenParts): TokenAuthenticator {
  const { clock, registry } = parts;
  const onChange = (): void => authenticator.forget();
  const { file } = auth.apiKeys;
  const authenticator: TokenAuthenticator = new TokenAuthenticator({
    clock,
    apiKeys:
      file === null
        ? null
        : new ApiKeys({ path: file, clock, registry, onChange, onProblem: teller(parts, { source: "auth.apiKeys" }) }),
    issuers: new JwtIssuers(auth.jwt.map((issuer) => createIssuer(issuer, parts, onChange))),
    maxVerdictMs: auth.maxVerdictAgeMs,
  });
  return authenticator;
}

function createIssuer(issuer: IssuerConfig, parts: TokenParts, onChange: OnKeysChanged): JwtIssuer {
  const algorithms = issuer.algorithms ?? (issuer.secret === null ? PUBLIC_KEY_ALGORITHMS : ["HS256"]);
  return new JwtIssuer({
    rules: { ...issuer, algorithms },
    keys: createKeys(issuer, parts, onChange),
    clock: parts.clock,
    registry: parts.registry,
  });
}

function createKeys(issuer: IssuerConfig, parts: TokenParts, onChange: OnKeysChanged): KeySource {
  const onProblem = teller(parts, { source: "auth.jwt", issuer: issuer.name });
  const { secret, jwksFile, publicKeyFile, jwksUrl } = issuer;
  if (secret !== null) return new SecretKey(readSecret(secret));
  if (jwksFile !== null) return new FileKeys({ path: jwksFile, form: "key-set", onChange, onProblem });
  if (publicKeyFile !== null) return new FileKeys({ path: publicKeyFile, form: "pem", onChange, onProblem });
  const fetch = parts.fetchText ?? fetchText;
  const locate = async (): Promise<string> =>
    jwksUrl ?? endpointOf(await discover(issuer.issuer, fetch, KEY_FETCH_TIMEOUT_MS), "jwks_uri");
  return new RemoteKeys({
    name: issuer.name,
    clock: parts.clock,
    fetchText: fetch,
    locate,
    refreshMs: issuer.keyRefreshMs,
    cooldownMs: issuer.keyCooldownMs,
    onChange,
    onProblem,
  });
}

function teller({ log }: TokenParts, fields: Record<string, string>): (problem: string | null) => void {
  return (problem) => {
    if (problem === null) log("info", "keys can be read again", fields);
    else log("error", "keys cannot be read; those read before count on", { ...fields, problem });
  };
}

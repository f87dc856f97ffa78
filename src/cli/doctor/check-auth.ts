import { readFileSync } from "node:fs";
import { KEY_FETCH_TIMEOUT_MS } from "../../common/limits.ts";
import type { GatewayConfig } from "../../config/gateway-config.ts";
import { fetchText } from "../../security/http-fetch.ts";
import { discover, endpointOf } from "../../security/oidc-discovery.ts";
import { readApiKeyFile } from "../../security/tokens/api-key-file.ts";
import { PublicKeys } from "../../security/tokens/public-keys.ts";
import { plainText } from "../plain-text.ts";
import { type CheckResult, fail, ok, warn } from "./check-result.ts";

type Auth = GatewayConfig["auth"];

/** Whom the gateway would let in, and whether what says so is there. */
export async function checkAuth(auth: Auth, nowMs: number): Promise<CheckResult[]> {
  if (auth.mode === "off") return [ok("authentication", "off: whoever reaches a door may do everything")];
  const issuers = await Promise.all(auth.jwt.map((issuer) => checkIssuer(issuer)));
  return [...checkApiKeys(auth.apiKeys.file, nowMs), ...issuers];
}

function checkApiKeys(file: string | null, nowMs: number): CheckResult[] {
  if (file === null) return [];
  try {
    const records = readApiKeyFile(file, { mustExist: true });
    const ended = records.filter(({ expiresAtMs }) => expiresAtMs !== 0 && expiresAtMs <= nowMs).length;
    return [ok("API keys", `${records.length - ended} valid and ${ended} ended in ${file}`)];
  } catch (error) {
    return [fail("API keys", shown(error), "`prism apikey create` makes the file and a first key")];
  }
}

async function checkIssuer(issuer: Auth["jwt"][number]): Promise<CheckResult> {
  const check = `issuer ${issuer.name}`;
  const { jwksUrl, jwksFile, publicKeyFile, secret } = issuer;
  // It has been read with the configuration.
  if (secret !== null) return ok(check, `signs with the secret in ${secret}`);
  if (jwksFile !== null) return checkFile(check, jwksFile, (text) => PublicKeys.fromKeySet(text));
  if (publicKeyFile !== null) return checkFile(check, publicKeyFile, (text) => PublicKeys.fromPem(text));
  try {
    const url = jwksUrl ?? endpointOf(await discover(issuer.issuer, fetchText, KEY_FETCH_TIMEOUT_MS), "jwks_uri");
    const { status, text } = await fetchText(url, { timeoutMs: KEY_FETCH_TIMEOUT_MS });
    if (status !== 200) throw new Error(`${url} answered with the status ${status}`);
    return ok(check, `publishes ${PublicKeys.fromKeySet(text).size} keys at ${plainText(url, MAX_URL)}`);
  } catch (error) {
    // A gateway starts all the same, and asks again.
    return warn(check, shown(error), "until its keys can be fetched, nobody comes in with its tokens");
  }
}

function checkFile(check: string, path: string, parse: (text: string) => PublicKeys): CheckResult {
  try {
    return ok(check, `has ${parse(readFileSync(path, "utf8")).size} keys in ${path}`);
  } catch (error) {
    return fail(check, `${path}: ${shown(error)}`, "correct the file; a gateway does not start without it");
  }
}

const MAX_URL = 200;
const MAX_MESSAGE = 400;

function shown(error: unknown): string {
  return plainText((error as Error).message, MAX_MESSAGE);
}

import { addressProblem } from "../common/web-address.ts";
import type { FetchText } from "./http-fetch.ts";

/** What a provider says of itself, by name, for example `jwks_uri`. */
export type ProviderMetadata = Readonly<Record<string, unknown>>;

/**
 * Asks a provider where it has what, by OpenID Connect Discovery 1.0. The answer must come from the issuer that was asked
 * for, to the letter: else one provider could speak for another. Throws an Error that says what went wrong.
 */
export async function discover(issuer: string, fetchText: FetchText, timeoutMs: number): Promise<ProviderMetadata> {
  const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const { status, text } = await fetchText(url, { timeoutMs });
  if (status !== 200) throw new Error(`${url} answered with the status ${status}`);
  const metadata = parseObject(text);
  if (metadata === null) throw new Error(`${url} is no JSON object`);
  if (metadata.issuer !== issuer) {
    throw new Error(`${url} is of another issuer than ${issuer}: they must be the same to the letter, slashes too`);
  }
  return metadata;
}

/** One of the provider's addresses; throws an Error when it has none of this name, or one that cannot be trusted. */
export function endpointOf(metadata: ProviderMetadata, name: string): string {
  const url = metadata[name];
  if (typeof url !== "string") throw new Error(`the provider has no ${name}`);
  const problem = addressProblem(url);
  if (problem !== null) throw new Error(`the provider's ${name} ${problem}`);
  return url;
}

function parseObject(text: string): ProviderMetadata | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as ProviderMetadata) : null;
  } catch {
    return null;
  }
}

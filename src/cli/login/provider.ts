import { KEY_FETCH_TIMEOUT_MS, MAX_CREDENTIAL_BYTES } from "../../common/limits.ts";
import { readSecret } from "../../config/secret.ts";
import { fetchText } from "../../security/http-fetch.ts";
import { discover, endpointOf, type ProviderMetadata } from "../../security/oidc-discovery.ts";
import { CommandError } from "../command-error.ts";
import { plainText } from "../plain-text.ts";

/** Who asks the provider. */
export interface ProviderClient {
  readonly clientId: string;
  /** Where its secret is, if it has one: `env:NAME` or `file:PATH`. */
  readonly clientSecret: string | null;
}

/** What the provider gives for a device code or a refresh token. */
export interface GivenTokens {
  readonly accessToken: string;
  readonly idToken: string | null;
  readonly refreshToken: string | null;
  /** From now; 0 = it has not said. */
  readonly lifetimeMs: number;
}

/** The provider refused, with a reason of RFC 6749 or RFC 8628, for example `authorization_pending`. */
export class ProviderRefusal extends Error {
  override name = "ProviderRefusal";
  readonly reason: string;
  /** What it says to people; from outside, and fit for a terminal. */
  readonly description: string;

  constructor(reason: string, description: string) {
    super(description === "" ? reason : `${reason}: ${description}`);
    this.reason = reason;
    this.description = description;
  }
}

/** A provider of identities, as a device that has no browser of its own talks to it. */
export class Provider {
  readonly issuer: string;
  private readonly metadata: ProviderMetadata;
  private readonly client: ProviderClient;
  private readonly signal: AbortSignal;

  private constructor(issuer: string, metadata: ProviderMetadata, client: ProviderClient, signal: AbortSignal) {
    this.issuer = issuer;
    this.metadata = metadata;
    this.client = client;
    this.signal = signal;
  }

  /** Asks the provider where it has what. Rejects with a CommandError. */
  static async find(issuer: string, client: ProviderClient, signal: AbortSignal): Promise<Provider> {
    const fetch: typeof fetchText = (url, options) => fetchText(url, { ...options, signal });
    try {
      return new Provider(issuer, await discover(issuer, fetch, KEY_FETCH_TIMEOUT_MS), client, signal);
    } catch (error) {
      throw unreachable(error);
    }
  }

  has(endpoint: string): boolean {
    return typeof this.metadata[endpoint] === "string";
  }

  /** Rejects with a {@link ProviderRefusal}, or with a CommandError when the provider is away or makes no sense. */
  async requestTokens(form: Readonly<Record<string, string>>): Promise<GivenTokens> {
    const answer = await this.post("token_endpoint", form);
    const { access_token, id_token, refresh_token, token_type, expires_in } = answer;
    if (!isToken(access_token)) throw senseless("no access token that can be sent");
    if (typeof token_type !== "string" || token_type.toLowerCase() !== "bearer") {
      throw senseless("a token that is not for whoever bears it (token_type)");
    }
    return {
      accessToken: access_token,
      idToken: isToken(id_token) ? id_token : null,
      refreshToken: typeof refresh_token === "string" ? refresh_token : null,
      lifetimeMs: typeof expires_in === "number" && expires_in > 0 ? expires_in * 1_000 : 0,
    };
  }

  /** Sends a form to one of the provider's addresses; the JSON object that it answers with. */
  async post(endpoint: string, form: Readonly<Record<string, string>>): Promise<Readonly<Record<string, unknown>>> {
    const { clientId, clientSecret } = this.client;
    const all = { ...form, client_id: clientId, ...(clientSecret === null ? {} : secretOf(clientSecret)) };
    const { status, text } = await this.send(endpoint, all);
    const answer = parseObject(text);
    if (status === 200 && answer !== null) return answer;
    if (typeof answer?.error === "string") {
      const { error_description: description } = answer;
      throw new ProviderRefusal(
        plainText(answer.error, MAX_REASON),
        typeof description === "string" ? plainText(description, MAX_DESCRIPTION) : "",
      );
    }
    if (status === 200 && text === "") return {};
    if (status >= 500) throw unreachable(new Error(`${this.issuer} answered with the status ${status}`));
    throw senseless(`an answer with the status ${status} that is no JSON object`);
  }

  private async send(endpoint: string, form: Record<string, string>): Promise<{ status: number; text: string }> {
    try {
      const url = endpointOf(this.metadata, endpoint);
      return await fetchText(url, { timeoutMs: KEY_FETCH_TIMEOUT_MS, form, signal: this.signal });
    } catch (error) {
      throw unreachable(error);
    }
  }
}

const MAX_REASON = 64;
const MAX_DESCRIPTION = 300;
const MAX_MESSAGE = 500;

/** Printable, without spaces, and short enough for a gateway to look at. */
function isToken(value: unknown): value is string {
  return (
    typeof value === "string" && /^[\x21-\x7e]+$/.test(value) && value.length <= MAX_CREDENTIAL_BYTES - "Bearer ".length
  );
}

function secretOf(reference: string): { client_secret: string } {
  try {
    return { client_secret: Buffer.from(readSecret(reference)).toString() };
  } catch (error) {
    throw new CommandError("CLIENT_SECRET_UNREADABLE", `the client's secret ${reference} ${(error as Error).message}`);
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}

function unreachable(error: unknown): CommandError {
  const message = plainText((error as Error).message, MAX_MESSAGE);
  return new CommandError("PROVIDER_UNREACHABLE", message, "is --issuer right, to the letter, and reached from here?");
}

function senseless(what: string): CommandError {
  return new CommandError("PROVIDER_ANSWER_INVALID", `the provider gave ${what}`);
}

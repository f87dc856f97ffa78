import type { Clock } from "../../common/clock.ts";
import { CommandError } from "../command-error.ts";
import type { Login } from "./login-store.ts";
import { type GivenTokens, Provider, ProviderRefusal } from "./provider.ts";
import { readClaims } from "./token-claims.ts";

/** The login with the tokens that the provider has given; throws a CommandError when the one to send is not among them. */
export function withTokens(login: Omit<Login, "token" | "expiresAtMs">, given: GivenTokens, clock: Clock): Login {
  const token = login.isIdToken ? given.idToken : given.accessToken;
  if (token === null) {
    throw new CommandError("LOGIN_REFUSED", "the provider gave no ID token", "ask for the scope openid, as by default");
  }
  const endMs = given.lifetimeMs === 0 ? 0 : clock.wallMs() + given.lifetimeMs;
  const saidMs = readClaims(token)?.expiresAtMs ?? 0;
  return {
    ...login,
    token,
    // A provider that rotates them gives a new one each time; one that does not gives none.
    refreshToken: given.refreshToken ?? login.refreshToken,
    // `expires_in` is the access token's; an ID token has its own end.
    expiresAtMs: login.isIdToken || endMs === 0 ? saidMs : endMs,
  };
}

/** Gets new tokens for a login. Rejects with a CommandError when that is over, and the person has to log in again. */
export async function refresh(login: Login, clock: Clock, signal: AbortSignal): Promise<Login> {
  const { refreshToken } = login;
  if (refreshToken === null) throw over("the login has ended, and its provider gave nothing to renew it with");
  const provider = await Provider.find(login.issuer, login, signal);
  try {
    const given = await provider.requestTokens({ grant_type: "refresh_token", refresh_token: refreshToken });
    return withTokens(login, given, clock);
  } catch (error) {
    if (error instanceof ProviderRefusal) throw over(`the provider does not renew the login: ${error.message}`);
    throw error;
  }
}

function over(message: string): CommandError {
  return new CommandError("LOGIN_ENDED", message, "`prism login` again");
}

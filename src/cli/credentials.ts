import type { TokenSource } from "../client/access-token.ts";
import { homeFolder } from "../config/environment.ts";
import type { CliContext } from "./cli-context.ts";
import { CommandError } from "./command-error.ts";
import { gatewayKey } from "./login/gateway-key.ts";
import { type Login, LoginStore } from "./login/login-store.ts";
import { refresh } from "./login/refresh.ts";

/**
 * The token for a gateway: `--token` goes before `PRISM_TOKEN`, and that before the login that `prism login` has kept for
 * exactly this address, which is renewed when it has ended. Undefined when there is none. Rejects with a CommandError.
 */
export async function tokenFor(
  context: CliContext,
  address: string,
  given: string | undefined,
): Promise<TokenSource | undefined> {
  const { env } = context.environment;
  const token = given ?? (env.PRISM_TOKEN || undefined);
  if (token !== undefined) return token;
  if (homeFolder(env) === null) return undefined;
  const gateway = gatewayKey(address);
  const store = new LoginStore(context.environment);
  if (store.find(gateway) === null) return undefined;
  // Renewed now, so that whoever has to log in again is told so, and not that a call was refused.
  let next: Login | null = await currentLogin(context, store, gateway, null);
  let refused: string | null = null;
  return async () => {
    const login = next ?? (await currentLogin(context, store, gateway, refused));
    next = null;
    refused = login.token;
    return login.token;
  };
}

/** @param refused a token that a gateway may have refused: another one is sought. */
async function currentLogin(
  context: CliContext,
  store: LoginStore,
  gateway: string,
  refused: string | null,
): Promise<Login> {
  const login = store.find(gateway);
  if (login === null) throw new CommandError("LOGIN_ENDED", "the login is gone", "`prism login` again");
  const hasEnded = login.expiresAtMs !== 0 && context.clock.wallMs() >= login.expiresAtMs - MARGIN_MS;
  if (!hasEnded && (login.token !== refused || login.refreshToken === null)) return login;
  try {
    const renewed = await refresh(login, context.clock, context.interruption);
    store.save(renewed);
    return renewed;
  } catch (error) {
    // Another command may have renewed it at the same time; a refresh token often counts once.
    const other = store.find(gateway);
    if (other !== null && other.token !== login.token) return other;
    throw error;
  }
}

/** Renewed so long before its end, so that it does not end on the way. */
const MARGIN_MS = 30_000;

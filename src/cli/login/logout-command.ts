import { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { CommandError } from "../command-error.ts";
import { addExamples } from "../examples.ts";
import { currentGateway } from "./current-gateway.ts";
import { LoginStore } from "./login-store.ts";
import { Provider, ProviderRefusal } from "./provider.ts";

interface LogoutOptions {
  readonly address?: string;
}

/** `prism logout`. */
export function logoutCommand(context: CliContext): Command {
  const command = new Command("logout")
    .description(
      "Forget the login of a gateway, at all its addresses, and have its provider withdraw what could renew it.",
    )
    .option("--address <address>", "a door of the gateway (env: PRISM_ADDRESS; default: the one on this machine)")
    .action((options: LogoutOptions) => logOut(context, options));
  addExamples(command, [["on this machine", "prism logout"]]);
  return command;
}

async function logOut(context: CliContext, { address }: LogoutOptions): Promise<void> {
  const gateway = currentGateway(context, address);
  const login = new LoginStore(context.environment).remove(gateway);
  if (login === null) return context.stdout.write(`there is no login for ${gateway}\n`);
  await context.stdout.write(`logged out of ${login.gateways.join(", ")}\n`);
  if (login.refreshToken === null) return;
  try {
    const provider = await Provider.find(login.issuer, login, context.interruption);
    if (!provider.has("revocation_endpoint")) return;
    // RFC 7009.
    await provider.post("revocation_endpoint", { token: login.refreshToken, token_type_hint: "refresh_token" });
  } catch (error) {
    if (!(error instanceof CommandError || error instanceof ProviderRefusal)) throw error;
    context.stderr.post(
      `warning: the provider was not told, so what could renew the login counts on there: ${error.message}\n`,
    );
  }
}

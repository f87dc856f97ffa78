import { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { CommandError } from "../command-error.ts";
import { addExamples } from "../examples.ts";
import { currentGateway } from "./current-gateway.ts";
import { describeLogin } from "./describe-login.ts";
import { LoginStore } from "./login-store.ts";

/** `prism whoami`. */
export function whoamiCommand(context: CliContext): Command {
  const command = new Command("whoami")
    .description("Show the login that is kept for a gateway. Ends with status 1 when there is none.")
    .option("--address <address>", "a door of the gateway (env: PRISM_ADDRESS; default: the one on this machine)")
    .action((options: { readonly address?: string }) => show(context, options.address));
  addExamples(command, [["on this machine", "prism whoami || true"]]);
  return command;
}

async function show(context: CliContext, address: string | undefined): Promise<void> {
  const gateway = currentGateway(context, address);
  const login = new LoginStore(context.environment).find(gateway);
  if (login === null)
    throw new CommandError("NOT_LOGGED_IN", `there is no login for ${gateway}`, "`prism login` makes one");
  await context.stdout.write(describeLogin(login, context.clock));
}

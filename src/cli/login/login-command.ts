import { setTimeout as sleep } from "node:timers/promises";
import { Command } from "commander";
import { addressProblem } from "../../common/web-address.ts";
import { isSecretReference } from "../../config/secret.ts";
import type { CliContext } from "../cli-context.ts";
import { CommandError } from "../command-error.ts";
import { addExamples } from "../examples.ts";
import { UsageError } from "../usage-error.ts";
import { describeLogin } from "./describe-login.ts";
import { type DevicePrompt, logInByDevice } from "./device-flow.ts";
import { gatewayKey, isInTheClear, LOCAL_GATEWAYS } from "./gateway-key.ts";
import { LoginStore } from "./login-store.ts";
import { Provider } from "./provider.ts";
import { withTokens } from "./refresh.ts";
import { readClaims } from "./token-claims.ts";

interface LoginOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly scope: string;
  readonly audience?: string;
  readonly resource?: string;
  readonly idToken?: true;
  readonly address: readonly string[];
  readonly insecure?: true;
}

/** `prism login`. */
export function loginCommand(context: CliContext): Command {
  const command = new Command("login")
    .description(
      "Log in with a browser, here or on another device, at any OpenID Connect provider that offers the device flow. The " +
        "token is kept in ~/.prism/credentials.json, is renewed when it ends, and is sent to the addresses given and to no others.",
    )
    .requiredOption("--issuer <url>", "the provider, as auth.jwt of the gateway names it")
    .requiredOption("--client-id <id>", "what the provider knows this command as")
    .option("--client-secret <place>", "where the client's secret is, if it has one: env:NAME or file:PATH")
    .option("--scope <scopes>", "what to ask for", "openid offline_access")
    .option("--audience <audience>", "for providers that ask so whom the token is for")
    .option("--resource <url>", "for providers that ask so whom the token is for (RFC 8707)")
    .option("--id-token", "send the ID token, for providers whose access tokens only they can read")
    .option(
      "--address <address>",
      "a door of the gateway that gets the token; may be given several times (env: PRISM_ADDRESS; default: those on this machine)",
      (address: string, before: readonly string[] = []) => [...before, address],
    )
    .option("--insecure", "send the token to another machine without TLS too")
    .action((options: LoginOptions) => logIn(context, options));
  addExamples(command, [
    [
      "at a provider of this company",
      "prism login --issuer https://id.example.com --client-id prism-cli --audience prism",
    ],
    [
      "for a gateway elsewhere",
      "prism login --issuer https://id.example.com --client-id prism-cli --address prisms://data.example.com",
    ],
  ]);
  return command;
}

async function logIn(context: CliContext, options: LoginOptions): Promise<void> {
  const { issuer, clientId, clientSecret = null, scope, audience, resource } = options;
  const problem = addressProblem(issuer);
  if (problem !== null) throw new UsageError(`--issuer ${problem}`);
  if (clientSecret !== null && !isSecretReference(clientSecret)) {
    throw new UsageError("--client-secret says where the secret is: env:NAME or file:PATH");
  }
  const gateways = gatewaysOf(context, options);
  const store = new LoginStore(context.environment);
  const { clock, interruption } = context;
  const provider = await Provider.find(issuer, { clientId, clientSecret }, interruption);
  const request = {
    scope,
    ...(audience === undefined ? {} : { audience }),
    ...(resource === undefined ? {} : { resource }),
  };
  const given = await logInByDevice(
    {
      provider,
      clock,
      pause: async (ms) => void (await sleep(ms, undefined, { signal: interruption })),
      show: (prompt) => context.stderr.post(describePrompt(prompt)),
    },
    { ...request },
  );
  const base = { gateways, issuer, clientId, clientSecret, isIdToken: options.idToken === true, refreshToken: null };
  const login = withTokens(base, given, clock);
  if (readClaims(login.token) === null) {
    throw new CommandError(
      "LOGIN_REFUSED",
      "the provider gave a token that only it can read (it is no JWT), so no gateway could check it",
      "say whom it is for with --audience or --resource, or take the ID token with --id-token",
    );
  }
  store.save(login);
  await context.stdout.write(describeLogin(login, clock));
}

function gatewaysOf({ environment }: CliContext, { address = [], insecure }: LoginOptions): string[] {
  const { PRISM_ADDRESS } = environment.env;
  const given = address.length > 0 ? address : PRISM_ADDRESS ? [PRISM_ADDRESS] : LOCAL_GATEWAYS;
  const gateways = [...new Set(given.map(gatewayKey))];
  const open = gateways.find(isInTheClear);
  if (open === undefined || insecure === true) return gateways;
  throw new UsageError(
    `${open} is another machine, and the token could be read on the way: use prisms://, grpcs:// or https://, or --insecure`,
  );
}

function describePrompt({ url, code, completeUrl }: DevicePrompt): string {
  const short = completeUrl === null ? "" : `or open ${completeUrl}\nand see that it shows the same code,\n`;
  return `Open ${url}\nand type the code ${code}\n${short}to log in. Waiting …\n`;
}

import { readFileSync } from "node:fs";
import { type Command, Option } from "commander";
import { parseAddress } from "../client/address.ts";
import type { ClientOptions } from "../client/client-options.ts";
import type { TlsOptions } from "../client/tls-options.ts";
import type { CliContext } from "./cli-context.ts";
import { CommandError } from "./command-error.ts";
import { tokenFor } from "./credentials.ts";

/** How to speak TLS with a gateway. */
export interface TlsFlags {
  readonly tlsCa?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly tlsServerName?: string;
}

/** The options of every command that is a client of a gateway: which one, and how to come in. */
export interface GatewayOptions extends TlsFlags {
  readonly address?: string;
  readonly token?: string;
}

const DEFAULT_ADDRESS = "prism://127.0.0.1:7400";

export function addGatewayOptions(command: Command): Command {
  const extended = command
    .option(
      "--address <address>",
      `gateway to use: prism, prisms, grpc or grpcs://host:port (default: "${DEFAULT_ADDRESS}", env: PRISM_ADDRESS)`,
    )
    .option(
      "--token <token>",
      "token or API key to come in with, else that of `prism login`; others see arguments (env: PRISM_TOKEN)",
    );
  return addTlsOptions(extended);
}

export function addTlsOptions(command: Command): Command {
  return command
    .option("--tls-ca <file>", "PEM of the authorities to trust (env: PRISM_TLS_CA)")
    .option("--tls-cert <file>", "PEM of a certificate to show, with --tls-key (env: PRISM_TLS_CERT)")
    .option("--tls-key <file>", "PEM of its key (env: PRISM_TLS_KEY)")
    .addOption(
      new Option(
        "--tls-server-name <name>",
        "name that the gateway's certificate must have (env: PRISM_TLS_SERVER_NAME)",
      ),
    );
}

/** Where to, and how. A flag goes before the environment; an empty variable counts as not set. */
export async function gatewayOf(
  context: CliContext,
  options: GatewayOptions,
): Promise<{ readonly address: string; readonly client: ClientOptions }> {
  const { env } = context.environment;
  const address = options.address ?? (env.PRISM_ADDRESS || DEFAULT_ADDRESS);
  // What the environment says of TLS is for whatever gateway has it; a flag is meant for this one.
  const tls = tlsOf(options, parseAddress(address).isSecure ? env : {});
  return { address, client: { tls, token: await tokenFor(context, address, options.token) } };
}

/** How to speak TLS by flags and variables; undefined when they do not say. */
export function tlsOf(
  flags: TlsFlags,
  variables: Readonly<Record<string, string | undefined>>,
): TlsOptions | undefined {
  return readTls({
    tlsCa: flags.tlsCa ?? (variables.PRISM_TLS_CA || undefined),
    tlsCert: flags.tlsCert ?? (variables.PRISM_TLS_CERT || undefined),
    tlsKey: flags.tlsKey ?? (variables.PRISM_TLS_KEY || undefined),
    tlsServerName: flags.tlsServerName ?? (variables.PRISM_TLS_SERVER_NAME || undefined),
  });
}

type TlsFiles = { readonly [name in "tlsCa" | "tlsCert" | "tlsKey" | "tlsServerName"]: string | undefined };

/** Undefined when nothing is said of TLS. */
function readTls({ tlsCa, tlsCert, tlsKey, tlsServerName }: TlsFiles): TlsOptions | undefined {
  const tls: TlsOptions = {
    ...(tlsCa === undefined ? {} : { ca: read(tlsCa) }),
    ...(tlsCert === undefined ? {} : { cert: read(tlsCert) }),
    ...(tlsKey === undefined ? {} : { key: read(tlsKey) }),
    ...(tlsServerName === undefined ? {} : { serverName: tlsServerName }),
  };
  return Object.keys(tls).length === 0 ? undefined : tls;
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new CommandError("FILE_UNREADABLE", `cannot read ${file}: ${(error as Error).message}`);
  }
}

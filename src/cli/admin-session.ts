import { type Command, Option } from "commander";
import { AdminClient } from "../client/admin-client.ts";
import { connectionOptions } from "../client/tls-options.ts";
import type { CliContext } from "./cli-context.ts";
import { tokenFor } from "./credentials.ts";
import { addTlsOptions, type TlsFlags, tlsOf } from "./gateway-options.ts";
import { duration } from "./kv-options.ts";
import { UsageError } from "./usage-error.ts";

/** The options of every command that asks the admin door: which gateway, and how to come in. */
export interface AdminOptions extends TlsFlags {
  readonly adminAddress?: string;
  readonly token?: string;
  /** Milliseconds. */
  readonly timeout: number;
}

const DEFAULT_ADDRESS = "http://127.0.0.1:7403";

export function addAdminOptions(command: Command): Command {
  const extended = command
    .option(
      "--admin-address <url>",
      `admin door of the gateway (default: "${DEFAULT_ADDRESS}", env: PRISM_ADMIN_ADDRESS, else PRISM_ADMIN_URL)`,
    )
    .option(
      "--token <token>",
      "token or API key to come in with, else that of `prism login`; others see arguments (env: PRISM_TOKEN)",
    )
    .addOption(
      new Option("--timeout <duration>", "time for each call, for example 500ms or 30s")
        .argParser(duration)
        .default(15_000, "15s"),
    );
  return addTlsOptions(extended);
}

/**
 * A client of the admin door that the options name. A flag goes before the environment; an empty variable is not set.
 * @param signal ends calls under way.
 */
export async function adminClient(
  context: CliContext,
  options: AdminOptions,
  signal: AbortSignal = context.interruption,
): Promise<AdminClient> {
  const { env } = context.environment;
  const given = options.adminAddress ?? (env.PRISM_ADMIN_ADDRESS || env.PRISM_ADMIN_URL || DEFAULT_ADDRESS);
  const url = readAddress(given);
  const isSecure = url.protocol === "https:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const flags = tlsOf(options, isSecure ? env : {});
  if (flags !== undefined && !isSecure) throw new UsageError("options of TLS are for an https:// address");
  const address = { protocol: "frames", host, port: Number(url.port), isSecure } as const;
  return new AdminClient(url, {
    timeoutMs: options.timeout,
    token: await tokenFor(context, url.origin, options.token),
    tls: isSecure ? connectionOptions(address, flags ?? {}) : {},
    signal,
  });
}

/** A URL, or `host:port` for one without TLS. */
function readAddress(text: string): URL {
  const url = text.includes("://") ? text : `http://${text}`;
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw new UsageError(`"${text}" is no address of an admin door; give one such as ${DEFAULT_ADDRESS}`);
  }
  return new URL(url);
}

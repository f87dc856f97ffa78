import { Code } from "../common/codes.ts";
import { PrismError } from "../common/prism-error.ts";

import { ConfigError } from "../config/config-error.ts";
import { CommandError } from "./command-error.ts";
import { ExitCode } from "./exit-code.ts";
import { plainText } from "./plain-text.ts";
import { UsageError } from "./usage-error.ts";

/** What an error means to the person at the terminal. */
export interface ErrorReport {
  readonly text: string;
  readonly exitCode: ExitCode;
}

/** `prism: <reason>: <message>`, and below it what to do, where there is something to say. */
export function reportError(error: unknown): ErrorReport {
  if (error instanceof UsageError) return report("USAGE", error.message, "", ExitCode.USAGE);
  if (error instanceof ConfigError) {
    return report(
      "CONFIG_INVALID",
      error.message,
      "`prism doctor` checks a configuration without starting a gateway",
      ExitCode.USAGE,
    );
  }
  if (error instanceof CommandError) return report(error.reason, error.message, error.hint, ExitCode.FAILED);
  // What kept the client from a token says more than that it got none.
  if (error instanceof PrismError && error.cause instanceof CommandError) return reportError(error.cause);
  if (error instanceof PrismError) return reportFailure(error);
  return report(
    "INTERNAL",
    error instanceof Error ? (error.stack ?? error.message) : String(error),
    "",
    ExitCode.FAILED,
  );
}

function reportFailure(error: PrismError): ErrorReport {
  const { code, reason, message, metadata } = error.failure;
  // What the client itself refuses to send was never understood; what a gateway refuses was.
  const isUsage = error.source === "client" && code === Code.INVALID_ARGUMENT;
  const hint = hints[reason] ?? (metadata.outcome === "unknown" ? UNKNOWN_OUTCOME : "");
  // The text comes from outside: it must not move the cursor or forge a line.
  return report(
    plainText(reason, MAX_REASON),
    plainText(message, MAX_MESSAGE),
    hint,
    isUsage ? ExitCode.USAGE : ExitCode.FAILED,
  );
}

const MAX_REASON = 64;
const MAX_MESSAGE = 1_000;

const UNKNOWN_OUTCOME = "a write with --idempotency-key may be repeated without being done twice";

const COME_IN =
  "`prism login` for this address, or show a token or an API key with PRISM_TOKEN or --token, or a certificate with --tls-cert and --tls-key";

/** What to do, by reason; where the message does not say it already. */
const hints: Readonly<Record<string, string>> = {
  CONNECT_FAILED: "start a gateway with `prism serve`, or name another one with --address or PRISM_ADDRESS",
  CREDENTIALS_REQUIRED: COME_IN,
  CREDENTIALS_EXPIRED: COME_IN,
  TOKEN_EXPIRED: COME_IN,
  ACCESS_DENIED:
    "`prism namespace explain-access` tells which rule decides, to whoever has the gateway's configuration",
  DEADLINE_EXCEEDED: "allow more time, for example with --timeout 60s",
  TLS_NOT_USED: "write prisms:// or grpcs:// in --address, or leave the options of TLS out",
  NAMESPACE_NOT_FOUND: "name a namespace with -n; the gateway's configuration declares them",
  VERSION_MISMATCH: "`prism kv get KEY -o json` shows the current version",
};

function report(reason: string, message: string, hint: string, exitCode: ExitCode): ErrorReport {
  const hintLine = hint === "" ? "" : `hint: ${hint}\n`;
  return { text: `prism: ${reason}: ${message}\n${hintLine}`, exitCode };
}

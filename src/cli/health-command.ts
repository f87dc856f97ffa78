import type { ConnectionOptions } from "node:tls";
import { Command, Option } from "commander";
import { requestHttp } from "../client/http-request.ts";
import { connectionOptions } from "../client/tls-options.ts";
import type { CliContext } from "./cli-context.ts";
import { CommandError } from "./command-error.ts";
import { addExamples } from "./examples.ts";
import { ExitCode } from "./exit-code.ts";
import { addTlsOptions, type TlsFlags, tlsOf } from "./gateway-options.ts";
import { duration } from "./kv-options.ts";
import { plainText } from "./plain-text.ts";
import { UsageError } from "./usage-error.ts";

interface HealthOptions extends TlsFlags {
  readonly url?: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly output: "text" | "json";
}

interface Health {
  readonly live: boolean;
  readonly ready: boolean;
  /** Why it is not ready, one sentence each. */
  readonly reasons: readonly string[];
  /** What else an operator should know, though it is ready. */
  readonly notes: readonly string[];
}

/** `prism health`. */
export function healthCommand(context: CliContext): Command {
  const command = new Command("health")
    .description("Ask a running gateway whether it is live and ready. Ends with status 1 when it is not.")
    .option("--url <url>", `admin door of the gateway (default: "${DEFAULT_URL}", env: PRISM_ADMIN_URL)`)
    .addOption(new Option("--timeout <duration>", "time to answer").argParser(duration).default(5_000, "5s"))
    .addOption(new Option("-o, --output <form>", "form of the result").choices(["text", "json"]).default("text"));
  addTlsOptions(command).action((options: HealthOptions) => printHealth(context, options));
  addExamples(command, [
    ["is the gateway on this machine well?", "prism health"],
    ["for programs", "prism health --url http://127.0.0.1:7403 -o json"],
  ]);
  return command;
}

const DEFAULT_URL = "http://127.0.0.1:7403";

async function printHealth(context: CliContext, options: HealthOptions): Promise<void> {
  const health = await readHealth(context, options);
  context.exitCode = health.live && health.ready ? ExitCode.DONE : ExitCode.FAILED;
  const lines = [
    `live: ${health.live ? "yes" : "no"}`,
    `ready: ${health.ready ? "yes" : "no"}`,
    ...[...health.reasons, ...health.notes].map((line) => `  ${line}`),
  ];
  await context.stdout.write(
    options.output === "json" ? `${JSON.stringify(health, null, 2)}\n` : `${lines.join("\n")}\n`,
  );
}

async function readHealth(context: CliContext, options: HealthOptions): Promise<Health> {
  // A flag goes before the environment; an empty variable counts as not set.
  const url = options.url ?? (context.environment.env.PRISM_ADMIN_URL || DEFAULT_URL);
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw new UsageError(`"${url}" is no URL; give one such as ${DEFAULT_URL}`);
  }
  const asking = { url: new URL(url), timeoutMs: options.timeout, tls: connectionOf(context, new URL(url), options) };
  const live = await ask(context, asking, "/livez");
  const ready = await ask(context, asking, "/readyz");
  const lines = ready.text.split("\n").filter((line) => line !== "");
  // The lines come from outside: they must not move the cursor.
  const shown = lines.map((line) => plainText(line, MAX_REASON));
  // Readiness begins with `ok`, and what is to be noted follows.
  return ready.isOk
    ? { live: live.isOk, ready: true, reasons: [], notes: shown.slice(1) }
    : { live: live.isOk, ready: false, reasons: shown, notes: [] };
}

const MAX_REASON = 300;
/** A page of readiness has a line for each worker. */
const MAX_CHARACTERS = 1024 * 1024;

interface Answer {
  readonly isOk: boolean;
  readonly text: string;
}

interface Asking {
  readonly url: URL;
  readonly timeoutMs: number;
  readonly tls: ConnectionOptions;
}

function connectionOf(context: CliContext, url: URL, options: HealthOptions): ConnectionOptions {
  if (url.protocol !== "https:") return {};
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const address = { protocol: "frames", host, port: Number(url.port), isSecure: true } as const;
  return connectionOptions(address, tlsOf(options, context.environment.env) ?? {});
}

async function ask(context: CliContext, { url, timeoutMs, tls }: Asking, path: string): Promise<Answer> {
  const signal = AbortSignal.any([context.interruption, AbortSignal.timeout(timeoutMs)]);
  try {
    const request = { method: "GET", headers: { accept: "text/plain" }, body: "", signal, tls };
    const { status, text } = await requestHttp(new URL(path, url), { ...request, maxCharacters: MAX_CHARACTERS });
    return { isOk: status >= 200 && status < 300, text };
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    throw new CommandError(
      "ADMIN_UNREACHABLE",
      `cannot reach ${url.origin}: ${message || code}`,
      "start a gateway with `prism serve`, or name its admin door with --url",
    );
  }
}

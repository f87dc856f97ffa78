import { type Command, InvalidArgumentError } from "commander";
import type { GeneratorTarget, GeneratorTls } from "../../bench/suite/engine/flow-plan.ts";
import type { SuiteOptions } from "../../bench/suite/run-suite.ts";
import { pidListeningAt } from "../../bench/suite/server-watch.ts";
import { parseAddress } from "../../client/address.ts";
import type { TlsOptions } from "../../client/tls-options.ts";
import { connectionOptions } from "../../client/tls-options.ts";
import type { CliContext } from "../cli-context.ts";
import { addTlsOptions, type TlsFlags, tlsOf } from "../gateway-options.ts";
import { UsageError } from "../usage-error.ts";

export interface TargetFlags extends TlsFlags {
  readonly url: string;
  readonly grpcPort?: number;
  readonly httpPort?: number;
  readonly token?: string;
}

/** The gateway that is put under load, and its process if it is one of this machine. */
export function gatewayTarget(
  context: CliContext,
  flags: TargetFlags,
): Pick<SuiteOptions, "serverPid"> & { readonly target: Extract<GeneratorTarget, { kind: "gateway" }> } {
  const { host, port, isSecure, protocol } = parseAddress(flags.url);
  if (protocol !== "frames") {
    throw new UsageError(`--url names the door for TCP frames, such as prism://${host}:7400, or prisms:// with TLS`);
  }
  const { env } = context.environment;
  const tls = tlsOf(flags, isSecure ? env : {});
  if (tls !== undefined && !isSecure) throw new UsageError("options of TLS are for a prisms:// address");
  const token = flags.token ?? env.PRISM_TOKEN ?? "";
  const http = flags.httpPort ?? port + 2;
  const ports = { tcp: port, grpc: flags.grpcPort ?? port + 1, http, websocket: http };
  const isHere = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
  return {
    target: {
      ...{ kind: "gateway", host, ports, authorization: token === "" ? "" : `Bearer ${token}` },
      ...(isSecure ? { tls: plainTls(tls ?? {}) } : {}),
    },
    serverPid: isHere ? pidListeningAt(port) : null,
  };
}

/** The same as texts, which can be sent to another process. Throws where a certificate or a key is none. */
function plainTls(options: TlsOptions): GeneratorTls {
  connectionOptions({ protocol: "frames", host: "localhost", port: 0, isSecure: true }, options);
  const text = (value: TlsOptions["cert"]): string | null =>
    value === undefined ? null : Buffer.from(value).toString();
  return {
    ca: text(options.ca as TlsOptions["cert"]),
    cert: text(options.cert),
    key: text(options.key),
    serverName: options.serverName ?? null,
  };
}

/** The options that say which gateway it is, and how to come in. */
export function addTargetOptions(command: Command): Command {
  const extended = command
    .option(
      "--url <address>",
      "the gateway's door for TCP frames; with prisms:// all its doors are spoken to by TLS",
      "prism://127.0.0.1:7400",
    )
    .option("--grpc-port <port>", "its port for gRPC (default: the one behind that of --url)", port)
    .option("--http-port <port>", "its port for HTTP and WebSocket (default: the second behind that of --url)", port)
    .option("--token <token>", "token or API key to come in with; others see arguments (env: PRISM_TOKEN)");
  return addTlsOptions(extended);
}

function port(text: string): number {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value < 1 || value > 65_535)
    throw new InvalidArgumentError("It must be a port, 1 to 65535.");
  return value;
}

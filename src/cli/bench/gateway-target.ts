import type { SuiteOptions } from "../../bench/suite/run-suite.ts";
import { pidListeningAt } from "../../bench/suite/server-watch.ts";
import { parseAddress } from "../../client/address.ts";
import type { CliContext } from "../cli-context.ts";
import { UsageError } from "../usage-error.ts";

export interface TargetFlags {
  readonly url: string;
  readonly grpcPort?: number;
  readonly httpPort?: number;
  readonly token?: string;
}

/** The gateway that is put under load, and its process if it is one of this machine. */
export function gatewayTarget(context: CliContext, flags: TargetFlags): Pick<SuiteOptions, "target" | "serverPid"> {
  const { host, port, isSecure, protocol } = parseAddress(flags.url);
  if (protocol !== "frames" || isSecure) {
    throw new UsageError(`--url names the door for TCP frames without TLS, such as prism://${host}:7400`);
  }
  const token = flags.token ?? context.environment.env.PRISM_TOKEN ?? "";
  const http = flags.httpPort ?? port + 2;
  const ports = { tcp: port, grpc: flags.grpcPort ?? port + 1, http, websocket: http };
  const isHere = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
  return {
    target: { kind: "gateway", host, ports, authorization: token === "" ? "" : `Bearer ${token}` },
    serverPid: isHere ? pidListeningAt(port) : null,
  };
}

import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { cwd } from "node:process";
import type { GatewayConfig } from "../config/gateway-config.ts";

export interface ServedPorts {
  readonly tcp: number;
  readonly grpc: number;
  readonly http: number;
  readonly admin: number;
}

/** What a person reads who has started a gateway: where it is, what it keeps where, and a first thing to try. */
export function renderBanner(config: GatewayConfig, ports: ServedPorts, version: string): string {
  const { tcp, grpc, http, admin } = config.listeners;
  const lines = [
    `Prism ${version}, ${config.workers} worker${config.workers === 1 ? "" : "s"}, ${config.file ?? "no configuration file"}`,
    `  tcp         ${addressOf(tcp.host, ports.tcp)}${tcp.tls ? "  TLS" : ""}`,
    `  grpc        ${addressOf(grpc.host, ports.grpc)}${grpc.tls ? "  TLS" : ""}`,
    `  http        http${http.tls ? "s" : ""}://${addressOf(http.host, ports.http)}  /v1/namespaces/…`,
    `  admin       ${admin.tls ? "https" : "http"}://${addressOf(admin.host, ports.admin)}  /readyz  /metrics`,
  ];
  for (const backend of config.backends) {
    const names = config.namespaces.filter((namespace) => namespace.backend === backend.name).map(({ name }) => name);
    const place = backend.type === "sqlite" ? `sqlite in ${backend.settings.path}` : backend.type;
    lines.push(`  namespaces  ${listed(names)} (${place})`);
  }
  const first = config.namespaces[0]?.name;
  if (first !== undefined) lines.push("", ...firstSteps(config, first, ports.tcp));
  return `${lines.join("\n")}\n`;
}

/** One line to copy that puts and gets a first value, or what it takes to come in where that is more than one line. */
function firstSteps({ listeners, tls, auth }: GatewayConfig, namespace: string, port: number): string[] {
  const { clientCertificates, certFile } = tls;
  const isSecure = listeners.tcp.tls;
  const authority = join(dirname(certFile ?? ""), "ca.crt");
  if (auth.mode === "required" || (isSecure && (clientCertificates === "required" || !existsSync(authority)))) {
    const pages = [...(isSecure ? ["tls.md"] : []), ...(auth.mode === "required" ? ["authentication.md"] : [])];
    return [`How to come in: ${pages.map((page) => `docs-cms/reference/${page}`).join(", ")}`];
  }
  const secure = ` --address prisms://localhost:${port} --tls-ca ${relative(cwd(), authority)}`;
  const plain = port === DEFAULT_PORT ? "" : ` --address 127.0.0.1:${port}`;
  const where = isSecure ? secure : plain;
  const what = namespace === "default" ? where : `${where} --namespace ${namespace}`;
  return ["Try it:", `  npx prism kv put hello world${what} && npx prism kv get hello${what}`];
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return "none";
  const shown = names.slice(0, MOST_NAMES).join(", ");
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}

function addressOf(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Where the commands look for a gateway unless told otherwise. */
const DEFAULT_PORT = 7400;
/** A banner is for reading. */
const MOST_NAMES = 8;

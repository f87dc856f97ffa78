import type { ConfigReader } from "./config-reader.ts";
import type { GatewayConfig } from "./gateway-config.ts";
import { parsePairs } from "./pairs.ts";
import { readSecret } from "./secret.ts";

type Tracing = GatewayConfig["tracing"];

/** What is wrong with where traces go is found at the start, and not by the first export. @param env null = secrets are not looked at. */
export function checkTracing(
  reader: ConfigReader,
  tracing: Tracing,
  env: Readonly<Record<string, string | undefined>> | null,
): void {
  const { mode, endpoint, headers, resource } = tracing;
  if (typeof endpoint === "string" && !isEndpoint(endpoint)) {
    report(
      reader,
      "tracing.endpoint",
      "must be an http:// or https:// URL without a query, user or password",
      "put keys into tracing.headers",
    );
  }
  if (Array.isArray(resource) && parsePairs(resource.join(",")) === null) {
    report(
      reader,
      "tracing.resource",
      "must be attributes as name=value",
      "percent-encode commas and equal signs within a value",
    );
  }
  if (mode !== "on" || env === null || typeof headers !== "string") return;
  try {
    if (parsePairs(Buffer.from(readSecret(headers, env)).toString()) !== null) return;
    report(reader, "tracing.headers", `${headers} must hold headers as name=value,name=value`);
  } catch (error) {
    report(reader, "tracing.headers", `${headers} ${(error as Error).message}`);
  }
}

function isEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return (protocol === "http:" || protocol === "https:") && `${username}${password}${search}${hash}` === "";
}

function report(reader: ConfigReader, path: string, message: string, suggestion?: string): void {
  reader.report(path, reader.places.get(path) ?? { file: "defaults", line: 0, column: 0 }, message, suggestion);
}

import { join } from "node:path";
import { backendTypes } from "../../config/backend-types.ts";
import type { GatewayConfig } from "../../config/gateway-config.ts";
import { writeNamespace } from "../../config/namespace-declaration.ts";
import { schema } from "../../config/schema.ts";
import type { Section } from "../../config/setting.ts";
import { writeSection } from "../../config/write-section.ts";
import type { Scenario } from "../scenario/scenario-schema.ts";
import type { Candidate } from "./candidate.ts";
import { backendsOf } from "./tunable-settings.ts";

type Fields = Record<string, unknown>;

/**
 * The configuration of a gateway that nobody else uses, as the text of a file: what is tuned, with the candidate's settings, on free
 * ports of this machine, with its folders in `folder`, and with no more namespaces and backends than the scenario asks.
 */
export function privateConfig(
  config: GatewayConfig,
  scenario: Scenario,
  { folder, candidate }: { readonly folder: string; readonly candidate: Candidate },
): string {
  const document: Fields = { acceptors: config.acceptors, workers: config.workers };
  for (const [name, entry] of Object.entries(schema.entries)) {
    if (entry.kind !== "section") continue;
    document[name] = writeSection(entry, config[name as keyof GatewayConfig] as unknown as Fields);
  }
  const backends = backendsOf(config, scenario);
  document.backends = Object.fromEntries(
    backends.map(({ name, type, settings }) => [
      name,
      { type, ...writeSection(backendTypes[type] as Section, settings as Fields) },
    ]),
  );
  const asked = new Set(scenario.flows.map(({ namespace }) => namespace));
  document.namespaces = config.namespaces.filter(({ name }) => asked.has(name)).map(writeNamespace);
  for (const { name, type } of backends)
    if (type === "sqlite") put(document, `backends.${name}.path`, join(folder, name));
  for (const door of ["tcp", "grpc", "http", "admin"]) {
    put(document, `listeners.${door}.host`, "127.0.0.1");
    put(document, `listeners.${door}.port`, 0);
    put(document, `listeners.${door}.tls`, false);
  }
  // A certificate that no door shows would only be looked for.
  delete document.tls;
  put(document, "control.path", join(folder, "control"));
  put(document, "audit.folder", join(folder, "audit"));
  put(document, "audit.keyFolder", join(folder, "audit-keys"));
  put(document, "tracing", { mode: "off" });
  for (const [path, value] of Object.entries(candidate)) put(document, path, value);
  // JSON is YAML.
  return JSON.stringify(document);
}

/** The settings of a candidate alone, as they stand in a file. */
export function nested(candidate: Candidate): Fields {
  const document: Fields = {};
  for (const [path, value] of Object.entries(candidate)) put(document, path, value);
  return document;
}

/** No name in a path has a dot. */
function put(document: Fields, path: string, value: unknown): void {
  const names = path.split(".");
  const last = names.pop() as string;
  let section = document;
  for (const name of names) {
    section[name] ??= {};
    section = section[name] as Fields;
  }
  section[last] = value;
}

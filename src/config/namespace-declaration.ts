import { checkAudit } from "./check-audit.ts";
import { checkCapture } from "./check-capture.ts";
import { checkNamespaces } from "./check-declarations.ts";
import { checkLargeValues } from "./check-large-values.ts";
import { checkLevels } from "./check-levels.ts";
import { checkNeeds } from "./check-needs.ts";
import { checkStreams } from "./check-streams.ts";
import { ConfigError } from "./config-error.ts";
import { ConfigReader, type Fields } from "./config-reader.ts";
import { deepFreeze } from "./deep-freeze.ts";
import type { GatewayConfig, NamespaceConfig } from "./gateway-config.ts";
import { plainNode } from "./plain-node.ts";
import { namespacesList } from "./sections/namespaces.ts";
import { writeSection } from "./write-section.ts";

/**
 * Reads one namespace that is declared outside of the file, by the rules of the file. Throws a {@link ConfigError} with
 * everything that is wrong, with paths from the namespace on: `access[0].allow`.
 */
export function readNamespace(
  declaration: unknown,
  { backends, audit }: Pick<GatewayConfig, "backends" | "audit">,
): NamespaceConfig {
  const reader = new ConfigReader();
  const at = { file: "the declaration", line: 0, column: 0 };
  const list = { kind: "list" as const, at, items: [plainNode(declaration, at)] };
  const namespaces = reader.readEntry(list, namespacesList, LIST) as NamespaceConfig[];
  checkNamespaces(
    reader,
    namespaces,
    backends.map((backend) => backend.name),
  );
  checkNeeds(reader, namespaces, backends);
  checkLevels(reader, namespaces);
  checkCapture(reader, namespaces);
  checkLargeValues(reader, namespaces);
  checkStreams(reader, namespaces, backends);
  checkAudit(reader, audit, namespaces);
  const problems = reader.problems.filter((problem) => problem.path.startsWith(ITEM));
  if (problems.length > 0) {
    throw new ConfigError(problems.map((problem) => ({ ...problem, path: problem.path.slice(ITEM.length + 1) })));
  }
  return deepFreeze(namespaces[0] as NamespaceConfig);
}

/** A namespace as it would be declared, in a file or through the API. */
export function writeNamespace(namespace: NamespaceConfig): Fields {
  return writeSection(namespacesList.item, namespace);
}

/** What was declared of a namespace that was read: `describe`, edit, `apply`. */
export function declarationOf(namespace: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(namespace).filter(([field]) => !OUTPUTS.has(field)));
}

/** The gateway's own fields. */
const OUTPUTS = new Set([
  "etag",
  "origin",
  "file",
  "state",
  "problem",
  "revision",
  "createTime",
  "updateTime",
  "updatedBy",
  "store",
]);

/** The fields of a declaration. */
export const NAMESPACE_FIELDS: readonly string[] = Object.keys(namespacesList.item.entries);

const LIST = "namespaces";
const ITEM = `${LIST}[0]`;

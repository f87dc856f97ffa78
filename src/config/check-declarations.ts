import { nearNames } from "../common/suggest.ts";
import { checkAccess } from "./access/check-access.ts";
import { checkNamespaceLimits } from "./access/check-limits.ts";
import type { Place } from "./config-node.ts";
import type { ConfigReader } from "./config-reader.ts";
import type { BackendConfig, GatewayConfig, NamespaceConfig } from "./gateway-config.ts";

/** What no setting can be checked for alone: that the parts fit each other. What is wrong in itself is passed over. */

/** Two listeners cannot share a port; with 0 each takes a free one. */
export function checkListeners(reader: ConfigReader, listeners: GatewayConfig["listeners"]): void {
  const pathOfPort = new Map<number, string>();
  for (const [name, { port }] of Object.entries(listeners)) {
    const path = `listeners.${name}.port`;
    if (port === 0 || reader.isFlawed(path)) continue;
    const first = pathOfPort.get(port);
    if (first === undefined) pathOfPort.set(port, path);
    else reportSharedPort(reader, [first, path], port);
  }
}

function reportSharedPort(reader: ConfigReader, paths: readonly [string, string], port: number): void {
  // The defaults differ, so at least one of them was given: name the later one.
  const [other, given] = reader.places.has(paths[1]) ? paths : [paths[1], paths[0]];
  reader.report(given, placeOf(reader, given), `must differ from ${other}, which is ${port} too`);
}

/** One file has one writer. */
export function checkBackends(reader: ConfigReader, backends: readonly BackendConfig[]): void {
  const ownerOfPath = new Map<string, string>();
  for (const backend of backends) {
    if (backend.type !== "sqlite") continue;
    const path = `backends.${backend.name}.path`;
    if (reader.isFlawed(path)) continue;
    const other = ownerOfPath.get(backend.settings.path);
    if (other === undefined) ownerOfPath.set(backend.settings.path, backend.name);
    else reader.report(path, placeOf(reader, path), `must differ from the path of backend "${other}"`);
  }
}

/** A name stands for one namespace, its backend is there, and its rules do not contradict each other. */
export function checkNamespaces(
  reader: ConfigReader,
  namespaces: readonly Partial<NamespaceConfig>[],
  backendNames: readonly string[],
): void {
  const indexOfName = new Map<string, number>();
  const known = new Set(backendNames);
  // When the backends are no map at all, every reference to one would be reported for nothing.
  const areBackendsKnown = !reader.isFlawed("backends");
  for (const [i, { name, backend, access, limits }] of namespaces.entries()) {
    const path = `namespaces[${i}]`;
    checkAccess(reader, `${path}.access`, access ?? []);
    checkNamespaceLimits(reader, `${path}.limits`, limits ?? []);
    const first = name === undefined ? undefined : indexOfName.get(name);
    if (first !== undefined) {
      const line = placeOf(reader, `namespaces[${first}].name`).line;
      const message = `duplicate namespace "${name}"; the first is namespaces[${first}] on line ${line}`;
      reader.report(`${path}.name`, placeOf(reader, `${path}.name`), message);
    } else if (name !== undefined) indexOfName.set(name, i);
    if (backend === undefined || known.has(backend) || !areBackendsKnown) continue;
    const message = `there is no backend "${backend}"`;
    reader.report(
      `${path}.backend`,
      placeOf(reader, `${path}.backend`),
      message,
      suggestBackend(backend, backendNames),
    );
  }
}

function suggestBackend(wanted: string, names: readonly string[]): string {
  const near = nearNames(wanted, names, 1)[0];
  if (near !== undefined) return `did you mean "${near}"?`;
  return names.length === 0 ? "none are declared" : `declared are ${names.slice(0, 10).join(", ")}`;
}

export function placeOf(reader: ConfigReader, path: string): Place {
  return reader.places.get(path) ?? { file: "defaults", line: 0, column: 0 };
}

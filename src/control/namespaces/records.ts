import { createHash } from "node:crypto";
import type { RecordedChange } from "../../backends/sqlite/control-store.ts";
import type { NamespaceConfig } from "../../config/gateway-config.ts";
import { writeNamespace } from "../../config/namespace-declaration.ts";
import type { NamespaceChange, NamespaceRecord, NamespaceStore } from "../../namespaces/namespace-api.ts";
import type { StoreView } from "../store-states.ts";
import type { ApiNamespace } from "./declarations.ts";

/** A namespace that the file declares, as callers see it. */
export function recordOfFile(config: NamespaceConfig, file: string | null): NamespaceRecord {
  const declaration = writeNamespace(config);
  return {
    ...named(declaration),
    etag: etagOf("file", declaration),
    origin: "FILE",
    file: file ?? "",
    state: "ACTIVE",
    problem: "",
    revision: 0,
    createTime: "",
    updateTime: "",
    updatedBy: "",
  };
}

/** One that the API declared. */
export function recordOfApi(namespace: ApiNamespace, isDeleting: boolean): NamespaceRecord {
  const { config, declaration, problem, revision, createdMs, updatedMs, updatedBy } = namespace;
  return {
    ...named(config === null ? readAnyway(declaration) : writeNamespace(config), namespace.name),
    etag: etagOfApi(namespace),
    origin: "API",
    file: "",
    state: config === null ? "UNSERVED" : isDeleting ? "DELETING" : "ACTIVE",
    problem,
    revision,
    createTime: new Date(createdMs).toISOString(),
    updateTime: new Date(updatedMs).toISOString(),
    updatedBy,
  };
}

/** A change, as callers see it. */
export function changeOf({ atMs, principal, door, kind, revision, declaration }: RecordedChange): NamespaceChange {
  const time = new Date(atMs).toISOString();
  return { time, principal, door, kind: KINDS[kind], revision, namespace: readAnyway(declaration) };
}

/** How its store is, as callers see it. */
export function storeOf({ state, problem, workers, up, isProbed, offer, findings }: StoreView): NamespaceStore {
  const names = { up: "UP", "on-trial": "TRIAL", down: "DOWN" } as const;
  const { durability, consistency, ordering, abilities } = offer;
  return {
    state: names[state],
    problem,
    workers,
    up,
    isProbed,
    durability,
    consistency,
    ordering,
    abilities,
    findings,
  };
}

const KINDS = { create: "CREATE", update: "UPDATE", delete: "DELETE" } as const;

/** Another one after each change, and after a namespace was deleted and made anew. */
export function etagOfApi({ declaration, revision, createdMs }: ApiNamespace): string {
  return etagOf("api", [declaration, revision, createdMs]);
}

function etagOf(...parts: unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 16);
}

function named(declaration: Readonly<Record<string, unknown>>, name = "") {
  const text = (field: string, otherwise = ""): string => String(declaration[field] ?? otherwise);
  return { ...declaration, name: text("name", name), pattern: text("pattern"), backend: text("backend") };
}

/** What cannot be served is shown as it was declared, if it can be read at all. */
function readAnyway(declaration: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(declaration);
    return typeof read === "object" && read !== null && !Array.isArray(read) ? { ...read } : {};
  } catch {
    return {};
  }
}

import type { AccessRule } from "../config/access/access-rule.ts";
import type { LimitRule } from "../config/access/limit-rule.ts";
import type { BackendConfig, NamespaceConfig } from "../config/gateway-config.ts";

/**
 * What every thread knows of namespaces and backends: plain, frozen data, sent to each of them. It is never changed; a
 * new one with a higher generation takes its place between two batches.
 */
export interface Snapshot {
  readonly generation: number;
  /** Whether rules of access apply: they do where the gateway asks who comes. */
  readonly enforcesAccess: boolean;
  /** By index. */
  readonly namespaces: readonly NamespaceSpec[];
  /** By index. */
  readonly backends: readonly BackendSpec[];
}

export interface NamespaceSpec {
  /** Its position in the snapshot: what {@link NamespaceTable} finds. */
  readonly index: number;
  readonly name: string;
  readonly pattern: NamespaceConfig["pattern"];
  /** Index of its backend. */
  readonly backend: number;
  /** The worker that serves it. */
  readonly owner: number;
  readonly access: readonly AccessRule[];
  readonly limits: readonly LimitRule[];
  /** Which of its calls are on record. */
  readonly audit: "off" | "writes" | "all";
}

export type BackendSpec = BackendConfig & {
  /** Its position in the snapshot. */
  readonly index: number;
  /** The worker that owns all its namespaces; −1 when they spread over several, or when there are none. */
  readonly owner: number;
  /** Memory only: the part of `maxBytes` that each worker may use. They sum up to it, unless no namespace uses it. */
  readonly sharesByWorker?: readonly number[];
};

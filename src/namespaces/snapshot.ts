import type { AccessRule } from "../config/access/access-rule.ts";
import type { LimitRule } from "../config/access/limit-rule.ts";
import type { BackendConfig, NamespaceConfig } from "../config/gateway-config.ts";

/**
 * What every thread knows of namespaces and backends: plain, frozen data, sent to each of them. It is never changed; a
 * new one with a higher generation takes its place between two batches.
 */
export interface Snapshot {
  readonly generation: number;
  /** The workers that serve, by their numbers, ascending: those of spread namespaces take turns in this order. */
  readonly workers: readonly number[];
  /** Whether rules of access apply: they do where the gateway asks who comes. */
  readonly enforcesAccess: boolean;
  /** Whether anything is on record. */
  readonly hasAudit: boolean;
  /**
   * By index, which a namespace keeps as long as the process lives: rings carry it. Null where one was that is gone; its
   * place is never given away, so that what is still under way to it can reach no other.
   */
  readonly namespaces: readonly (NamespaceSpec | null)[];
  /** By index, which a backend keeps as long as the process lives; who owns and keeps it changes with the workers. */
  readonly backends: readonly BackendSpec[];
}

/** A namespace that did not change is the same object in the next snapshot. */
export interface NamespaceSpec {
  /** Its position in the snapshot: what {@link NamespaceTable} finds. */
  readonly index: number;
  readonly name: string;
  readonly pattern: NamespaceConfig["pattern"];
  /** Index of its backend. */
  readonly backend: number;
  /** The worker that serves it; another one only when that worker goes: see `compileWorkers`. */
  readonly owner: number;
  /** Every worker serves it, each the connections that are its own; the owner is the one that is asked about it. */
  readonly isSpread: boolean;
  /** Its store is in the worker's own process, and so answers at once as a rule. */
  readonly isEmbedded: boolean;
  /** As it was declared; the rules below are compiled from it. */
  readonly config: NamespaceConfig;
  readonly access: readonly AccessRule[];
  readonly limits: readonly LimitRule[];
  /** Which of its calls are on record. */
  readonly audit: "off" | "writes" | "all";
}

export type BackendSpec = BackendConfig & {
  /** Its position in the snapshot. */
  readonly index: number;
  /** The worker that owns all its namespaces; −1 when each has an owner of its own. */
  readonly owner: number;
  /** The worker that does what is to be done once for all of them: forgets what was dropped, removes what has expired. */
  readonly keeper: number;
};

/** The namespaces that are there, in the order of their places. */
export function namespacesOf({ namespaces }: Pick<Snapshot, "namespaces">): NamespaceSpec[] {
  return namespaces.filter((namespace) => namespace !== null);
}

import type { backendTypes } from "./backend-types.ts";
import type { schema } from "./schema.ts";
import type { ValueOf } from "./setting.ts";

type Entries = (typeof schema)["entries"];
type BackendTypes = typeof backendTypes;

/** A declared backend: its settings depend on its type. */
export type BackendConfig = {
  readonly [Type in keyof BackendTypes]: {
    readonly name: string;
    readonly type: Type;
    /** Paths are absolute. */
    readonly settings: ValueOf<BackendTypes[Type]>;
  };
}[keyof BackendTypes];

/** The sections beside the backends and the namespaces. */
type Sections = {
  readonly [Name in keyof Entries as Name extends "workers" | "backends" | "namespaces" ? never : Name]: ValueOf<
    Entries[Name]
  >;
};

export type NamespaceConfig = ValueOf<Entries["namespaces"]["item"]>;

/**
 * The configuration as the program uses it: complete, checked, frozen, and plain, so that it can be sent to a thread.
 * Sizes are bytes; durations are milliseconds, under a name that ends in `Ms`.
 */
export interface GatewayConfig extends Sections {
  /** The file that was read, as it was named; null when there is none. */
  readonly file: string | null;
  /** `auto` has become a number; that of `listeners.grpc.thread` has become one of the others. */
  readonly workers: number;
  readonly backends: readonly BackendConfig[];
  readonly namespaces: readonly NamespaceConfig[];
  /** What looks like a mistake but does not keep the gateway from starting; one sentence each. */
  readonly warnings: readonly string[];
}

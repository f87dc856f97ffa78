import type { StoredNamespace } from "../../backends/sqlite/control-store.ts";
import { MAX_NAMESPACES } from "../../common/limits.ts";
import { ConfigError } from "../../config/config-error.ts";
import type { GatewayConfig, NamespaceConfig } from "../../config/gateway-config.ts";
import { readNamespace } from "../../config/namespace-declaration.ts";
import { placeAfter } from "./listing.ts";

/** A namespace that the API declared, with what its declaration means now. */
export interface ApiNamespace extends StoredNamespace {
  /** Null when it cannot be read, or its backend is not there. */
  readonly config: NamespaceConfig | null;
  /** Why it cannot; empty when it can. */
  readonly problem: string;
}

/**
 * What the file and the API declare together.
 *
 *     file      orders  users                     both are served
 *     API               users  carts  old         users is served as the file says; carts is; old is not: its backend is gone
 */
export class Declarations {
  private inFile: ReadonlyMap<string, NamespaceConfig>;
  private readonly inApi: Map<string, ApiNamespace>;
  private names: string[];

  private constructor(file: ReadonlyMap<string, NamespaceConfig>, api: Map<string, ApiNamespace>) {
    this.inFile = file;
    this.inApi = api;
    this.names = sortedNames(file, api);
  }

  /** @param stored what the control store has. */
  static of(config: GatewayConfig, stored: readonly StoredNamespace[]): Declarations {
    const file = byName(config.namespaces);
    const api = new Map<string, ApiNamespace>();
    let served = file.size;
    for (const namespace of stored) {
      const read = readStored(namespace, config);
      const isOver = read.config !== null && !file.has(namespace.name) && served === MAX_NAMESPACES;
      if (read.config !== null && !file.has(namespace.name) && !isOver) served++;
      api.set(namespace.name, isOver ? { ...read, config: null, problem: OVER } : read);
    }
    return new Declarations(file, api);
  }

  get file(): ReadonlyMap<string, NamespaceConfig> {
    return this.inFile;
  }

  get api(): ReadonlyMap<string, ApiNamespace> {
    return this.inApi;
  }

  /** The namespaces that are served, or would be if `file` were what the file says: that goes before what the API says. */
  served(file: readonly NamespaceConfig[] = [...this.inFile.values()]): NamespaceConfig[] {
    const names = new Set(file.map(({ name }) => name));
    const served = [...file];
    for (const { name, config } of this.inApi.values()) if (config !== null && !names.has(name)) served.push(config);
    return served;
  }

  /** Names that both declare. */
  shadowed(): string[] {
    return [...this.inApi.keys()].filter((name) => this.inFile.has(name));
  }

  unserved(): ApiNamespace[] {
    return [...this.inApi.values()].filter(({ name, config }) => config === null && !this.inFile.has(name));
  }

  has(name: string): boolean {
    return this.inFile.has(name) || this.inApi.has(name);
  }

  /** Every name, in order. */
  get sorted(): readonly string[] {
    return this.names;
  }

  setFile(namespaces: readonly NamespaceConfig[]): void {
    this.inFile = byName(namespaces);
    this.names = sortedNames(this.inFile, this.inApi);
  }

  put(namespace: ApiNamespace): void {
    const isNew = !this.has(namespace.name);
    this.inApi.set(namespace.name, namespace);
    if (isNew) this.names.splice(placeAfter(this.names, namespace.name), 0, namespace.name);
  }

  remove(name: string): void {
    this.inApi.delete(name);
    if (!this.has(name)) this.names.splice(placeAfter(this.names, name) - 1, 1);
  }
}

function byName(namespaces: readonly NamespaceConfig[]): ReadonlyMap<string, NamespaceConfig> {
  return new Map(namespaces.map((namespace) => [namespace.name, namespace]));
}

function sortedNames(file: ReadonlyMap<string, unknown>, api: ReadonlyMap<string, unknown>): string[] {
  return [...new Set([...file.keys(), ...api.keys()])].sort();
}

const OVER = `there are more than ${MAX_NAMESPACES} namespaces`;

function readStored(stored: StoredNamespace, config: GatewayConfig): ApiNamespace {
  try {
    return { ...stored, config: readNamespace(JSON.parse(stored.declaration), config), problem: "" };
  } catch (error) {
    if (error instanceof ConfigError) return { ...stored, config: null, problem: describe(error) };
    if (error instanceof SyntaxError) return { ...stored, config: null, problem: "its declaration is damaged" };
    throw error;
  }
}

function describe({ problems }: ConfigError): string {
  return problems.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)).join("; ");
}

import type { StoredNamespace } from "../../backends/sqlite/control-store.ts";
import { MAX_NAMESPACES } from "../../common/limits.ts";
import { ConfigError } from "../../config/config-error.ts";
import type { GatewayConfig, NamespaceConfig } from "../../config/gateway-config.ts";
import { readNamespace } from "../../config/namespace-declaration.ts";

/** A namespace that the API declared, with what its declaration means now. */
export interface ApiNamespace extends StoredNamespace {
  /** Null when it cannot be read, or its backend is not there. */
  readonly config: NamespaceConfig | null;
  /** Why it cannot; empty when it can. */
  readonly problem: string;
}

/**
 * What the file and the API declare together. Immutable: a change is another one, so that it can be tried and thrown away.
 *
 *     file      orders  users                     both are served
 *     API               users  carts  old         users is served as the file says; carts is; old is not: its backend is gone
 */
export class Declarations {
  readonly file: ReadonlyMap<string, NamespaceConfig>;
  readonly api: ReadonlyMap<string, ApiNamespace>;
  private names: readonly string[] | null = null;

  constructor(file: ReadonlyMap<string, NamespaceConfig>, api: ReadonlyMap<string, ApiNamespace>) {
    this.file = file;
    this.api = api;
  }

  /** @param stored what the control store has. */
  static of(config: GatewayConfig, stored: readonly StoredNamespace[]): Declarations {
    const file = new Map(config.namespaces.map((namespace) => [namespace.name, namespace]));
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

  /** The namespaces that are served: what the file says goes before what the API says. */
  served(): NamespaceConfig[] {
    const served = [...this.file.values()];
    for (const { name, config } of this.api.values()) if (config !== null && !this.file.has(name)) served.push(config);
    return served;
  }

  /** Names that both declare. */
  shadowed(): string[] {
    return [...this.api.keys()].filter((name) => this.file.has(name));
  }

  unserved(): ApiNamespace[] {
    return [...this.api.values()].filter(({ name, config }) => config === null && !this.file.has(name));
  }

  has(name: string): boolean {
    return this.file.has(name) || this.api.has(name);
  }

  /** Every name, in order. */
  sortedNames(): readonly string[] {
    this.names ??= [...new Set([...this.file.keys(), ...this.api.keys()])].sort();
    return this.names;
  }

  withFile(namespaces: readonly NamespaceConfig[]): Declarations {
    return new Declarations(new Map(namespaces.map((namespace) => [namespace.name, namespace])), this.api);
  }

  withApi(namespace: ApiNamespace): Declarations {
    return new Declarations(this.file, new Map(this.api).set(namespace.name, namespace));
  }

  withoutApi(name: string): Declarations {
    const api = new Map(this.api);
    api.delete(name);
    return new Declarations(this.file, api);
  }
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

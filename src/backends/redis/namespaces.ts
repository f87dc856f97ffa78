import { assert } from "../../common/assert.ts";
import type { Keyspace } from "./keyspace.ts";

/** The namespaces that this store was asked for, and what is known of their numbers in the server. */
export class Namespaces {
  readonly #ids = new Map<string, number>();
  readonly #names: string[] = [];
  readonly #keyspaces: (Keyspace | null)[] = [];
  readonly #look: (name: string, timeoutMs: number) => Promise<Keyspace>;

  /** @param look asks the server for the number of a name. */
  constructor(look: (name: string, timeoutMs: number) => Promise<Keyspace>) {
    this.#look = look;
  }

  namespaceOf(name: string): number {
    let id = this.#ids.get(name);
    if (id === undefined) {
      id = this.#names.length;
      this.#ids.set(name, id);
      this.#names.push(name);
      this.#keyspaces.push(null);
    }
    return id;
  }

  /** null = the server has to be asked. */
  known(id: number): Keyspace | null {
    const keyspace = this.#keyspaces[id];
    assert(keyspace !== undefined, "the namespace is not of this store");
    return keyspace;
  }

  async find(id: number, timeoutMs: number): Promise<Keyspace> {
    const known = this.known(id);
    if (known !== null) return known;
    const found = await this.#look(this.#names[id] as string, timeoutMs);
    this.#keyspaces[id] = found;
    return found;
  }

  forget(keyspace: Keyspace): void {
    const { storeId } = keyspace;
    for (let id = 0; id < this.#keyspaces.length; id++) {
      if (this.#keyspaces[id]?.storeId === storeId) this.#keyspaces[id] = null;
    }
  }
}

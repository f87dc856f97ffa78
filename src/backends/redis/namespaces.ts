import { assert } from "../../common/assert.ts";
import { toPrismError } from "./errors.ts";
import type { Keyspace } from "./keyspace.ts";
import { RedisError } from "./resp/redis-error.ts";

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

  /** Of all that this store was asked for. */
  get ids(): IterableIterator<number> {
    return this.#names.keys();
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

  /**
   * Does something in a namespace; again when it turns out that its name stands for another number now, where nothing was
   * done. Rejects with a PrismError.
   */
  async within<T>(id: number, timeoutMs: number, work: (keyspace: Keyspace) => Promise<T>): Promise<T> {
    try {
      const keyspace = this.known(id) ?? (await this.find(id, timeoutMs));
      try {
        return await work(keyspace);
      } catch (error) {
        if (!isGone(error)) throw error;
        this.forget(keyspace);
        return await work(await this.find(id, timeoutMs));
      }
    } catch (error) {
      throw toPrismError(error);
    }
  }

  forget(keyspace: Keyspace): void {
    const { storeId } = keyspace;
    for (let id = 0; id < this.#keyspaces.length; id++) {
      if (this.#keyspaces[id]?.storeId === storeId) this.#keyspaces[id] = null;
    }
  }
}

/** Whether the server says that the namespace has another number now, or none. */
export function isGone(error: unknown): boolean {
  return error instanceof RedisError && error.prefix === "GONE";
}

export function gone(): RedisError {
  return new RedisError("GONE the namespace is not there");
}

import type { BackendSpec, NamespaceSpec } from "./snapshot.ts";

/**
 * Which worker a namespace goes to. Backends with one owner take workers from 0 upward, namespaces with owners of their
 * own the one that has the fewest of these, the last worker first: so with two workers a durable and a fast namespace do
 * not wait for each other.
 */
export class Placement {
  readonly #backends: readonly BackendSpec[];
  /** By worker: how many namespaces it has that have owners of their own. */
  readonly #spread: number[];

  constructor(workers: number, backends: readonly BackendSpec[]) {
    this.#backends = backends;
    this.#spread = new Array<number>(workers).fill(0);
  }

  /** Takes a namespace into account that has its owner. */
  count({ backend, owner }: NamespaceSpec): void {
    if (this.#ownerOf(backend) === -1) (this.#spread[owner] as number)++;
  }

  /** The owner for one more namespace on a backend; `former` = the one that it had, when it was there before. */
  ownerFor(backend: number, former?: number): number {
    const owner = this.#ownerOf(backend);
    if (owner !== -1) return owner;
    const chosen = former ?? this.#spread.lastIndexOf(Math.min(...this.#spread));
    (this.#spread[chosen] as number)++;
    return chosen;
  }

  #ownerOf(backend: number): number {
    return (this.#backends[backend] as BackendSpec).owner;
  }
}

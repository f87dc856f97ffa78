import type { BackendSpec, NamespaceSpec } from "./snapshot.ts";

/**
 * Which worker a namespace goes to. Backends with one owner take workers from 0 upward, namespaces with owners of their
 * own the one that has the fewest of these, the last worker first: so with two workers a durable and a fast namespace do
 * not wait for each other.
 */
export class Placement {
  readonly #backends: readonly BackendSpec[];
  /** The workers that there are. */
  readonly #workers: readonly number[];
  /** By place among them: how many namespaces the worker has that have owners of their own. */
  readonly #spread: number[];

  constructor(workers: readonly number[], backends: readonly BackendSpec[]) {
    this.#backends = backends;
    this.#workers = workers;
    this.#spread = new Array<number>(workers.length).fill(0);
  }

  /** Takes a namespace into account that has its owner. */
  count({ backend, owner }: NamespaceSpec): void {
    const place = this.#workers.indexOf(owner);
    if (this.#ownerOf(backend) === -1 && place >= 0) (this.#spread[place] as number)++;
  }

  /** The owner for one more namespace on a backend; `former` = the one that it had, when it was there before. */
  ownerFor(backend: number, former?: number): number {
    const owner = this.#ownerOf(backend);
    if (owner !== -1) return owner;
    const known = former === undefined ? -1 : this.#workers.indexOf(former);
    const chosen = known >= 0 ? known : this.#spread.lastIndexOf(Math.min(...this.#spread));
    (this.#spread[chosen] as number)++;
    return this.#workers[chosen] as number;
  }

  #ownerOf(backend: number): number {
    return (this.#backends[backend] as BackendSpec).owner;
  }
}

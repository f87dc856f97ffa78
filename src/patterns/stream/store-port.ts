import type { Delivery, StreamStore, TakeBounds } from "../../backends/stream-contract.ts";
import { Code } from "../../common/codes.ts";
import type { Failure } from "../../common/failure.ts";
import { failureOf, PrismError } from "../../common/prism-error.ts";
import type { StoreSizes } from "../../metrics/store-sizes.ts";
import { storeFailed } from "./failures.ts";
import type { FetchBudget } from "./fetch-budget.ts";

/** What stands between the pattern and a store on the network: waits, retries, breaks off. See StoreGuard. */
export interface StreamGuard {
  run<T>(call: {
    readonly kind: "read" | "write" | "write-once";
    readonly timeoutMs: number;
    readonly attempt: (timeoutMs: number) => Promise<T>;
  }): Promise<T>;
  /** A failure of one item of a batch, with the backend's name. */
  named(failure: Failure): Failure;
}

/** A store as the pattern calls it. */
export class StorePort {
  readonly store: StreamStore;
  readonly budget: FetchBudget;
  /** Where it is counted how large the appends are; null where nobody asks. */
  readonly sizes: StoreSizes | null;
  readonly #guard: StreamGuard | null;
  readonly #onInternal: (error: unknown) => void;

  /** @param guard null for an embedded store, which is never away. */
  constructor(
    store: StreamStore,
    guard: StreamGuard | null,
    budget: FetchBudget,
    onInternal: (error: unknown) => void,
    sizes: StoreSizes | null = null,
  ) {
    this.store = store;
    this.budget = budget;
    this.sizes = sizes;
    this.#guard = guard;
    this.#onInternal = onInternal;
  }

  /** What changes nothing, and leaves nothing open. */
  read<T>(work: () => Promise<T>): Promise<T> {
    return this.#run("read", work);
  }

  /** What may be done twice. */
  repeatable<T>(work: () => Promise<T>): Promise<T> {
    return this.#run("write-once", work);
  }

  /** What may not. */
  write<T>(work: () => Promise<T>): Promise<T> {
    return this.#run("write", work);
  }

  /** Has what single items of a batch failed with name the backend, as errors of whole batches do. */
  name(items: readonly { failure: Failure | null }[]): void {
    if (this.#guard === null) return;
    for (const item of items) if (item.failure !== null) item.failure = this.#guard.named(item.failure);
  }

  /** Takes messages for a fetch, once there is room for them; `take` is what may not be done twice. */
  async take({ maxBytes }: TakeBounds, take: () => Promise<readonly Delivery[]>): Promise<readonly Delivery[]> {
    await this.budget.enter(maxBytes);
    let deliveries: readonly Delivery[] = [];
    try {
      deliveries = await this.write(take);
    } finally {
      this.budget.settle(maxBytes, bytesOf(deliveries));
    }
    return deliveries;
  }

  /** What callers are told; the cause of what Prism does not know goes to the log. */
  failureOf(error: unknown): Failure {
    const failure = failureOf(error, storeFailed);
    if (failure.code === Code.INTERNAL) this.#onInternal(error);
    return failure;
  }

  #run<T>(kind: "read" | "write" | "write-once", attempt: () => Promise<T>): Promise<T> {
    if (this.#guard === null) return attempt();
    // Each call of the batch has its own deadline, at which it is handed back.
    return this.#guard.run({ kind, timeoutMs: Number.POSITIVE_INFINITY, attempt });
  }
}

/** Of the values, which are what can be large. */
export function bytesOf(deliveries: readonly Delivery[]): number {
  let bytes = 0;
  for (const { value } of deliveries) bytes += value.length;
  return bytes;
}

/** Whether what was open in the store is there no more, so that it must be opened anew. */
export function isMissing(error: unknown): boolean {
  return error instanceof PrismError && error.failure.reason === "STORE_MISSING";
}

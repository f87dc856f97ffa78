import type { Offer } from "../../common/offer.ts";
import type { Variant } from "../setting.ts";

/**
 * A kind of store as the configuration sees it. A new one is a file in this folder and a line in backend-types.ts; its
 * code is in `src/backends/<name>/`.
 */
export interface BackendType extends Variant {
  /**
   * Which worker serves a namespace on it. `one-worker`: one worker owns the whole backend, as one file has one writer.
   * `by-namespace`: each namespace has an owner of its own, as their data have nothing in common. `every-worker`: a
   * server on the network; each worker has connections of its own and serves every keyvalue namespace, while a stream,
   * whose consumers share what one of them must know, has an owner of its own.
   */
  readonly placement: "one-worker" | "by-namespace" | "every-worker";
  /** Whether what it keeps outlives the thread that serves it. */
  readonly isLasting: boolean;
  /** By pattern, what it gives at its best: a server's own settings may make it less. Without a line it has no such namespaces. */
  readonly offers: { readonly keyvalue?: Offer; readonly stream?: Offer };
  /** Settings of a stream that it has beyond those that every store has. */
  readonly streamAbilities?: readonly ("partitions" | "replicas" | "keep")[];
  /** What it gives is known when a worker has it and not before: `offers` has all that cannot be excluded. */
  readonly areOffersOpen?: true;
}

import type { DeadLetter, Delivery, GroupLag } from "../../backends/stream-contract.ts";
import type { Failure } from "../../common/failure.ts";

/** What a call is answered with whose task does not carry that itself. */
export type StreamAnswer =
  | FetchedAnswer
  | { readonly kind: "settled"; readonly failures: readonly (Failure | null)[] }
  | { readonly kind: "lag"; readonly lag: GroupLag }
  | { readonly kind: "dead-letters"; readonly deadLetters: readonly DeadLetter[]; readonly nextPageToken: string }
  | { readonly kind: "groups"; readonly groups: readonly { readonly name: string; readonly consumers: number }[] }
  | { readonly kind: "count"; readonly count: number }
  | { readonly kind: "empty" };

export interface FetchedAnswer {
  readonly kind: "fetched";
  readonly deliveries: readonly Delivery[];
  readonly nextPosition: string;
  readonly consumer: string;
}

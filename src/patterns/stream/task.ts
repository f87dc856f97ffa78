import type { NewMessage, Settlement, StreamStart, TakeBounds } from "../../backends/stream-contract.ts";
import type { MessageFilter } from "./message-filter.ts";

/** What a Stream call asks, checked. Texts are byte strings. */
export type StreamTask =
  | PublishTask
  | FetchTask
  | SettleTask
  | { readonly kind: "leave"; readonly group: string; readonly consumer: string; readonly subscription: string }
  | AbandonTask
  | { readonly kind: "lag"; readonly group: string }
  | { readonly kind: "seek"; readonly group: string; readonly to: StreamStart }
  | ListDeadTask
  | { readonly kind: "replay-dead"; readonly ids: readonly string[] }
  | { readonly kind: "remove-dead"; readonly ids: readonly string[] }
  | { readonly kind: "list-groups" }
  | { readonly kind: "drop-group"; readonly group: string };

export interface PublishTask {
  readonly kind: "publish";
  readonly messages: readonly NewMessage[];
  /** Whether each message has a result of its own. */
  readonly isBatch: boolean;
}

export interface FetchTask {
  readonly kind: "fetch";
  /** Empty = reads alone. */
  readonly group: string;
  /** Empty without a group. */
  readonly consumer: string;
  readonly subscription: string;
  /** It named neither a consumer nor a subscription: nobody will come again under its name. */
  readonly isPassing: boolean;
  /** Null = not said. */
  readonly start: StreamStart | null;
  readonly bounds: TakeBounds;
  readonly waitMs: number;
  readonly leaseMs: number;
  /** Null = every message is wanted. */
  readonly filter: MessageFilter | null;
}

export interface SettleTask {
  readonly kind: "settle";
  readonly group: string;
  readonly settlements: readonly Settlement[];
}

/** The client of a fetch is gone. */
export interface AbandonTask {
  readonly kind: "abandon";
  /** The fetch's id on the connection of this call. */
  readonly fetchId: number;
}

export interface ListDeadTask {
  readonly kind: "list-dead";
  readonly group: string;
  /** Empty = from the first. */
  readonly afterId: string;
  readonly maxItems: number;
}

import type { RequestTrace } from "./request-trace.ts";
import type { SpanLink } from "./span.ts";

/** A traced request that has been answered: all that its spans are made from. Never a key or a value. */
export interface FinishedRequest {
  readonly trace: RequestTrace;
  readonly door: string;
  /** As its client numbered it. */
  readonly requestId: number;
  readonly operation: number;
  /** Empty when it named none that is there. */
  readonly namespace: string;
  readonly pattern: "keyvalue" | "stream";
  /** Where it went, or would have gone; null without a namespace. */
  readonly store: StoreIdentity | null;
  /** gRPC code. */
  readonly code: number;
  /** Why it failed; empty when it did not. */
  readonly reason: string;
  readonly arrivalUs: number;
  readonly startedUs: number;
  readonly endUs: number;
  /** Whether it has spans within that of the gateway: not what was refused before a worker had it. */
  readonly hasSteps: boolean;
  /** Items of a batch call, or messages of a call to a stream; −1 = it is no such call. */
  readonly items: number;
  /** The group of subscribers that it speaks of; empty = none. */
  readonly group: string;
  /** The publishers of what it was delivered. */
  readonly links: readonly SpanLink[];
  readonly droppedLinks: number;
}

/** A store as spans tell of it. */
export interface StoreIdentity {
  /** `db.system.name` or `messaging.system`. */
  readonly system: string;
  /** As the configuration names it. */
  readonly backend: string;
  /** Whether it is part of this process. */
  readonly isEmbedded: boolean;
  /** Empty where it has none, or where the configuration does not say it openly. */
  readonly address: string;
  /** 0 = not known. */
  readonly port: number;
}

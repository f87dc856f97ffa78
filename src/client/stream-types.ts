import type { PrismError } from "../common/prism-error.ts";
import type { CallOptions, ValueInput } from "./key-value-types.ts";
import type { ReceivedMessage } from "./received-message.ts";

/** The shapes of the Stream calls: what goes in and what comes out. */

/** Names and values; names may repeat. Text becomes UTF-8. */
export type HeadersInput =
  | Readonly<Record<string, ValueInput>>
  | readonly (readonly [name: string, value: ValueInput])[];

/** A message to publish. Bytes are borrowed until the call's promise settles: do not change them before. */
export interface MessageInput {
  readonly value: ValueInput;
  /** Messages of one key keep their order where the store orders by key. */
  readonly key?: string | undefined;
  readonly headers?: HeadersInput | undefined;
  /** 1 to 128 bytes. Makes publishing safe to repeat, so that the client does when a connection breaks. */
  readonly idempotencyKey?: string | undefined;
}

export interface PublishResult {
  readonly position: string;
  /** The idempotency key was seen before: this is the first message's position. */
  readonly replayed: boolean;
}

/** One result for each message, in order. */
export type PublishResults = readonly (PublishResult | PrismError)[];

/** Where to begin: with the first message there is, with the next one, at or after a position, at a time. */
export type StartInput =
  | "earliest"
  | "latest"
  | { readonly position: string }
  | { readonly after: string }
  | { readonly time: Date | number };

/** Which messages are wanted: those that all of it holds for. */
export interface FilterInput {
  readonly keyPrefix?: string | undefined;
  readonly headers?: HeadersInput | undefined;
}

export interface ReadOptions {
  /** The consumers of a group share its messages, and acknowledge each. Without one, everything is read. */
  readonly group?: string | undefined;
  /** Who of the group this is; without, the gateway makes up a name. */
  readonly consumer?: string | undefined;
  /** Where a group begins that is new, else `earliest`; where reading without a group begins, else `latest`. */
  readonly start?: StartInput | undefined;
  readonly filter?: FilterInput | undefined;
  /** How long a message is leased to a consumer; else as the namespace declares. */
  readonly ackTimeoutMs?: number | undefined;
}

export interface FetchOptions extends ReadOptions, CallOptions {
  /** 0 = 100, at most 1000. */
  readonly maxMessages?: number | undefined;
  readonly maxBytes?: number | undefined;
  /** How long to wait while there is nothing; at most 60000. The call may take so much longer than its timeout. */
  readonly waitMs?: number | undefined;
  /** Keeps the place open between fetches of one subscriber. */
  readonly subscription?: string | undefined;
}

export interface FetchResult {
  readonly messages: readonly ReceivedMessage[];
  /** Without a group: where to go on, as `start: { after }`. */
  readonly nextPosition: string;
  readonly consumer: string;
}

export interface SubscribeOptions extends ReadOptions {
  /** Messages that may be here and not taken; 100, of a group 16. */
  readonly prefetch?: number | undefined;
  /** Ends it when the gateway has had nothing for so long. A gateway that is away for so long is a failure. */
  readonly idleMs?: number | undefined;
  /** Ends the subscription. */
  readonly signal?: AbortSignal | undefined;
  /** Hears of failures that pass: the subscription goes on by itself. */
  readonly onProblem?: ((error: PrismError) => void) | undefined;
}

export interface NackOptions {
  /** Not delivered again sooner. */
  readonly delayMs?: number | undefined;
  /** Never delivered again: kept among the dead letters. */
  readonly bury?: boolean | undefined;
  /** Kept with a dead letter. */
  readonly reason?: string | undefined;
}

/** One for each lease, in order: null when it is settled, or why not. */
export type SettleResults = readonly (PrismError | null)[];

export interface GroupLag {
  /** Messages that no consumer of the group has been given. */
  readonly waiting: number;
  /** Messages that are leased, or wait for their delay. */
  readonly pending: number;
  readonly partitions: readonly PartitionLag[];
}

export interface PartitionLag {
  readonly partition: number;
  /** The first message that is not acknowledged; empty when all are. */
  readonly position: string;
  /** The last message of the stream; empty when there is none. */
  readonly end: string;
  readonly waiting: number;
}

export interface GroupInfo {
  readonly name: string;
  /** Subscribers of it that the gateway has. */
  readonly consumers: number;
}

export interface DeadLetterOptions extends CallOptions {
  /** Of one group; without, of all. */
  readonly group?: string | undefined;
  /** 0 = 100, at most 1000. */
  readonly pageSize?: number | undefined;
  /** `nextPageToken` of the page before. */
  readonly pageToken?: string | undefined;
}

/** A message that a group could not do. */
export interface DeadLetter {
  readonly id: string;
  readonly group: string;
  readonly reason: string;
  readonly attempts: number;
  readonly diedMs: number;
  readonly message: ReceivedMessage;
}

export interface DeadLetterPage {
  readonly deadLetters: readonly DeadLetter[];
  /** Empty on the last page. */
  readonly nextPageToken: string;
}

import type { Failure } from "../common/failure.ts";
import type { Bytes, Durability, Outcome } from "./contract.ts";
import type { Finding, NetworkedStats, NetworkedStore } from "./networked-contract.ts";

/**
 * What a store must be for Prism to keep streams in it: logs of messages that are appended to at the end, read from any
 * place, and worked off by groups of consumers.
 *
 * A *position* is where a message stands in its stream: a text that only the store reads. Positions of one partition are
 * in order; Kafka has several partitions, every other store one. A *lease* is a message that was given to a consumer
 * of a group and is neither acknowledged nor given back; when its time is over, the message is delivered again.
 *
 * One thread owns a stream: of a gateway, every call for a namespace goes to one worker's store.
 */

/** Name and value, byte strings; names may repeat, and keep their order. Names that begin with `prism-` are Prism's own. */
export type Header = readonly [name: string, value: string];

/** How a stream is to be made. Where a store has it already with other settings, they are changed to these if the store can. */
export interface StreamSpec {
  readonly name: string;
  /** Messages older than this may go; 0 = never. */
  readonly retentionMs: number;
  /** When the stream is larger, its oldest messages go; 0 = no bound. */
  readonly maxBytes: number;
  /** Where a store has partitions. */
  readonly partitions: number;
  /** Where a store keeps copies on several servers. */
  readonly replicas: number;
  /** `core`: not kept at all, whoever listens gets it (NATS); `stored` everywhere else. */
  readonly keep: "stored" | "core";
}

/** A message to be appended. Of the call's own: its buffers stay as they are until the promise is settled. */
export class NewMessage {
  namespaceId = 0;
  /** Byte string; empty = none. Messages of one key keep their order where the store orders by key. */
  key = "";
  value: Uint8Array = empty;
  headers: readonly Header[] = none;
  /** Byte string; empty = none. */
  idempotencyKey = "";
  /** 16 bytes that stand for the message; empty without an idempotency key. */
  fingerprint: Uint8Array = empty;
  rememberUntilMs = 0;

  /** DONE, or FAILED with `failure`. */
  outcome: Outcome = 0;
  position = "";
  /** The key was known with the same fingerprint: nothing was appended, `position` is the first one's. */
  isReplay = false;
  failure: Failure | null = null;
}

const empty = new Uint8Array(0);
const none: readonly Header[] = [];

/** A message as it comes out. */
export interface Delivery {
  readonly position: string;
  readonly key: string;
  readonly value: Bytes;
  readonly headers: readonly Header[];
  /** When the store took it, milliseconds since the epoch. */
  readonly publishedMs: number;
  /** Groups: the how manieth delivery to this group it is, from 1. Readers: 0. */
  readonly attempt: number;
  /** Groups: stands for this delivery when it is settled; a text that only the store reads. Readers: empty. */
  readonly lease: string;
}

/** Where to begin. */
export type StreamStart =
  | { readonly at: "earliest" }
  /** With the first message that is appended after this. */
  | { readonly at: "latest" }
  /** With this message, or the next one that is still there. */
  | { readonly at: "position"; readonly position: string }
  /** With the one after this message. */
  | { readonly at: "after"; readonly position: string }
  /** With the first message that the store took at this time or later; milliseconds since the epoch. */
  | { readonly at: "time"; readonly timeMs: number };

/** At most so many messages, and so many bytes of keys, values and headers; one message, however large, if there is any. */
export interface TakeBounds {
  readonly maxItems: number;
  readonly maxBytes: number;
}

/**
 * Reads a stream, for one subscriber, from a place on; nothing is kept in the store of how far it has come. `take`
 * resolves with what there is at once: when that is nothing, `onReady`, which it was opened with, is called as soon as
 * there may be something. One `take` at a time. What is not taken stays in the store, but for a bounded read-ahead.
 */
export interface StreamReader {
  take(bounds: TakeBounds): Promise<readonly Delivery[]>;
  /**
   * The position that `{ at: "after" }` goes on from here with; empty when there is none yet. With it a subscriber that began
   * at the latest and has had nothing misses nothing either when it comes again. Where a stream has partitions, it says how far the
   * reader is in each of them, which the position of a message does not.
   */
  after?(): string;
  close(): Promise<void>;
}

export const SettleAction = {
  /** Done: never again. */
  ACK: 0,
  /** Not done: again, to whichever consumer, in `delayMs` at the earliest. */
  NACK: 1,
  /** Still at it: the lease ends `delayMs` from now. */
  EXTEND: 2,
  /** Never again, but kept among the dead letters with `reason`. */
  BURY: 3,
} as const;

export type SettleAction = (typeof SettleAction)[keyof typeof SettleAction];

/** What is to become of one delivery. */
export class Settlement {
  lease = "";
  action: SettleAction = SettleAction.ACK;
  delayMs = 0;
  reason = "";
  /** DONE; ABSENT when the lease has ended, or never was; FAILED with `failure`. */
  outcome: Outcome = 0;
  failure: Failure | null = null;
}

/**
 * A group of consumers that share a stream: each message goes to one of them, and again until it is acknowledged. The
 * place that a group has come to is kept in the store, across restarts of either.
 */
export interface StreamGroup {
  /**
   * As {@link StreamReader.take}, for one consumer: what comes is leased to it for `leaseMs`. `onReady` is also called when
   * leases end and delays are over. Several consumers may take at one time.
   */
  take(consumer: string, bounds: TakeBounds, leaseMs: number): Promise<readonly Delivery[]>;
  settle(settlements: readonly Settlement[]): Promise<void>;
  /** The consumer is gone: what it had leased is delivered again at once. */
  release(consumer: string): Promise<void>;
  lag(): Promise<GroupLag>;
  /** From now on delivers from there; leases end, counters of attempts start anew. */
  seek(to: StreamStart): Promise<void>;
  /** This worker no longer takes part; leases end. */
  close(): Promise<void>;
}

export interface GroupLag {
  /** Messages that no consumer of the group has been given. */
  readonly waiting: number;
  /** Messages that are leased or wait for their delay. */
  readonly pending: number;
  readonly partitions: readonly {
    readonly partition: number;
    /** The first message that is not acknowledged; empty when all are. */
    readonly position: string;
    /** The last message of the stream; empty when there is none. */
    readonly end: string;
    readonly waiting: number;
  }[];
}

/** A message that a group could not do. */
export interface DeadLetter {
  /** Stands for it among the dead letters: a text in the order in which they came. */
  readonly id: string;
  /** Byte string. */
  readonly group: string;
  readonly reason: string;
  readonly attempts: number;
  readonly diedMs: number;
  /** The message as it was, with the position that it had. */
  readonly message: Delivery;
}

export interface StreamStore {
  readonly guarantees: StreamGuarantees;
  readonly findings: readonly Finding[];

  /** A number for the namespace, for the life of this object; the stream itself is made when it is first used. */
  openStream(spec: StreamSpec): number;
  /** The number that stands for the stream in the store, until it is dropped; makes it when it is not there. */
  storeIdOf(namespaceId: number): Promise<number>;
  /** Whether it has no message, and no dead letter. */
  isEmpty(namespaceId: number): Promise<boolean>;
  /** Of a store that ends with its thread: whether the stream has never been used, so that it may begin anew in another. */
  isUnused?(namespaceId: number): boolean;
  /** Removes the stream that has this number in the store, with its groups and dead letters; its name then stands for a new one. */
  dropStream(storeId: number): Promise<void>;

  /** Appends in order. Rejects when nothing is known of any; else every message has an outcome, and is durable as declared when DONE. */
  appendMany(messages: readonly NewMessage[]): Promise<void>;
  /** How many `appendMany` may be under way for one stream without losing the order. */
  readonly appendLanes: number;

  openReader(namespaceId: number, start: StreamStart, onReady: () => void): Promise<StreamReader>;
  /** Takes part in a group, whose name is a byte string; `start` counts when the group is not there yet. */
  openGroup(namespaceId: number, group: string, start: StreamStart, onReady: () => void): Promise<StreamGroup>;
  /** Groups that the stream has in the store. */
  listGroups(namespaceId: number): Promise<readonly string[]>;
  dropGroup(namespaceId: number, group: string): Promise<void>;

  /**
   * Dead letters after `afterId` (empty = from the first), of one group (empty = of all). Here and below, a text that the
   * store never gives as an id is refused as `readDeadLetterIds` does, before anything is done; ids of letters that are not
   * there (any more) are passed over.
   */
  listDead(namespaceId: number, group: string, afterId: string, bounds: TakeBounds): Promise<readonly DeadLetter[]>;
  /** Appends the messages to the stream again, with the header `prism-replay-group` = their group, and removes the dead letters. Returns how many it found. */
  replayDead(namespaceId: number, ids: readonly string[]): Promise<number>;
  /** Returns how many it has removed. */
  removeDead(namespaceId: number, ids: readonly string[]): Promise<number>;

  /** A bounded step of housekeeping: retention, what was dropped, forgotten idempotency keys. 0 when nothing is left for now. */
  sweep(nowMs: number, maxItems: number): Promise<number>;
  /** Of an embedded store: throws a {@link PrismError} when it cannot serve now. */
  checkHealth?(): void;
  /** Bytes that the store keeps for all streams, where it can tell without a scan; else −1. */
  stats(): { readonly bytes: number };
  close(): Promise<void>;
}

/** A stream store that is a server on the network. */
export interface NetworkedStreamStore extends Omit<StreamStore, "stats" | "checkHealth">, NetworkedStore {
  stats(): NetworkedStats & { readonly bytes: number };
}

export interface StreamGuarantees {
  readonly durability: Durability;
  /** In which order messages come: all of a stream, those of one key, or none. */
  readonly ordering: "stream" | "key" | "none";
  /** `atomic`: an idempotency key is kept with its message; `window`: the store forgets it sooner than declared; `none`: such calls are refused. */
  readonly idempotency: "atomic" | "window" | "none";
  /** Consumer groups with leases. */
  readonly groups: boolean;
  /** Whether the counter of attempts outlives the gateway. */
  readonly attempts: "durable" | "gateway" | "none";
  /** What is there can be read again: from the earliest, a position, a time. */
  readonly replay: boolean;
  readonly retention: "time-and-bytes" | "time" | "none";
}

/** Says which group a message is for that was a dead letter: other groups pass it over. */
export const REPLAY_GROUP_HEADER = "prism-replay-group";

/** The headers of a dead letter that is appended again for its group; it may have been replayed before, for another. */
export function replayHeaders(headers: readonly Header[], group: string): readonly Header[] {
  return [...headers.filter(([name]) => name !== REPLAY_GROUP_HEADER), [REPLAY_GROUP_HEADER, group]];
}

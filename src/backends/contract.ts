import type { Failure } from "../common/failure.ts";
import type { Durability } from "../common/offer.ts";

/**
 * What a store must be for Prism to keep data in it. Batch-first: one call per group of requests.
 *
 * A *byte string* is a JavaScript string with one character (0–255) for each byte. Keys travel as byte strings of their
 * UTF-8: comparing two with `<` is comparing their bytes, and a Map finds them without decoding.
 */

/** Bytes as a view, or as a byte string, whichever the store has at hand. */
export type Bytes = Uint8Array | string;

/** What became of one item of a batch. */
export const Outcome = {
  /** Not decided yet; a store never leaves it so. */
  PENDING: 0,
  /** Read: found. Write: written. Delete: there was one, and it is gone. */
  DONE: 1,
  /** Read or delete: there is no such item, or it has expired. */
  ABSENT: 2,
  /** The condition `ifVersion` did not hold; `version` has the current version, 0 when there is no item. Nothing changed. */
  MISMATCH: 3,
  /** The store refused this item; `failure` says why. Nothing changed. */
  FAILED: 4,
  /** Another item of the same transaction could not be done, so this one was not either. */
  ABORTED: 5,
} as const;

export type Outcome = (typeof Outcome)[keyof typeof Outcome];

/** What a write asks of one item. */
export const ItemAction = {
  PUT: 0,
  DELETE: 1,
  /** Adds `delta` to a counter, see `common/counter.ts`; one that does not exist counts as 0. */
  INCREMENT: 2,
  /** Only the condition `ifVersion` is looked at; in transactions alone. */
  CHECK: 3,
} as const;

export type ItemAction = (typeof ItemAction)[keyof typeof ItemAction];

/** `ifVersion` of an item without a condition. */
export const ANY_VERSION = -1;

/** One item of a batch: filled by the pattern, completed by the store. Pooled, so a store keeps none of them. */
export class KeyValueItem {
  /** Which namespace: a number that stays the same for the life of the store (see `openNamespace`). */
  namespaceId = 0;
  /** Byte string. */
  key = "";
  /** Write: what is asked; a batch of an embedded store has one kind alone, and does not look at it. */
  action: ItemAction = ItemAction.PUT;
  /** INCREMENT: what is added, −2^63 to 2^63 − 1; afterwards the sum. */
  delta = 0n;
  /** Write: the value is `source[start, end)`, borrowed from shared memory: copy it, never keep the view. */
  source: Buffer = empty;
  start = 0;
  end = 0;
  /** Read: false when only existence and version are wanted; `value` then stays empty. */
  wantsValue = true;
  /** Write: condition; {@link ANY_VERSION} = none, 0 = must not exist. An expired item does not exist. */
  ifVersion: number = ANY_VERSION;
  /**
   * Write: when it ends; read: when it will end. Milliseconds since the epoch, 0 = never; of an INCREMENT, 0 = a counter that
   * is there keeps its end.
   */
  expiresAtMs = 0;

  outcome: Outcome = Outcome.PENDING;
  /** Read: the item's version. Write: its new version. */
  version = 0;
  /** Read: the value. */
  value: Bytes = "";
  failure: Failure | null = null;
}

const empty = Buffer.alloc(0);

/** A range of keys in byte order. Bounds are byte strings. */
export interface ScanQuery {
  readonly namespaceId: number;
  /** First key wanted, inclusive. */
  readonly from: string;
  /** First key no longer wanted, exclusive; null = to the end. */
  readonly to: string | null;
  readonly keysOnly: boolean;
  /** The page ends when it has this many items … */
  readonly maxItems: number;
  /** … or when keys and values together reach this many bytes; it has at least one item if there is any. */
  readonly maxBytes: number;
}

export interface ScannedItem {
  readonly key: string;
  readonly value: Bytes;
  readonly version: number;
  readonly expiresAtMs: number;
}

export interface ScanPage {
  readonly items: readonly ScannedItem[];
  /** Whether there may be more keys in the range after the last item. */
  readonly more: boolean;
}

/** What an idempotency key stands for. */
export interface RememberedWrite {
  /** Hash of what was asked, so that another request under the same key is told apart. */
  readonly fingerprint: Uint8Array;
  /** The encoded answer of the first write. */
  readonly answer: Uint8Array;
}

export type { Durability };

export interface KeyValueGuarantees {
  /** When a write is acknowledged, what does it survive? */
  readonly durability: Durability;
  /** Several writes between `begin` and `commit` become visible and durable together, or not at all. */
  readonly atomicBatch: boolean;
  readonly compareAndSet: boolean;
  readonly ttl: boolean;
  /** Reads see every write acknowledged before them. */
  readonly consistency: "strong" | "eventual";
  /** Scans come in byte order of the keys. */
  readonly orderedScan: boolean;
}

/**
 * A store for the KeyValue pattern, used by one thread.
 *
 * Batches run in order: of two items with the same key the later one wins. A thrown error means that the whole batch
 * failed (a {@link PrismError} from the store's error table); inside a transaction the caller then rolls back.
 * `nowMs` is the wall clock in milliseconds since the epoch; an item whose `expiresAtMs` is 1 to `nowMs` does not exist.
 * Versions are integers from 1 to 2^53 − 1; a new one is larger than all earlier ones of the store, across restarts.
 */
export interface KeyValueStore {
  readonly guarantees: KeyValueGuarantees;
  /**
   * Bytes that the value of one item may have, where that is less than the largest (1 MiB), as far as it is known: large values are
   * cut into chunks that fit.
   */
  readonly maxItemBytes?: number;

  /** The number of a namespace in this store; the same name gives the same number until that is dropped. */
  openNamespace(name: string): number;
  /** Whether the namespace has no item at all; one that has expired is none. */
  isEmpty(namespaceId: number, nowMs: number): boolean;
  /**
   * Of a store that ends with its thread: whether nothing would be missed if the namespace began anew in another thread, not
   * even an idempotency key.
   */
  isUnused?(namespaceId: number): boolean;
  /**
   * Forgets a namespace: what it has can no longer be reached, and is removed by {@link sweep}, step by step, across
   * restarts. Its name then gets another number, which no namespace of this store has had, and starts with nothing, no
   * remembered writes either. Durable when it returns; harmless when the number stands for nothing. Not in a transaction.
   */
  dropNamespace(namespaceId: number): void;

  getMany(items: readonly KeyValueItem[], nowMs: number): void;
  putMany(items: readonly KeyValueItem[], nowMs: number): void;
  deleteMany(items: readonly KeyValueItem[], nowMs: number): void;
  scan(query: ScanQuery, nowMs: number): ScanPage;

  /** Opens a transaction: what is written up to `commit` is durable when `commit` returns. */
  begin(): void;
  commit(): void;
  /** Undoes everything since `begin`. Never throws; harmless when the store has rolled back already. */
  rollback(): void;

  /** The write remembered under an idempotency key of this namespace, if it has not expired. */
  recall(namespaceId: number, idempotencyKey: string, nowMs: number): RememberedWrite | null;
  /** Keeps a write's answer until `expiresAtMs`, in the same transaction as the write. */
  remember(namespaceId: number, idempotencyKey: string, write: RememberedWrite, expiresAtMs: number): void;

  /**
   * One bounded step of housekeeping: removes at most `maxItems` items and idempotency keys that have expired or that are
   * of dropped namespaces, and may do other work that waits for a quiet moment. Returns 0 when nothing is left for now; else the caller comes back between two batches.
   */
  sweep(nowMs: number, maxItems: number): number;
  /** Throws a {@link PrismError} when the store cannot serve now. */
  checkHealth(): void;
  /** Gauges for the metrics, by name from the catalogue. */
  stats(): KeyValueStats;
  close(): void;
}

export interface KeyValueStats {
  /** Items, where the store can tell without a scan; else −1. */
  readonly items: number;
  /** Bytes used, of memory or of disk. */
  readonly bytes: number;
  /** The bound on `bytes`; 0 = none. */
  readonly maxBytes: number;
}

import type { Durability, KeyValueGuarantees, KeyValueItem, ScanPage, ScanQuery } from "./contract.ts";

/**
 * What a store must be that is a server on the network: as {@link KeyValueStore}, but each batch is a promise, and the
 * server may be away. Each worker has one of its own, with its own connections.
 *
 * Whoever calls it, the *guard*, is the one layer that waits, retries, and breaks off: a store tries a thing once, as well
 * as it can, and rejects with a {@link PrismError} of its error table, whose `retry` says `safe` only when nothing can have
 * been done or when doing it again changes nothing. A driver's own retries are switched off.
 */

/** What was found on the live server about one thing that it guarantees. */
export interface Finding {
  /** As the server calls it: `synchronous_commit`, `appendfsync`. */
  readonly setting: string;
  /** As the server gives it. */
  readonly value: string;
  /** What follows from it, as a sentence; empty when nothing does. */
  readonly meaning: string;
}

/** What every networked store has, whatever its pattern. */
export interface NetworkedStore {
  /**
   * Asks the server for a sign of life, and reads again what it guarantees. Connects when there is no connection. Rejects with
   * a {@link PrismError} when the store cannot serve. The guard asks it before it closes a breaker.
   */
  probe(timeoutMs: number): Promise<void>;
  /** What the last probe found, in an array of its own; empty before the first. Guarantees change with it alone. */
  readonly findings: readonly Finding[];
  stats(): NetworkedStats;
  /**
   * Has at most so many connections from now on. New calls go to those that stay; the others finish what they carry and are
   * closed. Resolves when they are. A store without it has as many as it needs, and no setting for them.
   */
  resize?(connections: number): Promise<void>;
  /** Gives back every connection; calls under way are rejected. Never rejects. */
  close(): Promise<void>;
}

export interface NetworkedStats {
  /** Connections that are open. */
  readonly connections: number;
  /** As many as there may be. */
  readonly maxConnections: number;
}

/** One write call: its items are done in order, and under one idempotency key. */
export interface KeyValueWrite {
  /** What is asked stands in each item's `action`. `version` is set where DONE; where MISMATCH it is the current one. */
  readonly items: readonly KeyValueItem[];
  /**
   * All items or none: when one of them is not DONE, nothing changes, and those that could have been done are ABORTED. A
   * DELETE of what is not there is ABSENT, and does not stand in the way.
   */
  readonly isAtomic: boolean;
  /** Byte string; empty = none. */
  readonly idempotencyKey: string;
  /** 16 bytes that stand for what was asked; empty without an idempotency key. */
  readonly fingerprint: Uint8Array;
  /** How long the idempotency key is remembered, in milliseconds since the epoch. */
  readonly rememberUntilMs: number;
  /**
   * Set by the store when the idempotency key is known with the same fingerprint: nothing was written now, and the items
   * have the outcomes, versions and sums of the first time.
   */
  isReplay: boolean;
  /** Set by the store when the key is known with another fingerprint: nothing was written. */
  isKeyReused: boolean;
}

/**
 * Versions, expiry and byte strings are as for {@link KeyValueStore}. Values of writes are buffers of the call's own: they stay
 * as they are until the promise is settled. A rejected batch has changed nothing, or it is not known what it changed; its
 * items mean nothing. What only one item is refused for (a value too large for this server, say) is that item's FAILED.
 *
 * The caller sees to order: no two batches under way have a key in common of which one writes it, and within one
 * `writeMany` no key occurs in two writes. In one write it may occur twice; then the later item comes after the earlier one.
 *
 * A write whose items are MISMATCH or FAILED throughout is not remembered under its idempotency key, so that it can be
 * tried again; one of which an item was done is, in the same transaction as the data.
 */
export interface NetworkedKeyValueStore extends NetworkedStore {
  /** What was found at the last probe; before it, what the store gives at least. */
  readonly guarantees: NetworkedKeyValueGuarantees;
  /** Batches that may be under way at one time: as many as it has connections for them. */
  readonly lanes: number;
  /** Items that one batch may have; a single write may have more. */
  readonly maxBatchItems: number;
  /**
   * Bytes that the value of one item may have, where that is less than the largest (1 MiB), as far as it is known: large values are
   * cut into chunks that fit.
   */
  readonly maxItemBytes?: number;

  /** A number for the namespace, for the life of this object; does not ask the server. */
  namespaceOf(name: string): number;
  /** The number that stands for the namespace in the server, until it is dropped: makes one when it has none. */
  storeIdOf(namespaceId: number, timeoutMs: number): Promise<number>;
  isEmpty(namespaceId: number, nowMs: number, timeoutMs: number): Promise<boolean>;
  /**
   * Forgets the namespace that has this number in the server: its items and remembered writes can no longer be reached,
   * and are removed by {@link sweep}. Its name then stands for a new one. Harmless when there is none.
   */
  dropNamespace(storeId: number, timeoutMs: number): Promise<void>;

  /** Completes `outcome`, and of what was found `version`, `expiresAtMs` and `value`, of which the caller may keep no view. */
  getMany(items: readonly KeyValueItem[], nowMs: number, timeoutMs: number): Promise<void>;
  writeMany(writes: readonly KeyValueWrite[], nowMs: number, timeoutMs: number): Promise<void>;
  scan(query: ScanQuery, nowMs: number, timeoutMs: number): Promise<ScanPage>;
  /** One bounded step of housekeeping, as {@link KeyValueStore.sweep}; only one worker of a gateway is asked. */
  sweep(nowMs: number, maxItems: number, timeoutMs: number): Promise<number>;
}

export interface NetworkedKeyValueGuarantees extends KeyValueGuarantees {
  readonly durability: Durability;
  /** Counters are added to in one step. */
  readonly counters: boolean;
  /** `isAtomic` writes of several keys. */
  readonly transactions: boolean;
  /** `atomic`: an idempotency key is kept in the same transaction as its write; `none`: such calls are refused. */
  readonly idempotency: "atomic" | "none";
}

/** What a networked store is made with. */
export interface StoreSurroundings {
  /** The worker's number, from 0: only for names of connections. */
  readonly worker: number;
  /** Wall clock in milliseconds since the epoch. */
  readonly nowMs: () => number;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** Hears of what goes wrong beside any call, for the log. */
  readonly onProblem: (error: unknown) => void;
}

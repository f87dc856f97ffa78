import type { Bytes, Durability } from "../contract.ts";
import type { Header } from "../stream-contract.ts";

/** A message as it is kept. Its place is a number that its stream counts from 1, without a gap. */
export interface StoredMessage {
  readonly sequence: number;
  /** Never less than that of the message before. */
  readonly publishedMs: number;
  readonly key: string;
  readonly headers: readonly Header[];
  readonly value: Bytes;
}

/** What is known of a stream beside its messages; those with the numbers `first` to `next` − 1 are there. */
export interface StreamRecord {
  readonly id: number;
  first: number;
  next: number;
  /** Of its messages, as {@link messageBytes} counts. */
  bytes: number;
  /** When the last message was taken. */
  lastMs: number;
  deadCount: number;
  deadBytes: number;
}

export interface GroupRecord {
  /** No other group of the store ever has had it. */
  readonly id: number;
  readonly name: string;
  /** The first message that no consumer has been given. */
  cursor: number;
  /** How often it was sent elsewhere: leases from before a seek stand for nothing. */
  seeks: number;
}

/** A message that a group has been given and that is not acknowledged. */
export interface PendingRecord {
  readonly sequence: number;
  attempt: number;
  /** When the lease ends or the delay is over. */
  dueMs: number;
}

export interface DeadRecord {
  readonly id: number;
  readonly group: string;
  readonly reason: string;
  readonly attempts: number;
  readonly diedMs: number;
  readonly message: StoredMessage;
}

/** What was appended under an idempotency key. */
export interface RememberedMessage {
  readonly fingerprint: Uint8Array;
  readonly sequence: number;
}

/**
 * Where an embedded store keeps its streams. It does as it is told and knows nothing of time, leases, or who reads: that is
 * {@link EmbeddedStreamStore}, which is the same for all of them.
 */
export interface StreamStorage {
  readonly durability: Durability;
  readonly hasDurableAttempts: boolean;

  /**
   * All that `work` changes, or nothing when it throws. With `isDurable` it survives what `durability` says when this
   * returns; without, it may be lost together with what came after it, and with nothing else.
   */
  transact(isDurable: boolean, work: () => void): void;

  findStream(name: string): StreamRecord | null;
  addStream(name: string): StreamRecord;
  saveStream(stream: StreamRecord): void;
  /** Its name stands for nothing from now on; what it had is removed by {@link sweepDropped}. */
  dropStream(streamId: number): void;
  /** Removes so many rows of dropped streams and groups at most; returns how many. */
  sweepDropped(maxItems: number): number;

  /** Whether there is room for so many bytes more: what is appended then fits. */
  fits(bytes: number): boolean;
  append(streamId: number, message: StoredMessage): void;
  /** Messages from this number on, which the caller knows to be there, at most so many; it may return fewer, but one. */
  read(streamId: number, from: number, maxItems: number, maxBytes: number): StoredMessage[];
  publishedMsOf(streamId: number, sequence: number): number;
  /** Of the first messages from `first` on: how many there are before one fails `isGone`, and their bytes. */
  measure(streamId: number, first: number, isGone: (publishedMs: number, bytes: number) => boolean): TrimmedMessages;
  /** Removes the messages `[first, end)`, of so many bytes. */
  remove(streamId: number, first: number, end: number, bytes: number): void;

  recall(streamId: number, idempotencyKey: string, nowMs: number): RememberedMessage | null;
  remember(streamId: number, idempotencyKey: string, message: RememberedMessage, untilMs: number): void;
  /** Forgets at most so many idempotency keys whose time is over. */
  forget(nowMs: number, maxItems: number): number;

  groupsOf(streamId: number): GroupRecord[];
  pendingOf(groupId: number): PendingRecord[];
  addGroup(streamId: number, name: string, cursor: number): GroupRecord;
  saveGroup(group: GroupRecord): void;
  dropGroup(groupId: number): void;
  /** Adds or changes. */
  putPending(groupId: number, pending: PendingRecord): void;
  removePending(groupId: number, sequence: number): void;
  clearPending(groupId: number): void;

  addDead(streamId: number, dead: Omit<DeadRecord, "id">): void;
  /** Dead letters with numbers above `afterId`, in order, of one group or, when it is empty, of all. */
  readDead(streamId: number, group: string, afterId: number, maxItems: number): DeadRecord[];
  findDead(streamId: number, id: number): DeadRecord | null;
  removeDead(streamId: number, dead: DeadRecord): void;

  bytes(): number;
  /** Throws a {@link PrismError} when it cannot serve now. */
  checkHealth(): void;
  close(): void;
}

export interface TrimmedMessages {
  readonly count: number;
  readonly bytes: number;
}

/** What a message counts for beside its key, headers and value: about what either storage needs for it. */
export const MESSAGE_OVERHEAD_BYTES = 128;

export function messageBytes({ key, headers, value }: Pick<StoredMessage, "key" | "headers" | "value">): number {
  let bytes = MESSAGE_OVERHEAD_BYTES + key.length + value.length;
  for (const [name, text] of headers) bytes += name.length + text.length;
  return bytes;
}

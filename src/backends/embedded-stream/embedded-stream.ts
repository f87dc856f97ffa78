import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import { Outcome } from "../contract.ts";
import { type NewMessage, replayHeaders, type StreamSpec } from "../stream-contract.ts";
import { GroupState } from "./group-state.ts";
import { positionOf } from "./position.ts";
import { type DeadRecord, messageBytes, type StoredMessage, type StreamRecord, type StreamStorage } from "./storage.ts";

/** Whoever has taken all there was, and is to be told when there is more. */
export interface Listener {
  onAppended(): void;
}

/** One stream: its record, its groups, and who waits for it. What it does to the storage is done in the caller's transaction. */
export class EmbeddedStream {
  readonly storage: StreamStorage;
  readonly record: StreamRecord;
  readonly groups = new Map<string, GroupState>();
  readonly listeners = new Set<Listener>();
  spec: StreamSpec;
  isDropped = false;

  constructor(storage: StreamStorage, record: StreamRecord, spec: StreamSpec) {
    this.storage = storage;
    this.record = record;
    this.spec = spec;
    for (const group of storage.groupsOf(record.id)) {
      this.groups.set(group.name, new GroupState(this, group, storage.pendingOf(group.id)));
    }
  }

  /** Throws when it has been dropped since the caller had it. */
  check(): void {
    if (this.isDropped) throw new PrismError(gone, { source: "backend" });
  }

  /** Appends a message, or finds the one that its idempotency key stands for; its outcome says which. */
  append(message: NewMessage, nowMs: number): void {
    if (message.idempotencyKey !== "" && this.#isKnown(message, nowMs)) return;
    const sequence = this.#add(message.key, message.value, message.headers, nowMs, message.idempotencyKey.length);
    if (sequence === 0) {
      message.outcome = Outcome.FAILED;
      message.failure = full;
      return;
    }
    if (message.idempotencyKey !== "") {
      const remembered = { fingerprint: message.fingerprint, sequence };
      this.storage.remember(this.record.id, message.idempotencyKey, remembered, message.rememberUntilMs);
    }
    message.outcome = Outcome.DONE;
    message.isReplay = false;
    message.position = positionOf(sequence);
  }

  /** Appends what were dead letters, each for its group alone; throws, before anything is done, when there is no room. */
  revive(letters: readonly DeadRecord[], nowMs: number): void {
    const messages = letters.map(({ group, message }) => {
      return { ...message, headers: replayHeaders(message.headers, group) };
    });
    const bytes = messages.reduce((sum, message) => sum + messageBytes(message), 0);
    if (!this.storage.fits(bytes)) throw new PrismError(full, { source: "backend", retry: "safe" });
    for (const { key, value, headers } of messages) this.#add(key, value, headers, nowMs, 0);
  }

  bury(group: string, message: StoredMessage, attempts: number, reason: string, nowMs: number): void {
    this.record.deadCount++;
    this.record.deadBytes += messageBytes(message);
    this.storage.addDead(this.record.id, { group, reason, attempts, diedMs: nowMs, message });
  }

  removeDead(dead: DeadRecord): void {
    this.record.deadCount--;
    this.record.deadBytes -= messageBytes(dead.message);
    this.storage.removeDead(this.record.id, dead);
  }

  /** The message with this number; null when it is not there any more. */
  find(sequence: number): StoredMessage | null {
    const { id, first, next } = this.record;
    if (sequence < first || sequence >= next) return null;
    return this.storage.read(id, sequence, 1, 1)[0] ?? null;
  }

  save(): void {
    this.storage.saveStream(this.record);
  }

  /** Removes messages that are too old or too many, at most so many; returns how many. */
  trim(nowMs: number, maxItems: number): number {
    const { record, spec } = this;
    const oldestMs = spec.retentionMs === 0 ? Number.NEGATIVE_INFINITY : nowMs - spec.retentionMs;
    let excess = spec.maxBytes === 0 ? 0 : record.bytes - spec.maxBytes;
    if (excess <= 0 && oldestMs === Number.NEGATIVE_INFINITY) return 0;
    let left = maxItems;
    let leftBytes = TRIM_STEP_BYTES;
    const { count, bytes } = this.storage.measure(record.id, record.first, (publishedMs, size) => {
      if (left === 0 || leftBytes <= 0 || (excess <= 0 && publishedMs >= oldestMs)) return false;
      excess -= size;
      leftBytes -= size;
      left--;
      return true;
    });
    if (count === 0) return 0;
    this.storage.remove(record.id, record.first, record.first + count, bytes);
    record.first += count;
    record.bytes -= bytes;
    return count;
  }

  /** Dead letters have the bounds of the stream, of their own. */
  trimDead(nowMs: number, maxItems: number): number {
    const { record, spec } = this;
    let removed = 0;
    while (removed < maxItems && record.deadCount > 0) {
      const [oldest] = this.storage.readDead(record.id, "", 0, 1);
      if (oldest === undefined) break;
      const isOld = spec.retentionMs !== 0 && oldest.diedMs < nowMs - spec.retentionMs;
      const isOver = spec.maxBytes !== 0 && record.deadBytes > spec.maxBytes;
      if (!isOld && !isOver) break;
      this.removeDead(oldest);
      removed++;
    }
    return removed;
  }

  /** Whoever waits hears it; nobody waits afterwards, until it has taken again. */
  wake(): void {
    if (this.listeners.size === 0) return;
    for (const listener of [...this.listeners]) listener.onAppended();
  }

  #isKnown(message: NewMessage, nowMs: number): boolean {
    const known = this.storage.recall(this.record.id, message.idempotencyKey, nowMs);
    if (known === null) return false;
    if (Buffer.compare(known.fingerprint, message.fingerprint) === 0) {
      message.outcome = Outcome.DONE;
      message.isReplay = true;
      message.position = positionOf(known.sequence);
    } else {
      message.outcome = Outcome.FAILED;
      message.failure = reused;
    }
    return true;
  }

  /** The new message's number; 0 when there is no room for it. */
  #add(
    key: string,
    value: StoredMessage["value"],
    headers: StoredMessage["headers"],
    nowMs: number,
    extraBytes: number,
  ): number {
    const { record } = this;
    const sequence = record.next;
    const message = { sequence, publishedMs: Math.max(nowMs, record.lastMs), key, headers, value };
    const bytes = messageBytes(message);
    if (!this.storage.fits(bytes + (extraBytes === 0 ? 0 : REMEMBERED_BYTES + extraBytes))) return 0;
    this.storage.append(record.id, message);
    record.next = sequence + 1;
    record.bytes += bytes;
    record.lastMs = message.publishedMs;
    return sequence;
  }
}

/** Removed in one step: no batch brings more, and no other one waits long behind it. */
const TRIM_STEP_BYTES = 16 * 1024 * 1024;

/** What a remembered idempotency key counts for beside its own bytes. */
export const REMEMBERED_BYTES = 192;

const full = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "STORE_FULL",
  "the store has no room for this message: lower retention or maxBytes of the stream, or raise maxBytes of the backend",
  { retryAfterMs: 1_000 },
);

const reused = new Failure(
  Code.INVALID_ARGUMENT,
  "IDEMPOTENCY_KEY_REUSED",
  "idempotency_key was used for a different message; give each message a key of its own",
  { metadata: { field: "idempotency_key" } },
);

const gone = new Failure(
  Code.FAILED_PRECONDITION,
  "STORE_MISSING",
  "the stream was removed from its store while it was read; subscribe anew",
);

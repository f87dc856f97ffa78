import type { Msg } from "nats";
import { addToCounter } from "../../../common/counter.ts";
import type { Failure } from "../../../common/failure.ts";
import { ANY_VERSION, ItemAction, type KeyValueItem, Outcome } from "../../contract.ts";
import { isApiError, isUnheard, readAnswer } from "../api.ts";
import {
  type ApiError,
  apiPrismError,
  isGone,
  isWrongLastSequence,
  itemTooLarge,
  tooMuchContention,
} from "../errors.ts";
import type { Exchange, Round } from "../exchange.ts";
import type { Names } from "../names.ts";
import { subjectOfKey } from "../subject-token.ts";
import type { Bucket } from "./buckets.ts";
import {
  askForItem,
  BURIED_MS,
  isLive,
  itemHeaders,
  MAX_HEADER_BYTES,
  readItem,
  type StoredItem,
} from "./stored-item.ts";

/** What an item waits for. */
const Stage = { IDLE: 0, READ: 1, WRITE: 2, BURY: 3, REMOVE: 4 } as const;

const nothing = new Uint8Array(0);

/** How often one item is tried anew because others were quicker. Each time one of them has got on. */
const MAX_ATTEMPTS = 64;
/** So often at once; then after a pause, chosen by chance, of up to one millisecond more each time. */
const PATIENT_ATTEMPTS = 2;
const MOST_PAUSE_MS = 20;

export interface WriteRunParts {
  readonly exchange: Exchange;
  readonly names: Names;
  /** By item. */
  readonly buckets: readonly Bucket[];
  readonly items: readonly KeyValueItem[];
  readonly nowMs: number;
  readonly timeoutMs: number;
  /** Whether the server is known to have no room: deletes then take away messages at once, which makes some. */
  readonly isFull: boolean;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** Which of these buckets are there. */
  readonly missing: (buckets: readonly Bucket[]) => Promise<ReadonlySet<Bucket>>;
}

/**
 * Writes a batch: all items at once, but those of one key one after the other. An item without a condition is one message.
 * One that depends on what is there is read first, and then written only if nobody has written the key since:
 *
 *     PUT any ─────────────────────────► WRITE ─► done
 *     PUT if 0 ────────────────────────► WRITE (expects 0) ── wrong ──┐
 *     PUT if n, INCREMENT, DELETE ─► READ ─► WRITE (expects what was read) ── wrong ─► READ …
 *                                      ├───► BURY (the same, a tombstone) ──── wrong ─► READ …
 *                                      │       └─ full ─► READ ─► REMOVE (that very message) ── gone ─► READ …
 *                                      └───► MISMATCH, ABSENT
 *
 * A tombstone is an empty item that has ended long ago, so whoever reads takes it for none; the sweeper removes it.
 */
export class WriteRun {
  readonly #parts: WriteRunParts;
  readonly #round: Round;
  readonly #stages: Uint8Array;
  readonly #attempts: Uint8Array;
  /** By item: 1 if there is no room for its tombstone. */
  readonly #isFull: Uint8Array;
  /** By item: the next one of the same key, or −1. */
  readonly #next: Int32Array;
  /** Items that nobody has heard of: their stream is not there. Nothing was done of them. */
  readonly unheard: KeyValueItem[] = [];
  /** By slot: what a counter is being set to. */
  readonly #sums = new Map<number, { readonly sum: bigint; readonly expiresAtMs: number }>();

  constructor(parts: WriteRunParts) {
    const { exchange, items, timeoutMs } = parts;
    this.#parts = parts;
    this.#stages = new Uint8Array(items.length);
    this.#attempts = new Uint8Array(items.length);
    this.#isFull = new Uint8Array(items.length).fill(parts.isFull ? 1 : 0);
    this.#next = new Int32Array(items.length).fill(-1);
    this.#round = exchange.round({
      timeoutMs,
      isRead: false,
      onReply: (slot, msg) => this.#take(slot, msg),
      onSilence: () => void this.#askWhy(),
    });
  }

  async done(): Promise<void> {
    const { items, buckets } = this.#parts;
    const last = new Map<string, number>();
    const first: number[] = [];
    for (let slot = 0; slot < items.length; slot++) {
      const key = `${(buckets[slot] as Bucket).id} ${(items[slot] as KeyValueItem).key}`;
      const before = last.get(key);
      if (before === undefined) first.push(slot);
      else this.#next[before] = slot;
      last.set(key, slot);
    }
    for (const slot of first) this.#start(slot);
    await this.#round.answered();
  }

  #start(slot: number): void {
    const item = this.#item(slot);
    if (item.action === ItemAction.PUT && item.ifVersion === ANY_VERSION) this.#write(slot, null);
    else if (item.action === ItemAction.PUT && item.ifVersion === 0) this.#write(slot, 0);
    else this.#read(slot);
  }

  #take(slot: number, msg: Msg): void {
    if (isUnheard(msg)) {
      this.#pass(slot);
      return;
    }
    const stage = this.#stages[slot];
    if (stage === Stage.READ) this.#decide(slot, readItem(msg, this.#bucket(slot)));
    else if (stage === Stage.WRITE) this.#written(slot, readAnswer(msg) as { seq: number } | { error: ApiError });
    else if (stage === Stage.BURY) this.#buried(slot, readAnswer(msg) as { seq: number } | { error: ApiError });
    else this.#removed(slot, readAnswer(msg) as object | { error: ApiError });
  }

  /** A read from a stream that is not there is never answered. */
  async #askWhy(): Promise<void> {
    const { buckets, missing } = this.#parts;
    const gone = await missing(buckets);
    for (let slot = 0; slot < buckets.length; slot++) {
      if (this.#stages[slot] !== Stage.READ || !gone.has(this.#bucket(slot))) continue;
      this.#pass(slot);
      this.#round.giveUp(slot);
    }
  }

  /** Nothing was done of this item, and of those of its key that come after it. */
  #pass(slot: number): void {
    this.#stages[slot] = Stage.IDLE;
    for (let at = slot; at !== -1; at = this.#next[at] as number) this.unheard.push(this.#item(at));
  }

  #read(slot: number): void {
    this.#stages[slot] = Stage.READ;
    askForItem(this.#round, slot, this.#parts.names, this.#bucket(slot), this.#item(slot).key);
  }

  #decide(slot: number, stored: StoredItem | null): void {
    const item = this.#item(slot);
    const live = isLive(stored, this.#parts.nowMs) ? stored : null;
    const version = live?.sequence ?? 0;
    if (item.ifVersion !== ANY_VERSION && item.ifVersion !== version) {
      item.version = version;
      this.#finish(slot, Outcome.MISMATCH);
    } else if (item.action === ItemAction.PUT) this.#write(slot, stored?.sequence ?? 0);
    else if (item.action === ItemAction.INCREMENT) this.#increment(slot, stored, live);
    else if (item.action === ItemAction.CHECK) {
      item.version = version;
      this.#finish(slot, Outcome.DONE);
    } else if (live === null) this.#finish(slot, Outcome.ABSENT);
    else if (this.#isFull[slot] === 1) this.#remove(slot, live.sequence);
    else this.#bury(slot, live.sequence);
  }

  #increment(slot: number, stored: StoredItem | null, live: StoredItem | null): void {
    const item = this.#item(slot);
    const sum = addToCounter(live === null ? null : textOf(live.value), item.delta);
    if (typeof sum !== "bigint") {
      this.#fail(slot, sum);
      return;
    }
    const expiresAtMs = item.expiresAtMs !== 0 ? item.expiresAtMs : (live?.expiresAtMs ?? 0);
    this.#sums.set(slot, { sum, expiresAtMs });
    this.#publish(slot, Buffer.from(String(sum)), expiresAtMs, stored?.sequence ?? 0);
  }

  #write(slot: number, expected: number | null): void {
    const { source, start, end, expiresAtMs } = this.#item(slot);
    this.#publish(slot, source.subarray(start, end), expiresAtMs, expected);
  }

  #publish(slot: number, value: Uint8Array, expiresAtMs: number, expected: number | null): void {
    const { exchange } = this.#parts;
    const headers = itemHeaders(expiresAtMs, expected);
    const headerBytes = headers === undefined ? 0 : MAX_HEADER_BYTES;
    if (value.length + headerBytes > exchange.maxPayload) {
      this.#fail(slot, itemTooLarge().failure);
      return;
    }
    this.#stages[slot] = Stage.WRITE;
    this.#round.ask(slot, this.#bucket(slot).keys + subjectOfKey(this.#item(slot).key), value, headers);
  }

  #written(slot: number, answer: { seq: number } | { error: ApiError }): void {
    if (isApiError(answer)) {
      if (isWrongLastSequence(answer.error)) this.#again(slot);
      else this.#refuse(slot, answer.error);
      return;
    }
    const item = this.#item(slot);
    item.version = answer.seq;
    const counted = this.#sums.get(slot);
    if (counted !== undefined) {
      item.delta = counted.sum;
      item.expiresAtMs = counted.expiresAtMs;
    }
    this.#finish(slot, Outcome.DONE);
  }

  #bury(slot: number, expected: number): void {
    this.#stages[slot] = Stage.BURY;
    const subject = this.#bucket(slot).keys + subjectOfKey(this.#item(slot).key);
    this.#round.ask(slot, subject, nothing, itemHeaders(BURIED_MS, expected));
  }

  #buried(slot: number, answer: { seq: number } | { error: ApiError }): void {
    if (!isApiError(answer)) this.#finish(slot, Outcome.DONE);
    else if (isWrongLastSequence(answer.error)) this.#again(slot);
    else if (apiPrismError(answer.error).failure.reason === "STORE_FULL") {
      this.#isFull[slot] = 1;
      this.#read(slot);
    } else this.#refuse(slot, answer.error);
  }

  /** The message is named by its sequence: one that was written since is another one, and stays. */
  #remove(slot: number, sequence: number): void {
    this.#stages[slot] = Stage.REMOVE;
    const { stream } = this.#bucket(slot);
    const body = JSON.stringify({ seq: sequence });
    this.#round.ask(slot, `${this.#parts.names.api}.STREAM.MSG.DELETE.${stream}`, body);
  }

  #removed(slot: number, answer: object | { error: ApiError }): void {
    if (!isApiError(answer)) this.#finish(slot, Outcome.DONE);
    else if (isGone(answer.error)) this.#again(slot);
    else this.#refuse(slot, answer.error);
  }

  #again(slot: number): void {
    const attempts = (this.#attempts[slot] as number) + 1;
    this.#attempts[slot] = attempts;
    if (attempts >= MAX_ATTEMPTS) this.#fail(slot, tooMuchContention().failure);
    else if (attempts <= PATIENT_ATTEMPTS) this.#read(slot);
    else {
      // Two that try in step lose to each other, or one always to the other.
      const delayMs = Math.min(attempts - PATIENT_ATTEMPTS, MOST_PAUSE_MS) * this.#parts.random();
      this.#stages[slot] = Stage.IDLE;
      this.#round.pause(delayMs, () => this.#read(slot));
    }
  }

  /** What concerns this item alone is its own failure; anything else is the batch's. */
  #refuse(slot: number, error: ApiError): void {
    const refusal = apiPrismError(error);
    if (refusal.failure.reason !== "STORE_ITEM_TOO_BIG" && refusal.failure.reason !== "STORE_FULL") throw refusal;
    this.#fail(slot, refusal.failure);
  }

  #fail(slot: number, failure: Failure): void {
    this.#item(slot).failure = failure;
    this.#finish(slot, Outcome.FAILED);
  }

  #finish(slot: number, outcome: Outcome): void {
    this.#item(slot).outcome = outcome;
    this.#stages[slot] = Stage.IDLE;
    const next = this.#next[slot] as number;
    if (next !== -1) this.#start(next);
  }

  #item(slot: number): KeyValueItem {
    return this.#parts.items[slot] as KeyValueItem;
  }

  #bucket(slot: number): Bucket {
    return this.#parts.buckets[slot] as Bucket;
  }
}

function textOf(value: Uint8Array): string {
  return Buffer.from(value.buffer, value.byteOffset, value.length).toString("latin1");
}

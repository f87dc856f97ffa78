import { headers, type Msg, type MsgHdrs } from "nats";
import { MAX_VALUE_BYTES } from "../../../common/limits.ts";
import { isUnheard, readAnswer } from "../api.ts";
import { type ApiError, apiPrismError, noResponders } from "../errors.ts";
import type { Round } from "../exchange.ts";
import type { Names } from "../names.ts";
import { subjectOfKey } from "../subject-token.ts";
import type { Bucket } from "./buckets.ts";

/** When the item ends, in milliseconds since the epoch, beside its value: so both are written at once. */
export const EXPIRES_HEADER = "Prism-Expires";
/** What NATS makes a write depend on: the sequence of the last message of this subject, 0 = there is none. */
export const EXPECTED_HEADER = "Nats-Expected-Last-Subject-Sequence";

/** Bytes that headers of ours can have: two names, two numbers, and what is around them. */
export const MAX_HEADER_BYTES = 128;

/** An item as the server has it, whether it has expired or not. */
export interface StoredItem {
  readonly sequence: number;
  readonly expiresAtMs: number;
  readonly value: Uint8Array;
}

/** Headers of an item's message; undefined when it needs none. */
export function itemHeaders(expiresAtMs: number, expected: number | null): MsgHdrs | undefined {
  if (expiresAtMs === 0 && expected === null) return undefined;
  const all = headers();
  if (expiresAtMs !== 0) all.append(EXPIRES_HEADER, String(expiresAtMs));
  if (expected !== null) all.append(EXPECTED_HEADER, String(expected));
  return all;
}

/** The end of an item that a delete has written in place of one: over at any time. */
export const BURIED_MS = 1;

/** Asks for the last message of a key. */
export function askForItem(round: Round, slot: number, names: Names, bucket: Bucket, key: string): void {
  const subject = bucket.keys + subjectOfKey(key);
  if (bucket.isDirect) round.ask(slot, `${names.api}.DIRECT.GET.${bucket.stream}.${subject}`, nothing);
  else round.ask(slot, `${names.api}.STREAM.MSG.GET.${bucket.stream}`, JSON.stringify({ last_by_subj: subject }));
}

const nothing = new Uint8Array(0);

/** The answer; null when there is no such message. Throws a PrismError. */
export function readItem(msg: Msg, bucket: Bucket): StoredItem | null {
  return bucket.isDirect ? readDirect(msg) : readFromLeader(msg);
}

/** Whether an item is there at that time. */
export function isLive(item: StoredItem | null, nowMs: number): item is StoredItem {
  return item !== null && (item.expiresAtMs === 0 || item.expiresAtMs > nowMs);
}

/** How many answers with values may be under way: of the size that they have had, they must fit the server's buffer for us. */
export class ReadWindow {
  #largestBytes = UNKNOWN_BYTES;

  get requests(): number {
    return Math.min(MAX_READS, Math.max(MIN_READS, Math.floor(READ_AHEAD_BYTES / this.#largestBytes)));
  }

  /** A large value is heeded at once, and forgotten over some hundred smaller ones. */
  saw(bytes: number): void {
    this.#largestBytes = bytes > this.#largestBytes ? bytes : this.#largestBytes * 0.99 + bytes * 0.01;
  }

  /** The connection was lost; perhaps because the server had too much for us. */
  shrink(): void {
    this.#largestBytes = MAX_VALUE_BYTES;
  }
}

/** Of one batch. The server cuts off who has 64 MiB to take (`max_pending`), and some batches are under way at a time. */
const READ_AHEAD_BYTES = 8 * 1024 * 1024;
const MIN_READS = 4;
/** Enough to fill the way to the server; should they all be large of a sudden, they are not more than that can bear for a moment. */
const MAX_READS = 256;
/** What values are taken for before any was seen. */
const UNKNOWN_BYTES = 64 * 1024;

function readDirect(msg: Msg): StoredItem | null {
  const all = msg.headers;
  if (all === undefined || isUnheard(msg)) throw noResponders();
  if (all.code === 404) return null;
  if (all.code !== 0) throw apiPrismError({ code: all.code, description: all.description });
  return { sequence: Number(all.get("Nats-Sequence")), expiresAtMs: Number(all.get(EXPIRES_HEADER)), value: msg.data };
}

interface PackedMessage {
  readonly seq: number;
  readonly hdrs?: string;
  readonly data?: string;
}

function readFromLeader(msg: Msg): StoredItem | null {
  const answer = readAnswer(msg) as { message: PackedMessage; error?: ApiError };
  if (answer.error !== undefined) {
    if (answer.error.code === 404) return null;
    throw apiPrismError(answer.error);
  }
  const { seq, hdrs, data } = answer.message;
  const text = hdrs === undefined ? "" : Buffer.from(hdrs, "base64").toString("latin1");
  const expires = new RegExp(`^${EXPIRES_HEADER}: ([0-9]+)\\r$`, "m").exec(text);
  return { sequence: seq, expiresAtMs: Number(expires?.[1] ?? 0), value: Buffer.from(data ?? "", "base64") };
}

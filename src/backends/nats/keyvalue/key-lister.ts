import { afterPrefix } from "../../../codec/byte-string.ts";
import { infoOfStream } from "../api.ts";
import type { Exchange } from "../exchange.ts";
import type { Names } from "../names.ts";
import { keyOfSubject, subjectsOfPrefix } from "../subject-token.ts";
import type { Bucket } from "./buckets.ts";

/** Keys in [from, to). */
export interface KeyRange {
  readonly from: string;
  readonly to: string | null;
}

/** Keys in byte order, of a part of the range that has no gaps. */
export interface KeyList {
  readonly keys: readonly string[];
  /** Whether there may be more after the last one. */
  readonly more: boolean;
}

/** A part of the server's sorted list of subjects, as it was when nothing had changed since. */
interface Window {
  readonly stream: string;
  readonly filter: string;
  readonly offset: number;
  readonly total: number;
  readonly keys: readonly string[];
  readonly mark: string;
}

/** A list is asked for again from so far before its end, so that keys removed meanwhile do not hide others. */
const OVERLAP = 1_000;

/**
 * Lists keys by the server's list of a stream's subjects. The server gives up to 100,000 of those that match a filter at a
 * time, whole, and sorted if there are more: so the first page of a scan costs as many keys as begin with the same tokens, up to
 * that number. The list is kept for the next page as long as nothing was written.
 *
 * Over 100,000 keys, lists are read from the first on until they reach `from`; each overlaps the one before, and if
 * so much was removed meanwhile that it does not, it is read again from further before. So a key that is there all the time is never missed.
 */
export class KeyLister {
  readonly #names: Names;
  #window: Window | null = null;

  constructor(names: Names) {
    this.#names = names;
  }

  /** At least one key of the range, if there is any; none only if the range is empty. */
  async list(exchange: Exchange, bucket: Bucket, range: KeyRange, timeoutMs: number): Promise<KeyList> {
    const prefix = commonPrefix(range);
    const { filter, alsoPrefix } = subjectsOfPrefix(prefix);
    const subjects = bucket.keys + filter;
    const kept = await this.#unchanged(exchange, bucket, subjects, range, timeoutMs);
    const window = kept ?? (await this.#reach(exchange, bucket, subjects, range, timeoutMs));
    this.#window = window;
    const keys = within(window.keys, range);
    // The prefix itself comes before everything that begins with it.
    if (alsoPrefix && prefix >= range.from && prefix !== "" && keys[0] !== prefix) keys.unshift(prefix);
    return { keys, more: window.offset + window.keys.length < window.total && isBefore(window.keys.at(-1), range.to) };
  }

  /** Forgets the list that is kept for the next page. */
  forget(): void {
    this.#window = null;
  }

  async #unchanged(
    exchange: Exchange,
    bucket: Bucket,
    filter: string,
    { from }: KeyRange,
    timeoutMs: number,
  ): Promise<Window | null> {
    const window = this.#window;
    if (window === null || window.stream !== bucket.stream || window.filter !== filter) return null;
    const isFirst = window.offset === 0 || (window.keys[0] as string) <= from;
    const isLast = window.offset + window.keys.length >= window.total || from <= (window.keys.at(-1) as string);
    if (!isFirst || !isLast) return null;
    const { mark } = await this.#info(exchange, bucket, null, 0, timeoutMs);
    return mark === window.mark ? window : null;
  }

  /** Reads lists until one goes beyond `from`. */
  async #reach(
    exchange: Exchange,
    bucket: Bucket,
    filter: string,
    { from }: KeyRange,
    timeoutMs: number,
  ): Promise<Window> {
    const known = this.#window;
    const isNear = known !== null && known.stream === bucket.stream && known.filter === filter;
    let offset = isNear && known.offset > OVERLAP && (known.keys[0] as string) <= from ? known.offset - OVERLAP : 0;
    let reached = "";
    for (;;) {
      const { keys, total, mark } = await this.#info(exchange, bucket, filter, offset, timeoutMs);
      // Nothing before this list may hide between the last one and it; without a last one, nothing from `from` on.
      const mayHide = offset > 0 && (keys[0] === undefined || keys[0] > (reached === "" ? from : reached));
      if (mayHide) {
        offset = Math.max(0, offset - OVERLAP);
        continue;
      }
      const last = keys.at(-1);
      const window = { stream: bucket.stream, filter, offset, total, keys, mark };
      if (last === undefined || last >= from || offset + keys.length >= total) return window;
      reached = last;
      offset += Math.max(1, keys.length - OVERLAP);
    }
  }

  async #info(
    exchange: Exchange,
    bucket: Bucket,
    filter: string | null,
    offset: number,
    timeoutMs: number,
  ): Promise<{ keys: string[]; total: number; mark: string }> {
    const { state, total } = await infoOfStream(exchange, {
      subject: `${this.#names.api}.STREAM.INFO.${bucket.stream}`,
      body: filter === null ? {} : { subjects_filter: filter, offset },
      timeoutMs,
      isRead: true,
    });
    const keys: string[] = [];
    for (const subject of Object.keys(state.subjects ?? {})) {
      const key = keyOfSubject(subject.slice(bucket.keys.length));
      if (key !== null) keys.push(key);
    }
    keys.sort(byBytes);
    const mark = `${state.first_seq} ${state.last_seq} ${state.messages}`;
    return { keys, total: total ?? keys.length, mark };
  }
}

/** The longest text with which all keys of a range begin. */
export function commonPrefix({ from, to }: KeyRange): string {
  if (to === null) return "";
  for (let length = from.length; length > 0; length--) {
    const prefix = from.slice(0, length);
    const after = afterPrefix(prefix);
    if (after === null || after >= to) return prefix;
  }
  return "";
}

function within(keys: readonly string[], { from, to }: KeyRange): string[] {
  const start = firstAtLeast(keys, from);
  return keys.slice(start, to === null ? keys.length : Math.max(start, firstAtLeast(keys, to)));
}

function firstAtLeast(keys: readonly string[], wanted: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] as string) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isBefore(key: string | undefined, to: string | null): boolean {
  return key !== undefined && (to === null || key < to);
}

function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

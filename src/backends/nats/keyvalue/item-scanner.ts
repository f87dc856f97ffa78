import type { ScannedItem, ScanPage, ScanQuery } from "../../contract.ts";
import type { Exchange } from "../exchange.ts";
import type { Names } from "../names.ts";
import type { Bucket } from "./buckets.ts";
import { KeyLister } from "./key-lister.ts";
import { askForItem, isLive, type ReadWindow, readItem, type StoredItem } from "./stored-item.ts";

/** Items that are read at one time: enough to fill the way to the server, few enough not to read much beyond the page. */
const READ_STEP = 256;

/** Reads pages: first which keys there are, then what they have, in steps until the page is full. */
export class ItemScanner {
  readonly #names: Names;
  readonly #lister: KeyLister;
  readonly #window: ReadWindow;

  constructor(names: Names, window: ReadWindow) {
    this.#names = names;
    this.#lister = new KeyLister(names);
    this.#window = window;
  }

  async scan(
    exchange: Exchange,
    bucket: Bucket,
    query: ScanQuery,
    { nowMs, timeoutMs }: { readonly nowMs: number; readonly timeoutMs: number },
  ): Promise<ScanPage> {
    const items: ScannedItem[] = [];
    let bytes = 0;
    let { from } = query;
    // Where keys have no item, and many have not after a lot of deletes, ever more are read at one time.
    let ahead = 1;
    for (;;) {
      const { keys, more } = await this.#lister.list(exchange, bucket, { from, to: query.to }, timeoutMs);
      for (let at = 0; at < keys.length; ) {
        const step = keys.slice(at, at + this.#stepFor((query.maxItems - items.length) * ahead));
        const before = items.length;
        const found = await this.#read(exchange, bucket, step, timeoutMs);
        for (let i = 0; i < step.length; i++) {
          const key = step[i] as string;
          const stored = found[i] as StoredItem | null;
          if (!isLive(stored, nowMs)) continue;
          const value = query.keysOnly ? "" : stored.value;
          bytes += key.length + value.length;
          items.push({ key, value, version: stored.sequence, expiresAtMs: stored.expiresAtMs });
          if (items.length === query.maxItems || bytes >= query.maxBytes)
            return { items, more: at + i + 1 < keys.length || more };
        }
        at += step.length;
        ahead = items.length === before ? Math.min(READ_STEP, ahead * 2) : 1;
      }
      const last = keys.at(-1);
      if (!more || last === undefined) return { items, more: false };
      from = `${last}\0`;
    }
  }

  /** Forgets what it keeps for a next page. */
  forget(): void {
    this.#lister.forget();
  }

  #stepFor(wanted: number): number {
    return Math.max(1, Math.min(READ_STEP, wanted, this.#window.requests));
  }

  async #read(
    exchange: Exchange,
    bucket: Bucket,
    keys: readonly string[],
    timeoutMs: number,
  ): Promise<(StoredItem | null)[]> {
    const found: (StoredItem | null)[] = new Array(keys.length).fill(null);
    const round = exchange.round({
      timeoutMs,
      isRead: true,
      onReply: (slot, msg) => {
        found[slot] = readItem(msg, bucket);
        this.#window.saw(msg.data.length);
      },
    });
    for (let slot = 0; slot < keys.length; slot++) askForItem(round, slot, this.#names, bucket, keys[slot] as string);
    await round.answered();
    return found;
  }
}

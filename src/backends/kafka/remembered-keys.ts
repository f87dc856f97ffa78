import type { Brokers } from "./brokers.ts";
import { latestOffsets, offsetsFrom } from "./list-offsets.ts";
import { writePosition } from "./position.ts";
import { scanPartition } from "./scan.ts";

/** Of each partition, keys of so many messages are looked for after a start, and so many are kept. */
const KEYS_PER_PARTITION = 10_000;

export interface RememberedKey {
  /** Byte string. */
  readonly fingerprint: string;
  readonly position: string;
  /** Milliseconds since the epoch. */
  readonly untilMs: number;
}

/**
 * Idempotency keys of a stream's last messages. Kafka has none; each message carries its own in a header, and the worker
 * that owns the stream remembers those of the last messages, which it reads from the end of each partition at the start.
 */
export class RememberedKeys {
  readonly #brokers: Brokers;
  readonly #topic: string;
  readonly #keys = new Map<string, RememberedKey>();
  /** Keys that are being appended, and when that is over. */
  readonly #underWay = new Map<string, Promise<void>>();
  #loaded: Promise<void> | null = null;
  #maxKeys = KEYS_PER_PARTITION;

  constructor(brokers: Brokers, topic: string) {
    this.#brokers = brokers;
    this.#topic = topic;
  }

  /** Resolves when the keys at the end of the log are known. */
  load(): Promise<void> {
    if (this.#loaded === null) {
      const loaded = this.#scan();
      this.#loaded = loaded;
      loaded.catch(() => {
        if (this.#loaded === loaded) this.#loaded = null;
      });
    }
    return this.#loaded;
  }

  /** What is in the log is no longer known for sure: it is to be read again. */
  doubt(): void {
    this.#loaded = null;
  }

  find(key: string, nowMs: number): RememberedKey | null {
    const known = this.#keys.get(key);
    if (known === undefined) return null;
    if (known.untilMs > nowMs) return known;
    this.#keys.delete(key);
    return null;
  }

  /** Whether one of them is being appended. */
  areUnderWay(keys: readonly string[]): boolean {
    return keys.some((key) => this.#underWay.has(key));
  }

  /** Resolves when those that are being appended are, or have failed. */
  async settled(keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#underWay.get(key);
  }

  /** The key is being appended until the returned function is called. */
  begin(key: string): () => void {
    let end = (): void => {};
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#underWay.set(key, over);
    return () => {
      if (this.#underWay.get(key) === over) this.#underWay.delete(key);
      end();
    };
  }

  remember(key: string, remembered: RememberedKey): void {
    this.#keys.delete(key);
    this.#keys.set(key, remembered);
    if (this.#keys.size <= this.#maxKeys) return;
    for (const oldest of this.#keys.keys()) {
      this.#keys.delete(oldest);
      break;
    }
  }

  async #scan(): Promise<void> {
    const ends = await latestOffsets(this.#brokers, this.#topic);
    const starts = await offsetsFrom(this.#brokers, this.#topic, { at: "earliest" });
    this.#maxKeys = KEYS_PER_PARTITION * ends.length;
    await Promise.all(
      ends.map((end, partition) => {
        const from = Math.max(starts[partition] ?? 0, end - KEYS_PER_PARTITION);
        return scanPartition(this.#brokers, { topic: this.#topic, partition, from, to: end }, (record) => {
          if (record.idempotencyKey !== "" && !this.#keys.has(record.idempotencyKey)) {
            const position = writePosition({ partition, offset: record.offset });
            const { fingerprint, rememberUntilMs: untilMs } = record;
            this.remember(record.idempotencyKey, { fingerprint, position, untilMs });
          }
          return true;
        });
      }),
    );
  }
}

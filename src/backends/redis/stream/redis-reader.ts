import type { Delivery, StreamReader, TakeBounds } from "../../stream-contract.ts";
import { unpackHeaders } from "./headers.ts";
import { msOf } from "./position.ts";
import { readScript } from "./read-script.ts";
import type { ReadySignal } from "./ready-signal.ts";
import type { StreamLink } from "./stream-link.ts";

/** Reads a stream for one subscriber: an id, and nothing read ahead. */
export class RedisReader implements StreamReader {
  readonly #link: StreamLink;
  readonly #signal: ReadySignal;
  readonly #onClose: () => void;
  /** The last one that it has had. */
  #after: string;

  constructor(link: StreamLink, signal: ReadySignal, after: string, onClose: () => void) {
    this.#link = link;
    this.#signal = signal;
    this.#after = after;
    this.#onClose = onClose;
  }

  async take({ maxItems, maxBytes }: TakeBounds): Promise<readonly Delivery[]> {
    const { version, stream } = this.#link.keyspace;
    const deliveries: Delivery[] = [];
    this.#signal.begin();
    try {
      const values = [`(${this.#after}`, maxItems, maxBytes];
      const found = (await this.#link.ask(readScript, [version, stream], values)) as readonly string[];
      for (let i = 0; i + 3 < found.length; i += 4) {
        const [position, key, value, headers] = found.slice(i, i + 4) as [string, string, string, string];
        const publishedMs = msOf(position);
        deliveries.push({ position, key, value, headers: unpackHeaders(headers), publishedMs, attempt: 0, lease: "" });
      }
      this.#after = deliveries.at(-1)?.position ?? this.#after;
      return deliveries;
    } finally {
      this.#signal.end(deliveries.length);
    }
  }

  after(): string {
    return this.#after;
  }

  async close(): Promise<void> {
    this.#signal.stop();
    this.#onClose();
  }
}

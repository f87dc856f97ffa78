import type { Delivery, StreamReader, TakeBounds } from "../stream-contract.ts";
import { deliveryOf } from "./delivery.ts";
import type { EmbeddedStream, Listener } from "./embedded-stream.ts";
import { positionOf } from "./position.ts";

/** Reads a stream for one subscriber: a number, and nothing read ahead. */
export class EmbeddedReader implements StreamReader, Listener {
  readonly #stream: EmbeddedStream;
  readonly #onReady: () => void;
  /** The next message that it wants. */
  #sequence: number;

  constructor(stream: EmbeddedStream, sequence: number, onReady: () => void) {
    this.#stream = stream;
    this.#sequence = sequence;
    this.#onReady = onReady;
  }

  async take({ maxItems, maxBytes }: TakeBounds): Promise<readonly Delivery[]> {
    this.#stream.check();
    const { id, first, next } = this.#stream.record;
    const from = Math.max(this.#sequence, first);
    const count = Math.min(maxItems, next - from);
    if (count <= 0) {
      this.#stream.listeners.add(this);
      return [];
    }
    const messages = this.#stream.storage.read(id, from, count, maxBytes);
    this.#sequence = from + messages.length;
    return messages.map((message) => deliveryOf(message, 0, ""));
  }

  after(): string {
    return positionOf(Math.max(this.#sequence, this.#stream.record.first) - 1);
  }

  async close(): Promise<void> {
    this.#stream.listeners.delete(this);
  }

  onAppended(): void {
    this.#stream.listeners.delete(this);
    this.#onReady();
  }
}

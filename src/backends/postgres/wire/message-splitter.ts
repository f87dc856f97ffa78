/** Type byte and length. */
const HEADER_BYTES = 5;

/** Called with each message: its type, and where its body stands. */
export type OnMessage = (type: number, bytes: Buffer, start: number, end: number) => void;

/**
 * Finds the messages in what a connection brings. One that a chunk holds whole is handed over in place; one that is spread
 * over chunks is put together once, in a buffer of its size. A view of either stays as it is.
 */
export class MessageSplitter {
  readonly #onMessage: OnMessage;
  /** The beginning of a message that is not whole, of which `#filled` bytes have come. */
  #partial: Buffer = Buffer.alloc(0);
  #filled = 0;

  constructor(onMessage: OnMessage) {
    this.#onMessage = onMessage;
  }

  push(chunk: Buffer): void {
    let at = this.#filled === 0 ? 0 : this.#complete(chunk);
    while (chunk.length - at >= HEADER_BYTES) {
      const end = at + 1 + chunk.readUInt32BE(at + 1);
      if (end > chunk.length) break;
      this.#onMessage(chunk[at] as number, chunk, at + HEADER_BYTES, end);
      at = end;
    }
    if (at < chunk.length) this.#keep(chunk, at);
  }

  /** Fills the message that is not whole, and hands it over when it is; returns where the next one begins. */
  #complete(chunk: Buffer): number {
    let at = 0;
    if (this.#filled < HEADER_BYTES) {
      at = this.#fill(chunk, 0, HEADER_BYTES);
      if (this.#filled < HEADER_BYTES) return at;
      this.#grow();
    }
    const bytes = this.#partial.length;
    at = this.#fill(chunk, at, bytes);
    if (this.#filled < bytes) return at;
    this.#filled = 0;
    this.#onMessage(this.#partial[0] as number, this.#partial, HEADER_BYTES, bytes);
    return at;
  }

  /** Copies up to `target` bytes of the message; returns where the chunk goes on. */
  #fill(chunk: Buffer, at: number, target: number): number {
    const end = Math.min(chunk.length, at + target - this.#filled);
    this.#filled += chunk.copy(this.#partial, this.#filled, at, end);
    return end;
  }

  #keep(chunk: Buffer, at: number): void {
    this.#partial = Buffer.allocUnsafeSlow(HEADER_BYTES);
    this.#filled = 0;
    const next = this.#fill(chunk, at, HEADER_BYTES);
    if (this.#filled < HEADER_BYTES) return;
    this.#grow();
    this.#fill(chunk, next, this.#partial.length);
  }

  /** Gives the message its whole size, once its header is there. */
  #grow(): void {
    const whole = Buffer.allocUnsafeSlow(1 + this.#partial.readUInt32BE(1));
    this.#partial.copy(whole, 0, 0, HEADER_BYTES);
    this.#partial = whole;
  }
}

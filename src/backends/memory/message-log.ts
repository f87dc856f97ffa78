import type { StoredMessage } from "../embedded-stream/storage.ts";

/** The messages of one stream, in order, from the oldest that is left; both ends cost O(1), averaged over a while. */
export class MessageLog {
  #messages: (StoredMessage | undefined)[] = [];
  /** Where the oldest stands; before it nothing is left. */
  #head = 0;
  /** The number of the oldest. */
  #first = 1;

  append(message: StoredMessage): void {
    this.#messages.push(message);
  }

  /** A message that is there. */
  at(sequence: number): StoredMessage {
    return this.#messages[this.#head + sequence - this.#first] as StoredMessage;
  }

  removeBefore(sequence: number): void {
    const end = this.#head + sequence - this.#first;
    this.#messages.fill(undefined, this.#head, end);
    this.#head = end;
    this.#first = sequence;
    if (this.#head < MIN_GAP || this.#head * 2 < this.#messages.length) return;
    this.#messages = this.#messages.slice(this.#head);
    this.#head = 0;
  }

  get size(): number {
    return this.#messages.length - this.#head;
  }
}

/** Below this, moving what is left is not worth it. */
const MIN_GAP = 1_024;

import { assert } from "../common/assert.ts";
import {
  alignRecord,
  BLOCKED_INDEX,
  DATA_OFFSET,
  HEAD_INDEX,
  OVERSIZED,
  RECORD_HEADER_BYTES,
  TAIL_INDEX,
} from "./layout.ts";

/** Receives one record: its payload is `bytes[start, end)`, borrowed until the consumer's `release`. */
export interface RecordHandler {
  onRecord(
    bytes: Buffer,
    start: number,
    end: number,
    slot: number,
    generation: number,
    arrivalUs: number,
    route: number,
    caller: number,
    connection: number,
  ): void;
}

/**
 * The reading side of a ring. `drain` hands out what is published and `release` frees it, with one store of the head:
 * between the two the payloads stay where they are.
 */
export class RingConsumer {
  private readonly bytes: Buffer;
  private readonly words: Int32Array;
  private readonly mask: number;
  private readonly receive: () => Uint8Array | undefined;
  private head: number;
  private freed: number;
  /** The producer's position as last seen. */
  private cachedTail: number;

  /** @param receive takes the next transferred payload, which is there when its record is. */
  constructor(memory: SharedArrayBuffer, receive: () => Uint8Array | undefined) {
    this.bytes = Buffer.from(memory);
    this.words = new Int32Array(memory);
    this.mask = memory.byteLength - DATA_OFFSET - 1;
    this.receive = receive;
    this.head = Atomics.load(this.words, HEAD_INDEX);
    this.freed = this.head;
    this.cachedTail = this.head;
  }

  /** Whether something is published that was not drained. */
  hasWork(): boolean {
    return Atomics.load(this.words, TAIL_INDEX) !== this.head;
  }

  /** Bytes that are published and not drained, with the headers of their records. */
  get waitingBytes(): number {
    return (Atomics.load(this.words, TAIL_INDEX) - this.head) | 0;
  }

  /** Up to where the producer has published: what {@link hasPassed} is asked about later. */
  published(): number {
    return Atomics.load(this.words, TAIL_INDEX);
  }

  /** Whether everything that was published then has been drained. Right for a position less than half a turn old. */
  hasPassed(position: number): boolean {
    return ((this.head - position) | 0) >= 0;
  }

  /** Hands at most `limit` records to the handler, in order; returns how many. */
  drain(handler: RecordHandler, limit: number): number {
    if (this.head === this.cachedTail) this.cachedTail = Atomics.load(this.words, TAIL_INDEX);
    const { words, bytes, mask } = this;
    let count = 0;
    while (this.head !== this.cachedTail && count < limit) {
      const place = DATA_OFFSET + (this.head & mask);
      const at = place >> 2;
      const length = words[at] as number;
      if (length < 0) {
        this.head = (this.head - length) | 0;
        continue;
      }
      const stamp = words[at + 2] as number;
      const slot = words[at + 1] as number;
      const arrivalUs = words[at + 3] as number;
      const route = words[at + 4] as number;
      const caller = words[at + 5] as number;
      const connection = words[at + 6] as number;
      this.head = (this.head + alignRecord(RECORD_HEADER_BYTES + length)) | 0;
      count++;
      const start = place + RECORD_HEADER_BYTES;
      if ((stamp & OVERSIZED) !== 0)
        this.handOversized(handler, slot, stamp >> 1, arrivalUs, route, caller, connection);
      else handler.onRecord(bytes, start, start + length, slot, stamp >> 1, arrivalUs, route, caller, connection);
    }
    return count;
  }

  /** Frees all that was drained; true when the producer waits for that and must be woken. */
  release(): boolean {
    if (this.head === this.freed) return false;
    this.freed = this.head;
    Atomics.store(this.words, HEAD_INDEX, this.head);
    if (Atomics.load(this.words, BLOCKED_INDEX) === 0) return false;
    Atomics.store(this.words, BLOCKED_INDEX, 0);
    return true;
  }

  private handOversized(
    handler: RecordHandler,
    slot: number,
    generation: number,
    arrivalUs: number,
    route: number,
    caller: number,
    connection: number,
  ): void {
    const payload = this.receive();
    assert(payload !== undefined, "an oversized record came without its payload");
    const view = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
    handler.onRecord(view, 0, view.length, slot, generation, arrivalUs, route, caller, connection);
  }
}

import { assert } from "../common/assert.ts";
import { MAX_OVERSIZED_BYTES } from "../common/limits.ts";
import {
  alignRecord,
  BLOCKED_INDEX,
  DATA_OFFSET,
  HEAD_INDEX,
  maxRecordBytes,
  OVERSIZED,
  RECORD_HEADER_BYTES,
  TAIL_INDEX,
} from "./layout.ts";

/**
 * The writing side of a ring. Claim room, write the payload in place, commit; then publish all that was committed with
 * one store of the tail. See `layout.ts` for the memory.
 */
export class RingProducer {
  /** The ring's memory: a claimed payload stands at the offset that {@link claim} returned. */
  readonly bytes: Buffer;
  readonly maxPayloadBytes: number;
  private readonly words: Int32Array;
  private readonly capacity: number;
  private readonly mask: number;
  private readonly transfer: (payload: ArrayBuffer) => void;
  /** Where the next record goes; published up to `published`. */
  private tail: number;
  private published: number;
  /** The consumer's position as last seen; read anew only when the ring looks full. */
  private cachedHead: number;
  private claimed = -1;
  /** Oversized payloads that the consumer has not freed: where their records end, and their bytes. */
  private readonly beside: { readonly end: number; readonly bytes: number }[] = [];
  private besideBytes = 0;
  /** The last committed record, where it began, while it can still grow: −1 once it is published. */
  private last = -1;

  /** @param transfer hands an oversized payload to the consumer's thread; it is called before its record is published. */
  constructor(memory: SharedArrayBuffer, transfer: (payload: ArrayBuffer) => void) {
    this.bytes = Buffer.from(memory);
    this.words = new Int32Array(memory);
    this.capacity = memory.byteLength - DATA_OFFSET;
    this.mask = this.capacity - 1;
    assert((this.capacity & this.mask) === 0, "a ring's capacity is a power of two");
    this.maxPayloadBytes = maxRecordBytes(this.capacity);
    this.transfer = transfer;
    this.tail = Atomics.load(this.words, TAIL_INDEX);
    this.published = this.tail;
    this.cachedHead = Atomics.load(this.words, HEAD_INDEX);
  }

  /** Makes room for a payload of at most `maxBytes` and returns its offset in {@link bytes}; −1 when the ring is full. */
  claim(maxBytes: number): number {
    assert(maxBytes <= this.maxPayloadBytes, "a record over a quarter of the ring must be transferred");
    const needed = alignRecord(RECORD_HEADER_BYTES + maxBytes);
    let place = this.tail & this.mask;
    const untilEnd = this.capacity - place;
    const padding = untilEnd < needed ? untilEnd : 0;
    if (!this.hasRoom(padding + needed)) return -1;
    if (padding > 0) {
      this.words[(DATA_OFFSET + place) >> 2] = -padding;
      this.tail = (this.tail + padding) | 0;
      this.last = -1;
      place = 0;
    }
    this.claimed = DATA_OFFSET + place;
    return this.claimed + RECORD_HEADER_BYTES;
  }

  /** Ends the claimed record with the `length` bytes that were written; the consumer sees it after {@link publish}. */
  commit(
    length: number,
    slot: number,
    generation: number,
    arrivalUs: number,
    route = 0,
    caller = 0,
    connection = 0,
  ): void {
    const at = this.claimed >> 2;
    const { words } = this;
    words[at] = length;
    words[at + 1] = slot;
    words[at + 2] = generation << 1;
    words[at + 3] = arrivalUs;
    words[at + 4] = route;
    words[at + 5] = caller;
    words[at + 6] = connection;
    this.last = this.claimed;
    this.tail = (this.tail + alignRecord(RECORD_HEADER_BYTES + length)) | 0;
    this.claimed = -1;
  }

  /**
   * Room for `bytes` more in the record that was committed last, when it is of this slot and generation and not yet
   * published; −1 when it cannot grow.
   */
  claimMore(bytes: number, slot: number, generation: number): number {
    if (this.last < 0) return -1;
    const at = this.last >> 2;
    const { words } = this;
    if (words[at + 1] !== slot || words[at + 2] !== generation << 1) return -1;
    const length = words[at] as number;
    const grown = RECORD_HEADER_BYTES + length + bytes;
    if (grown > this.maxPayloadBytes || this.last - DATA_OFFSET + alignRecord(grown) > this.capacity) return -1;
    if (!this.hasRoom(alignRecord(grown) - alignRecord(RECORD_HEADER_BYTES + length))) return -1;
    return this.last + RECORD_HEADER_BYTES + length;
  }

  /** Adds the `bytes` that were written to the last record, and 1 to its route: how many parts it has. */
  commitMore(bytes: number): void {
    const at = this.last >> 2;
    const { words } = this;
    const length = words[at] as number;
    words[at] = length + bytes;
    (words[at + 4] as number)++;
    const grown = alignRecord(RECORD_HEADER_BYTES + length + bytes) - alignRecord(RECORD_HEADER_BYTES + length);
    this.tail = (this.tail + grown) | 0;
  }

  /**
   * Sends a payload that is too large for the ring: by transfer, with a record that keeps its place. False: the ring is
   * full, or {@link MAX_OVERSIZED_BYTES} are under way beside it.
   */
  commitOversized(
    payload: ArrayBuffer,
    slot: number,
    generation: number,
    arrivalUs: number,
    route = 0,
    caller = 0,
    connection = 0,
  ): boolean {
    const bytes = payload.byteLength;
    if (!this.hasRoomBeside(bytes) || this.claim(0) < 0) return false;
    const at = this.claimed >> 2;
    this.transfer(payload);
    this.commit(0, slot, generation, arrivalUs, route, caller, connection);
    this.words[at + 2] = (generation << 1) | OVERSIZED;
    this.last = -1;
    this.beside.push({ end: this.tail, bytes });
    this.besideBytes += bytes;
    return true;
  }

  /** Shows the consumer all committed records; returns whether there were any. This store is the one that publishes. */
  publish(): boolean {
    if (this.tail === this.published) return false;
    Atomics.store(this.words, TAIL_INDEX, this.tail);
    this.published = this.tail;
    this.last = -1;
    return true;
  }

  /** Whether something is committed and not published. */
  get hasUnpublished(): boolean {
    return this.tail !== this.published;
  }

  /** Asks the consumer to ring when it has freed something. Look for room once more after this, then sleep. */
  block(): void {
    Atomics.store(this.words, BLOCKED_INDEX, 1);
  }

  /** Bytes that the consumer has not freed. */
  usedBytes(): number {
    this.cachedHead = Atomics.load(this.words, HEAD_INDEX);
    return (this.tail - this.cachedHead) | 0;
  }

  get capacityBytes(): number {
    return this.capacity;
  }

  /** Whether the consumer has freed half of the ring at least, and of what is under way beside it. */
  isHalfFree(): boolean {
    if (this.usedBytes() > this.capacity / 2) return false;
    return this.besideBytes === 0 || this.hasRoomBeside(MAX_OVERSIZED_BYTES / 2);
  }

  /** Whether a payload of so many bytes may travel beside the ring. */
  hasRoomBeside(bytes: number): boolean {
    this.cachedHead = Atomics.load(this.words, HEAD_INDEX);
    let freed = 0;
    for (const payload of this.beside) {
      if (((this.cachedHead - payload.end) | 0) < 0) break;
      this.besideBytes -= payload.bytes;
      freed++;
    }
    if (freed > 0) this.beside.splice(0, freed);
    return this.besideBytes === 0 || this.besideBytes + bytes <= MAX_OVERSIZED_BYTES;
  }

  private hasRoom(bytes: number): boolean {
    if (((this.tail + bytes - this.cachedHead) | 0) <= this.capacity) return true;
    this.cachedHead = Atomics.load(this.words, HEAD_INDEX);
    return ((this.tail + bytes - this.cachedHead) | 0) <= this.capacity;
  }
}

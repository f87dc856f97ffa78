import { assert } from "../../../common/assert.ts";
import { FIELD_OVERHEAD_BYTES, type HeaderField } from "./header-field.ts";

/** What a table has before anybody has said anything. Source: RFC 9113, section 6.5.2 */
export const FIRST_TABLE_BYTES = 4096;

/**
 * The fields that a peer has told us to keep. The oldest go when it gets too large.
 *
 *   index       count - 1 … 1  0
 *   ring  │ free │ oldest … newest │ free │
 *                                    next
 *
 * Source: RFC 7541, sections 2.3.2 and 4
 */
export class DynamicTable {
  /** A power of two, as many as there ever were: at most one for each {@link FIELD_OVERHEAD_BYTES} of the table. */
  private ring: (HeaderField | null)[] = new Array(FIRST_RING_ENTRIES).fill(null);
  private next = 0;
  private maxBytes: number;
  count = 0;
  bytes = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /** The field at an index, from the newest on; null beyond the oldest. */
  at(index: number): HeaderField | null {
    return index < this.count ? (this.ring[(this.next - 1 - index) & (this.ring.length - 1)] as HeaderField) : null;
  }

  /** One that is larger than the table empties it and is not kept. */
  insert(field: HeaderField): void {
    this.evictTo(this.maxBytes - field.bytes);
    if (field.bytes > this.maxBytes) return;
    if (this.count === this.ring.length) this.grow();
    this.ring[this.next] = field;
    this.next = (this.next + 1) & (this.ring.length - 1);
    this.count++;
    this.bytes += field.bytes;
  }

  resize(maxBytes: number): void {
    this.maxBytes = maxBytes;
    this.evictTo(maxBytes);
  }

  private evictTo(bytes: number): void {
    while (this.bytes > bytes && this.count > 0) {
      const oldest = (this.next - this.count) & (this.ring.length - 1);
      this.bytes -= (this.ring[oldest] as HeaderField).bytes;
      this.ring[oldest] = null;
      this.count--;
    }
    assert(this.count > 0 || this.bytes === 0, "an empty table has bytes");
  }

  private grow(): void {
    const roomier: (HeaderField | null)[] = new Array(this.ring.length * 2).fill(null);
    for (let i = 0; i < this.count; i++) roomier[i] = this.at(this.count - 1 - i);
    this.ring = roomier;
    this.next = this.count;
    assert(this.count * FIELD_OVERHEAD_BYTES <= this.maxBytes, "a table has more entries than it can");
  }
}

const FIRST_RING_ENTRIES = 16;

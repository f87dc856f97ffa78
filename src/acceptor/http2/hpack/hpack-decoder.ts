import { readByteString } from "../../../codec/byte-string.ts";
import { assert } from "../../../common/assert.ts";
import { DynamicTable, FIRST_TABLE_BYTES } from "./dynamic-table.ts";
import { HeaderField, isSoundValue } from "./header-field.ts";
import { decodedBytesAtMost, decodeHuffman } from "./huffman-decoder.ts";
import { type NameToken, nameTokenOf } from "./name-token.ts";
import { STATIC_ENTRIES, staticTable } from "./static-table.ts";

export interface DecoderLimits {
  /** What we let the peer's table have: SETTINGS_HEADER_TABLE_SIZE as we announce it. */
  readonly maxTableBytes: number;
  /** The most that the fields of a block count, name, value and 32 bytes each: SETTINGS_MAX_HEADER_LIST_SIZE. */
  readonly maxListBytes: number;
  readonly maxFields: number;
}

/** What has become of a block. */
export const DecodeResult = {
  OK: 0,
  /** It is none, or refers to what is not there. The connection is lost. */
  COMPRESSION_ERROR: 1,
  /** Sound, but with more bytes or fields than we take. It was read to its end, so that the tables stay in step. */
  LIST_TOO_LARGE: 2,
} as const;

export type DecodeResult = (typeof DecodeResult)[keyof typeof DecodeResult];

/**
 * Decodes header blocks, whole ones, in the order in which they come. What a field looks like:
 *
 *     0   1   2   3   4   5   6   7
 *   ┌───┬───────────────────────────┐
 *   │ 1 │        index (7+)         │  indexed field
 *   ├───┼───┬───────────────────────┤
 *   │ 0 │ 1 │      index (6+)       │  literal field, which goes into the dynamic table
 *   ├───┼───┼───┬───────────────────┤
 *   │ 0 │ 0 │ 1 │   max size (5+)   │  size update of the dynamic table: at a block's beginning only
 *   ├───┼───┼───┼───┬───────────────┤
 *   │ 0 │ 0 │ 0 │ n │  index (4+)   │  literal field that does not go there; n: must never
 *   └───┴───┴───┴───┴───────────────┘
 *   literal := byte above · if the index is 0: string of the name · string of the value
 *
 *   ┌───┬───────────────────────────┐  string; h: Huffman-coded
 *   │ h │        length (7+)        │
 *   ├───┴───────────────────────────┤
 *   │         length bytes          │
 *   └───────────────────────────────┘
 *   integer (n+) := the n bits, unless they are all ones; else 2^n - 1 + what follows, 7 bits a byte, the lowest first,
 *                   the top bit of a byte saying that another follows
 *
 *   index := 0 none │ 1 … 61 static table │ 62 … dynamic table, the newest first
 *
 * Source: RFC 7541, sections 2.3.3, 5 and 6
 */
export class HpackDecoder {
  private readonly limits: DecoderLimits;
  /** A peer that has not heard of our settings yet goes by the size that every table has at first. */
  private readonly table = new DynamicTable(FIRST_TABLE_BYTES);
  private maxTableBytes: number;
  /** The peer has been told of a smaller table, and has to say so itself in its next block. */
  private isResizeDue = false;
  /**
   * Grows whenever the dynamic table changes, by an insert or a size update: a block that was decoded without changing
   * it means the same as long as this number is the same.
   */
  generation = 0;
  /** The fields of the last block: `fields[0, count)`; if it was too large, those before its limit. Used again by the next. */
  readonly fields: HeaderField[] = [];
  count = 0;
  private listBytes = 0;
  private isTooLarge = false;

  /** Where the block goes on. */
  private pos = 0;
  /** The string that was read last: `text[textStart, textEnd)`. */
  private text: Buffer = none;
  private textStart = 0;
  private textEnd = 0;

  constructor(limits: DecoderLimits) {
    this.limits = limits;
    this.maxTableBytes = Math.max(limits.maxTableBytes, FIRST_TABLE_BYTES);
  }

  /** The peer has acknowledged the settings with our limit, which holds from the next block on. */
  settingsAcknowledged(): void {
    this.maxTableBytes = this.limits.maxTableBytes;
    this.isResizeDue = this.maxTableBytes < FIRST_TABLE_BYTES;
  }

  /** Decodes the block `bytes[start, end)`, borrowed until it returns. */
  decode(bytes: Buffer, start: number, end: number): DecodeResult {
    assert(start <= end && end <= bytes.length, "a header block lies outside of its buffer");
    this.pos = start;
    this.count = 0;
    this.listBytes = 0;
    this.isTooLarge = false;
    const isSound = this.readSizeUpdates(bytes, end) && this.readFields(bytes, end);
    this.text = none;
    if (!isSound) return DecodeResult.COMPRESSION_ERROR;
    return this.isTooLarge ? DecodeResult.LIST_TOO_LARGE : DecodeResult.OK;
  }

  /** At most two: one for the smallest size since the last block, one for the size now. */
  private readSizeUpdates(bytes: Buffer, end: number): boolean {
    let updates = 0;
    while (this.pos < end && isSizeUpdate(bytes[this.pos] as number)) {
      if (updates++ === MAX_SIZE_UPDATES) return false;
      const maxBytes = this.readInteger(bytes, end, 0x1f);
      if (maxBytes < 0 || maxBytes > this.maxTableBytes) return false;
      this.table.resize(maxBytes);
      this.generation++;
      this.isResizeDue = false;
    }
    return !this.isResizeDue;
  }

  private readFields(bytes: Buffer, end: number): boolean {
    while (this.pos < end) {
      const first = bytes[this.pos] as number;
      let field: HeaderField | null;
      if (first < 0x80) {
        if (isSizeUpdate(first)) return false;
        field = first >= 0x40 ? this.readKeptLiteral(bytes, end) : this.readLiteral(bytes, end, 0x0f, !this.isTooLarge);
      } else if (first < 0xff) {
        this.pos++;
        field = this.fieldAt(first & 0x7f);
      } else field = this.fieldAt(this.readInteger(bytes, end, 0x7f));
      if (field === null) return false;
      this.take(field);
    }
    return true;
  }

  private take(field: HeaderField): void {
    this.listBytes += field.bytes;
    if (this.listBytes > this.limits.maxListBytes || this.count === this.limits.maxFields) this.isTooLarge = true;
    if (!this.isTooLarge) this.fields[this.count++] = field;
  }

  private readKeptLiteral(bytes: Buffer, end: number): HeaderField | null {
    const field = this.readLiteral(bytes, end, 0x3f, true);
    if (field !== null) {
      this.table.insert(field);
      this.generation++;
    }
    return field;
  }

  /** Null when it is none. Of a field that nobody will see the strings are checked but not made. */
  private readLiteral(bytes: Buffer, end: number, indexMask: number, isWanted: boolean): HeaderField | null {
    const index = this.readInteger(bytes, end, indexMask);
    let name = "";
    let token: NameToken = 0;
    if (index === 0) {
      if (!this.readText(bytes, end)) return null;
      if (isWanted) {
        name = readByteString(this.text, this.textStart, this.textEnd);
        token = nameTokenOf(name);
      }
    } else {
      const named = this.fieldAt(index);
      if (named === null) return null;
      name = named.name;
      token = named.nameToken;
    }
    if (!this.readText(bytes, end)) return null;
    if (!isWanted) return unwanted;
    const hasSoundValue = isSoundValue(this.text, this.textStart, this.textEnd);
    return new HeaderField(name, readByteString(this.text, this.textStart, this.textEnd), token, hasSoundValue);
  }

  /** Null for what is no index, and for one beyond the tables. */
  private fieldAt(index: number): HeaderField | null {
    if (index > STATIC_ENTRIES) return this.table.at(index - STATIC_ENTRIES - 1);
    return index > 0 ? (staticTable[index] as HeaderField) : null;
  }

  /** Finds the bytes of the string at `pos`; false when it is none. */
  private readText(bytes: Buffer, end: number): boolean {
    if (this.pos >= end) return false;
    const isCoded = (bytes[this.pos] as number) >= 0x80;
    const length = this.readInteger(bytes, end, 0x7f);
    if (length < 0 || length > end - this.pos) return false;
    const start = this.pos;
    this.pos = start + length;
    if (isCoded) {
      this.text = roomFor(decodedBytesAtMost(length));
      this.textStart = 0;
      this.textEnd = decodeHuffman(bytes, start, this.pos, this.text);
      return this.textEnd >= 0;
    }
    this.text = bytes;
    this.textStart = start;
    this.textEnd = this.pos;
    return true;
  }

  /** The integer at `pos`, the bits of its first byte given by a mask; -1 when it is cut off or too large. */
  private readInteger(bytes: Buffer, end: number, mask: number): number {
    if (this.pos >= end) return -1;
    let value = (bytes[this.pos++] as number) & mask;
    if (value < mask) return value;
    let unit = 1;
    for (let i = 0; i < MAX_INTEGER_BYTES && this.pos < end; i++) {
      const byte = bytes[this.pos++] as number;
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value > MAX_INTEGER ? -1 : value;
      unit *= 0x80;
    }
    return -1;
  }
}

function isSizeUpdate(first: number): boolean {
  return (first & 0xe0) === 0x20;
}

/** Source: RFC 7541, section 4.2 */
const MAX_SIZE_UPDATES = 2;
/** After the first byte: enough for 32 bits. */
const MAX_INTEGER_BYTES = 5;
/** No length or index gets near it, and it is still a small integer to V8. */
const MAX_INTEGER = 2 ** 31 - 1;

const none = Buffer.alloc(0);
const unwanted = new HeaderField("", "", 0, true);

/** Decoded strings lie here until they are made: those of every connection, one after the other. */
const scratch = Buffer.allocUnsafeSlow(16_384);

function roomFor(bytes: number): Buffer {
  return bytes <= scratch.length ? scratch : Buffer.allocUnsafeSlow(bytes);
}

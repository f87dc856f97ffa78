import { writeByteString } from "../../../codec/byte-string.ts";
import { assert } from "../../../common/assert.ts";
import type { HeaderPairs } from "../header-pairs.ts";
import { FIRST_TABLE_BYTES } from "./dynamic-table.ts";
import { FIELD_OVERHEAD_BYTES } from "./header-field.ts";
import { huffmanBytesOf, writeHuffman } from "./huffman-encoder.ts";
import { type KnownName, knownNames, REPEATED_FIELDS } from "./known-name.ts";
import { STATIC_ENTRIES } from "./static-table.ts";

/**
 * Encodes header blocks, in the order in which they are sent: for the layout see {@link HpackDecoder}.
 *
 * Of the dynamic table it uses what it needs for fields that answers repeat, and puts nothing else there. So nothing is
 * ever evicted but by a smaller size, and then everything goes:
 *
 *   index     62 …              61 + insertions
 *   table  │ last inserted … first inserted │ free, up to `tableBytes` │
 */
export class HpackEncoder {
  /** What our table may have, as the peer has been told. */
  private tableBytes = FIRST_TABLE_BYTES;
  /** What it is to have from the next block on, and the least that it had to have since the last one. */
  private wantedBytes = FIRST_TABLE_BYTES;
  private leastBytes = FIRST_TABLE_BYTES;
  private usedBytes = 0;
  private insertions = 0;
  /** By the number of a repeated field: the how many-th it was to be inserted; 0 = it is not in the table. */
  private readonly turns: number[] = new Array(REPEATED_FIELDS).fill(0);
  /**
   * Grows whenever a block changes the table: one that was encoded without changing it may be sent again as it is while
   * this number is the same.
   */
  generation = 0;

  /** SETTINGS_HEADER_TABLE_SIZE of the peer. Of a larger table than the first one there would be no use. */
  setMaxTableBytes(bytes: number): void {
    this.wantedBytes = Math.min(bytes, FIRST_TABLE_BYTES);
    this.leastBytes = Math.min(this.leastBytes, this.wantedBytes);
    if (this.wantedBytes !== this.tableBytes || this.leastBytes !== this.tableBytes) this.generation++;
  }

  /** Bytes that {@link encode} of these may take at most. */
  static boundOf(pairs: HeaderPairs): number {
    let bytes = SIZE_UPDATES_BYTES;
    for (let i = 0; i < pairs.length; i++) {
      const pair = pairs[i] as HeaderPairs[number];
      bytes += LITERAL_OVERHEAD_BYTES + pair[0].length + pair[1].length;
    }
    return bytes;
  }

  /** Writes a block at `at`, where there is room for {@link boundOf}; returns where it ends. */
  encode(pairs: HeaderPairs, into: Buffer, at: number): number {
    let pos = this.wantedBytes === this.tableBytes && this.leastBytes === this.tableBytes ? at : this.resize(into, at);
    for (let i = 0; i < pairs.length; i++) {
      const pair = pairs[i] as HeaderPairs[number];
      const known = knownNames.get(pair[0]);
      pos = known === undefined ? writeNamed(LITERAL, pair[0], into, pos) : this.writeKnown(known, pair, into, pos);
      if (known === undefined) pos = writeText(pair[1], into, pos);
    }
    assert(pos <= into.length, "a header block is longer than its buffer");
    return pos;
  }

  /** A table that was to be smaller for a while has to have been so, even if it has grown again. */
  private resize(into: Buffer, at: number): number {
    let pos = at;
    if (this.leastBytes < this.tableBytes) {
      const isTooFull = this.usedBytes > this.leastBytes;
      if (isTooFull) this.empty();
      const leastBytes = isTooFull ? 0 : this.leastBytes;
      if (leastBytes < this.wantedBytes) pos = writeInteger(SIZE_UPDATE, 0x1f, leastBytes, into, pos);
    }
    this.tableBytes = this.wantedBytes;
    this.leastBytes = this.wantedBytes;
    this.generation++;
    return writeInteger(SIZE_UPDATE, 0x1f, this.tableBytes, into, pos);
  }

  private empty(): void {
    this.usedBytes = 0;
    this.turns.fill(0);
  }

  private writeKnown(known: KnownName, pair: HeaderPairs[number], into: Buffer, at: number): number {
    const place = placeOf(known, pair[1]);
    if (place > 0) return writeInteger(INDEXED, 0x7f, place, into, at);
    if (place === NO_PLACE) return this.writeLiteral(known, pair, into, at);
    const turn = this.turns[~place] as number;
    if (turn > 0) return writeInteger(INDEXED, 0x7f, this.indexOf(turn), into, at);
    return this.insert(known, ~place, pair, into, at);
  }

  private writeLiteral(known: KnownName, pair: HeaderPairs[number], into: Buffer, at: number): number {
    const pattern = known.isSecret ? LITERAL_NEVER_INDEXED : LITERAL;
    const index = this.nameIndexOf(known);
    const pos = index === 0 ? writeNamed(pattern, pair[0], into, at) : writeInteger(pattern, 0x0f, index, into, at);
    return writeText(pair[1], into, pos);
  }

  private insert(known: KnownName, repeated: number, pair: HeaderPairs[number], into: Buffer, at: number): number {
    const bytes = pair[0].length + pair[1].length + FIELD_OVERHEAD_BYTES;
    if (this.usedBytes + bytes > this.tableBytes) return this.writeLiteral(known, pair, into, at);
    const index = this.nameIndexOf(known);
    const pos =
      index === 0 ? writeNamed(KEPT_LITERAL, pair[0], into, at) : writeInteger(KEPT_LITERAL, 0x3f, index, into, at);
    this.usedBytes += bytes;
    this.turns[repeated] = ++this.insertions;
    this.generation++;
    return writeText(pair[1], into, pos);
  }

  /** Where the name stands, with whatever value; 0 = nowhere. */
  private nameIndexOf(known: KnownName): number {
    if (known.staticIndex > 0) return known.staticIndex;
    for (let i = 0; i < known.places.length; i++) {
      const turn = this.turns[~(known.places[i] as number)] as number;
      if (turn > 0) return this.indexOf(turn);
    }
    return 0;
  }

  private indexOf(turn: number): number {
    return STATIC_ENTRIES + 1 + this.insertions - turn;
  }
}

/** Patterns of the first byte. */
const INDEXED = 0x80;
const KEPT_LITERAL = 0x40;
const SIZE_UPDATE = 0x20;
const LITERAL_NEVER_INDEXED = 0x10;
const LITERAL = 0x00;
const HUFFMAN = 0x80;
const RAW = 0x00;

/** Two, of at most three bytes each: 4096 is 0x3f 0xe1 0x1f. */
const SIZE_UPDATES_BYTES = 6;
/** One byte for the kind and up to six for the length of the name, as for that of the value. */
const LITERAL_OVERHEAD_BYTES = 13;

const NO_PLACE = 0;

function placeOf(known: KnownName, value: string): number {
  const values = known.values;
  for (let i = 0; i < values.length; i++) if (values[i] === value) return known.places[i] as number;
  return NO_PLACE;
}

/** The beginning of a literal whose name has no index. */
function writeNamed(pattern: number, name: string, into: Buffer, at: number): number {
  into[at] = pattern;
  return writeText(name, into, at + 1);
}

function writeText(text: string, into: Buffer, at: number): number {
  const coded = huffmanBytesOf(text);
  if (coded < text.length) return writeHuffman(text, into, writeInteger(HUFFMAN, 0x7f, coded, into, at));
  const pos = writeInteger(RAW, 0x7f, text.length, into, at);
  writeByteString(into, text, pos);
  return pos + text.length;
}

/** An integer behind a pattern, in the bits of the mask and as many bytes more as it takes. */
function writeInteger(pattern: number, mask: number, value: number, into: Buffer, at: number): number {
  if (value < mask) {
    into[at] = pattern | value;
    return at + 1;
  }
  let pos = at;
  into[pos++] = pattern | mask;
  let rest = value - mask;
  for (; rest >= 0x80; rest >>>= 7) into[pos++] = (rest & 0x7f) | 0x80;
  into[pos++] = rest;
  return pos;
}

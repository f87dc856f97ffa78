/** One element of a DER text: its tag byte, and where its content stands. */
export interface DerElement {
  readonly tag: number;
  readonly from: number;
  readonly to: number;
}

/** The bytes are not the DER that was expected. */
export class DerError extends Error {
  override name = "DerError";
}

/**
 * Reads elements one after the other, in place. Source: ITU-T X.690, sections 8 and 10.1; tags of one byte only, since
 * X.509 has no others.
 */
export class DerReader {
  readonly bytes: Uint8Array;
  private at: number;
  private readonly end: number;

  constructor(bytes: Uint8Array, from = 0, to = bytes.length) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  get isAtEnd(): boolean {
    return this.at === this.end;
  }

  /** The next element; throws a {@link DerError} when there is none, or none of this tag. */
  next(tag?: number): DerElement {
    const found = this.byte();
    if ((found & 0x1f) === 0x1f) throw new DerError("a tag of more than one byte");
    if (tag !== undefined && found !== tag) throw new DerError(`tag ${found} where ${tag} belongs`);
    const length = this.length();
    if (length > this.end - this.at) throw new DerError("an element that ends after what holds it");
    const from = this.at;
    this.at += length;
    return { tag: found, from, to: this.at };
  }

  /** A reader of what is inside of the next element. */
  enter(tag: number): DerReader {
    const { from, to } = this.next(tag);
    return new DerReader(this.bytes, from, to);
  }

  private length(): number {
    const first = this.byte();
    if (first < 0x80) return first;
    const count = first & 0x7f;
    // Three bytes say 16 MiB; 0x80 would be the indefinite form, which DER has not.
    if (count === 0 || count > 3) throw new DerError("a length that is indefinite or too long");
    let length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + this.byte();
    if (length < 0x80 || length < 256 ** (count - 1)) throw new DerError("a length that could be shorter");
    return length;
  }

  private byte(): number {
    if (this.at >= this.end) throw new DerError("the end comes too soon");
    return this.bytes[this.at++] as number;
  }
}

export const Tag = {
  BOOLEAN: 0x01,
  INTEGER: 0x02,
  OCTET_STRING: 0x04,
  OBJECT_IDENTIFIER: 0x06,
  UTF8_STRING: 0x0c,
  PRINTABLE_STRING: 0x13,
  IA5_STRING: 0x16,
  SEQUENCE: 0x30,
  SET: 0x31,
} as const;

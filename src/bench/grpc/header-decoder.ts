import { readHuffmanText } from "./huffman-text.ts";

/**
 * Reads the header blocks that come on one connection. Each must be shown in its order, for they fill a table that later ones
 * refer to; but a block that is only references changes nothing, and need not be read to stay in step.
 *
 *   field := 1 index (7)                                      a field of the table
 *          | 01 index (6) [name] value                        a new one, which goes into the table
 *          | 001 size (5)                                     the table's size from now on
 *          | 0000 index (4) [name] value | 0001 index (4) …   a new one, which does not
 *
 * Source: RFC 7541, section 6; the static table is appendix A.
 */
export class HeaderDecoder {
  /** The newest first. */
  private readonly table: Field[] = [];
  private tableBytes = 0;
  private maxTableBytes = DEFAULT_TABLE_BYTES;
  private bytes: Buffer = Buffer.alloc(0);
  private at = 0;

  /** Keeps in step with a block whose fields nobody asks for; false when it cannot be read. */
  pass(block: Buffer): boolean {
    // The usual answer: fields of the tables, each in a byte.
    let at = 0;
    while (at < block.length && (block[at] as number) >= 0x80 && block[at] !== 0xff) at++;
    return at === block.length || this.read(block) !== null;
  }

  /** The fields of a block; null when it cannot be read, and with it no later one. */
  read(block: Buffer): Map<string, string> | null {
    this.bytes = block;
    this.at = 0;
    const fields = new Map<string, string>();
    while (this.at < block.length) {
      const kind = block[this.at] as number;
      if ((kind & 0xe0) === 0x20) {
        const size = this.takeInteger(5);
        if (size === null || size > DEFAULT_TABLE_BYTES) return null;
        this.maxTableBytes = size;
        this.shrink();
        continue;
      }
      const field = this.takeField(kind);
      if (field === null) return null;
      fields.set(field.name, field.value);
    }
    return fields;
  }

  private takeField(kind: number): Field | null {
    if (kind >= 0x80) return this.fieldAt(this.takeInteger(7));
    const isKept = kind >= 0x40;
    const index = this.takeInteger(isKept ? 6 : 4);
    if (index === null) return null;
    const name = index === 0 ? this.takeText() : (this.fieldAt(index)?.name ?? null);
    const value = this.takeText();
    if (name === null || value === null) return null;
    const field = { name, value };
    if (isKept) this.keep(field);
    return field;
  }

  private fieldAt(index: number | null): Field | null {
    if (index === null || index === 0) return null;
    return (index <= staticTable.length ? staticTable[index - 1] : this.table[index - staticTable.length - 1]) ?? null;
  }

  private keep(field: Field): void {
    this.table.unshift(field);
    this.tableBytes += bytesOf(field);
    this.shrink();
  }

  private shrink(): void {
    while (this.tableBytes > this.maxTableBytes) this.tableBytes -= bytesOf(this.table.pop() as Field);
  }

  /** The low bits of the byte at hand, and when they are all set the groups of seven bits behind it. Source: section 5.1. */
  private takeInteger(bits: number): number | null {
    const most = 2 ** bits - 1;
    let value = (this.bytes[this.at++] as number) & most;
    if (value < most) return value;
    for (let scale = 1; scale <= MAX_SCALE; scale *= 128) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) return null;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    return null;
  }

  private takeText(): string | null {
    const first = this.bytes[this.at];
    if (first === undefined) return null;
    const length = this.takeInteger(7);
    if (length === null || this.at + length > this.bytes.length) return null;
    const text = this.bytes.subarray(this.at, this.at + length);
    this.at += length;
    return first >= 0x80 ? readHuffmanText(text) : text.toString("latin1");
  }
}

interface Field {
  readonly name: string;
  readonly value: string;
}

/** As the table counts it. Source: section 4.1. */
function bytesOf({ name, value }: Field): number {
  return name.length + value.length + 32;
}

/** What a side has that says nothing else, as we do. */
const DEFAULT_TABLE_BYTES = 4_096;
/** Three groups: two million, over any frame. */
const MAX_SCALE = 128 ** 2;

const staticTable: readonly Field[] = [
  [":authority", ""],
  [":method", "GET"],
  [":method", "POST"],
  [":path", "/"],
  [":path", "/index.html"],
  [":scheme", "http"],
  [":scheme", "https"],
  ...["200", "204", "206", "304", "400", "404", "500"].map((status) => [":status", status]),
  ["accept-charset", ""],
  ["accept-encoding", "gzip, deflate"],
  ...[
    ...["accept-language", "accept-ranges", "accept", "access-control-allow-origin", "age", "allow", "authorization"],
    ...["cache-control", "content-disposition", "content-encoding", "content-language", "content-length"],
    ...["content-location", "content-range", "content-type", "cookie", "date", "etag", "expect", "expires", "from"],
    ...["host", "if-match", "if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "last-modified"],
    ...["link", "location", "max-forwards", "proxy-authenticate", "proxy-authorization", "range", "referer", "refresh"],
    ...["retry-after", "server", "set-cookie", "strict-transport-security", "transfer-encoding", "user-agent", "vary"],
    ...["via", "www-authenticate"],
  ].map((name) => [name, ""]),
].map(([name, value]) => ({ name: name as string, value: value as string }));

import { readByteString } from "../../../codec/byte-string.ts";
import type { Row } from "../sql.ts";

/** From so many bytes on, a view is cheaper than a string. */
const VIEW_BYTES = 512;

/** The row of the message at hand: `columns int16`, then each column's length (int32; −1 = NULL) and bytes, big-endian. */
export class BinaryRow implements Row {
  #bytes: Buffer = Buffer.alloc(0);
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  load(bytes: Buffer, start: number): void {
    this.#bytes = bytes;
    const columns = bytes.readInt16BE(start);
    let at = start + 2;
    for (let i = 0; i < columns; i++) {
      const length = bytes.readInt32BE(at);
      at += 4;
      this.#starts[i] = at;
      if (length > 0) at += length;
      this.#ends[i] = length < 0 ? -1 : at;
    }
  }

  isNull(column: number): boolean {
    return this.#ends[column] === -1;
  }

  integer(column: number): number {
    const start = this.#starts[column] as number;
    if ((this.#ends[column] as number) - start === 4) return this.#bytes.readInt32BE(start);
    return this.#bytes.readInt32BE(start) * 0x1_0000_0000 + this.#bytes.readUInt32BE(start + 4);
  }

  bigint(column: number): bigint {
    return this.#bytes.readBigInt64BE(this.#starts[column] as number);
  }

  byteString(column: number): string {
    return readByteString(this.#bytes, this.#starts[column] as number, this.#ends[column] as number);
  }

  bytes(column: number): Uint8Array | string {
    const start = this.#starts[column] as number;
    const end = this.#ends[column] as number;
    return end - start >= VIEW_BYTES ? this.#bytes.subarray(start, end) : readByteString(this.#bytes, start, end);
  }

  text(column: number): string {
    return this.#bytes.toString("utf8", this.#starts[column], this.#ends[column]);
  }
}

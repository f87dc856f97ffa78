import type { Row } from "../sql.ts";

/** A row in PostgreSQL's text format; bytes are `\x…` in hexadecimal. */
export class TextRow implements Row {
  #columns: readonly (string | null)[] = [];

  load(columns: readonly (string | null)[]): void {
    this.#columns = columns;
  }

  isNull(column: number): boolean {
    return this.#columns[column] === null;
  }

  integer(column: number): number {
    return Number(this.#columns[column]);
  }

  bigint(column: number): bigint {
    return BigInt(this.#columns[column] as string);
  }

  byteString(column: number): string {
    return this.#bytes(column).toString("latin1");
  }

  bytes(column: number): Uint8Array {
    return this.#bytes(column);
  }

  text(column: number): string {
    return this.#columns[column] as string;
  }

  #bytes(column: number): Buffer {
    return Buffer.from((this.#columns[column] as string).slice(2), "hex");
  }
}

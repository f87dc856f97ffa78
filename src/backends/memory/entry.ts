import type { Table } from "./table.ts";

/**
 * One item in memory. Key and value are byte strings: V8 keeps each in one block with a 16-byte header, where a Buffer
 * per value would cost an ArrayBuffer of about 100 bytes more and a finalizer.
 */
export class Entry {
  readonly table: Table;
  readonly key: string;
  value: string;
  version: number;
  /** Milliseconds since the epoch, 0 = never. */
  expiresAtMs: number;
  /** Position in the expiry heap; −1 = not in it. Only the heap writes it. */
  expiryIndex = -1;

  constructor(table: Table, key: string, value: string, version: number, expiresAtMs: number) {
    this.table = table;
    this.key = key;
    this.value = value;
    this.version = version;
    this.expiresAtMs = expiresAtMs;
  }

  isExpired(nowMs: number): boolean {
    return this.expiresAtMs !== 0 && this.expiresAtMs <= nowMs;
  }
}

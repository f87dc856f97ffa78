import { StoredItem } from "./stored-item.ts";

/** An item of a scan: with `keysOnly`, its value is empty. */
export class ScannedItem extends StoredItem {
  readonly key: string;
  /** Of a value that is kept in chunks: its size; its value is empty here, and is read with `getStream`. */
  readonly largeBytes: number;

  constructor(key: string, value: Uint8Array, version: number, expiresAtMs: number, largeBytes = 0) {
    super(value, version, expiresAtMs);
    this.key = key;
    this.largeBytes = largeBytes;
  }
}

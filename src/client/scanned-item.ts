import { StoredItem } from "./stored-item.ts";

/** An item of a scan: with `keysOnly`, its value is empty. */
export class ScannedItem extends StoredItem {
  readonly key: string;

  constructor(key: string, value: Uint8Array, version: number, expiresAtMs: number) {
    super(value, version, expiresAtMs);
    this.key = key;
  }
}

/** An item as it was read. The value is a copy of its own. */
export class StoredItem {
  readonly value: Uint8Array;
  readonly version: number;
  /** Milliseconds since the Unix epoch; 0 = never. */
  readonly expiresAtMs: number;

  constructor(value: Uint8Array, version: number, expiresAtMs: number) {
    this.value = value;
    this.version = version;
    this.expiresAtMs = expiresAtMs;
  }

  /** The value as UTF-8; what is no UTF-8 becomes U+FFFD. */
  text(): string {
    return Buffer.from(this.value.buffer, this.value.byteOffset, this.value.byteLength).toString("utf8");
  }
}

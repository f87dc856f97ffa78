import { isUtf8 } from "node:buffer";

/**
 * A *byte string* is a string with one character, 0 to 255, for each byte. It compares and hashes as its bytes do, V8
 * stores it in one byte per character, and making one does not decode anything.
 */

/** Node's Buffer has these two, documented only as `encoding: "latin1"`, without the cost of looking the encoding up. */
interface Latin1Buffer {
  latin1Slice(start: number, end: number): string;
  latin1Write(value: string, offset: number, length: number): number;
}

export function readByteString(bytes: Buffer, start: number, end: number): string {
  return (bytes as unknown as Latin1Buffer).latin1Slice(start, end);
}

export function writeByteString(bytes: Buffer, value: string, at: number): void {
  (bytes as unknown as Latin1Buffer).latin1Write(value, at, value.length);
}

/** Whether `bytes[start, end)` are the bytes of `value`. */
export function equalsByteString(bytes: Uint8Array, start: number, end: number, value: string): boolean {
  if (end - start !== value.length) return false;
  for (let i = 0; i < value.length; i++) if (bytes[start + i] !== value.charCodeAt(i)) return false;
  return true;
}

/** The byte string of a text's UTF-8. */
export function toByteString(text: string): string {
  return isAscii(text) ? text : Buffer.from(text, "utf8").toString("latin1");
}

/** The text whose UTF-8 a byte string is. */
export function fromByteString(value: string): string {
  return isAscii(value) ? value : Buffer.from(value, "latin1").toString("utf8");
}

/** The first byte string after all those that begin with `prefix`; null when there is none. */
export function afterPrefix(prefix: string): string | null {
  for (let i = prefix.length - 1; i >= 0; i--) {
    const byte = prefix.charCodeAt(i);
    if (byte < 0xff) return prefix.slice(0, i) + String.fromCharCode(byte + 1);
  }
  return null;
}

/** Whether `bytes[start, end)` is UTF-8: ASCII is seen in place, anything else is copied and checked by Node. */
export function isUtf8Range(bytes: Buffer, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    if ((bytes[i] as number) >= 0x80) return isUtf8(Uint8Array.prototype.slice.call(bytes, start, end));
  }
  return true;
}

/** Whether a byte string is UTF-8. */
export function isUtf8String(value: string): boolean {
  return isAscii(value) || isUtf8(Buffer.from(value, "latin1"));
}

function isAscii(value: string): boolean {
  for (let i = 0; i < value.length; i++) if (value.charCodeAt(i) >= 0x80) return false;
  return true;
}

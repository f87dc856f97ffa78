import type { NameToken } from "./name-token.ts";

/** One field. Names and values are byte strings (latin1). Immutable. */
export class HeaderField {
  readonly name: string;
  readonly value: string;
  /** What it counts in a table and in a list: name, value and {@link FIELD_OVERHEAD_BYTES}. */
  readonly bytes: number;
  readonly nameToken: NameToken;
  /** Whether the value is one that a field may have: see {@link isSoundValue}. Of the name, the token says it. */
  readonly hasSoundValue: boolean;

  constructor(name: string, value: string, nameToken: NameToken, hasSoundValue: boolean) {
    this.name = name;
    this.value = value;
    this.bytes = name.length + value.length + FIELD_OVERHEAD_BYTES;
    this.nameToken = nameToken;
    this.hasSoundValue = hasSoundValue;
  }
}

/** What an entry is taken to cost beyond its bytes. Source: RFC 7541, section 4.1; RFC 9113, section 6.5.2 */
export const FIELD_OVERHEAD_BYTES = 32;

/**
 * Whether `bytes[start, end)` may be the value of a field: no NUL, LF or CR in it, no space or tab at either end.
 * Source: RFC 9113, section 8.2.1
 */
export function isSoundValue(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end) return true;
  if (isBlank(bytes[start] as number) || isBlank(bytes[end - 1] as number)) return false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte <= CR && (byte === CR || byte === LF || byte === 0)) return false;
  }
  return true;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}

const LF = 0x0a;
const CR = 0x0d;

import { HEX } from "./hex.ts";

/**
 * A traceparent of W3C Trace Context, read in place.
 * Source: https://www.w3.org/TR/trace-context/#traceparent-header-field-values
 *
 *   version  trace-id                          parent-id         flags
 *   00     - 4bf92f3577b34da6a3ce929d0e0e4736 - 00f067aa0ba902b7 - 01
 *   0      3                                36                53
 *
 * Lower-case hex; an id of zeros, and the version ff, are invalid. A version to come may have more behind the flags, with
 * a dash before it; of version 00 there is no more.
 */
export class Traceparent {
  traceId = "";
  parentId = "";
  isSampled = false;

  /** False, and nothing changes but `isSampled`, when the bytes are none. The ids are made for those that are sampled alone, or asked for. */
  read(bytes: Buffer, from: number, to: number): boolean {
    this.isSampled = false;
    if (!isTraceparent(bytes, from, to)) return false;
    this.isSampled = ((HEX[bytes[from + FLAGS_AT + 1] as number] as number) & SAMPLED) !== 0;
    return true;
  }

  /** Makes the ids of what {@link read} has just taken. */
  takeIds(bytes: Buffer, from: number): void {
    this.traceId = bytes.toString("latin1", from + TRACE_AT, from + TRACE_AT + TRACE_ID_CHARACTERS);
    this.parentId = bytes.toString("latin1", from + SPAN_AT, from + SPAN_AT + SPAN_ID_CHARACTERS);
  }

  /** Of a valid one: the 52 highest of the 56 bits that are random by the specification, as a number. */
  static randomBits(bytes: Buffer, from: number): number {
    let bits = 0;
    const start = from + TRACE_AT + TRACE_ID_CHARACTERS - RANDOM_CHARACTERS;
    for (let i = 0; i < READ_CHARACTERS; i++) bits = bits * 16 + (HEX[bytes[start + i] as number] as number);
    return bits;
  }
}

/** Whether these bytes are a traceparent that may be followed. */
export function isTraceparent(bytes: Buffer, from: number, to: number): boolean {
  const length = to - from;
  if (length < LENGTH) return false;
  const version = hexAt(bytes, from, 2);
  if (version < 0 || version === NO_VERSION) return false;
  if (length > LENGTH && (version === 0 || bytes[from + LENGTH] !== DASH)) return false;
  return (
    bytes[from + TRACE_AT - 1] === DASH &&
    bytes[from + SPAN_AT - 1] === DASH &&
    bytes[from + FLAGS_AT - 1] === DASH &&
    hexAt(bytes, from + TRACE_AT, TRACE_ID_CHARACTERS) > 0 &&
    hexAt(bytes, from + SPAN_AT, SPAN_ID_CHARACTERS) > 0 &&
    hexAt(bytes, from + FLAGS_AT, 2) >= 0
  );
}

/** How a context is told on. */
export function formatTraceparent(traceId: string, spanId: string, isSampled: boolean): string {
  return `00-${traceId}-${spanId}-${isSampled ? "01" : "00"}`;
}

/** Characters of lower-case hex as a number, which is 0 only if all are; −1 when one is something else. */
function hexAt(bytes: Buffer, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const digit = HEX[bytes[i] as number] as number;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

const DASH = 0x2d;
const NO_VERSION = 0xff;
const SAMPLED = 1;
const TRACE_AT = 3;
const TRACE_ID_CHARACTERS = 32;
const SPAN_AT = 36;
const SPAN_ID_CHARACTERS = 16;
const FLAGS_AT = 53;
const LENGTH = 55;
const RANDOM_CHARACTERS = 14;
/** As many as a number holds exactly. */
const READ_CHARACTERS = 13;

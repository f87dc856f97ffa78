import { copyIn } from "../common/shared-copy.ts";
import { writeByteString } from "./byte-string.ts";
import { signedVarint } from "./signed.ts";
import { LEN, VARINT, varintBytes } from "./wire.ts";
import { putVarint } from "./wire-places.ts";

/**
 * Writes protobuf records in place, at `pos` of `bytes`. The caller has made sure that there is room: sizes are computed
 * before, so that no length is written twice and no byte is moved. One instance per thread.
 */
export class WireWriter {
  bytes: Buffer;
  pos: number;

  constructor() {
    this.bytes = none;
    this.pos = 0;
  }

  reset(bytes: Buffer, pos: number): void {
    this.bytes = bytes;
    this.pos = pos;
  }

  /** A frame's length prefix: 4 bytes, big-endian. */
  prefix(length: number): void {
    const { bytes, pos } = this;
    bytes[pos] = length >>> 24;
    bytes[pos + 1] = length >>> 16;
    bytes[pos + 2] = length >>> 8;
    bytes[pos + 3] = length;
    this.pos = pos + 4;
  }

  varint(value: number): void {
    this.pos = putVarint(this.bytes, this.pos, value);
  }

  /** A VARINT record, left out when the value is proto3's default. */
  uint(field: number, value: number): void {
    if (value === 0) return;
    this.varint(field * 8 + VARINT);
    this.varint(value);
  }

  /** A VARINT record that is written even when 0: for fields with presence. */
  present(field: number, value: number): void {
    this.varint(field * 8 + VARINT);
    this.varint(value);
  }

  /** A sint64 record, left out when 0; for its size see `signed.ts`. */
  signed(field: number, value: bigint): void {
    if (value === 0n) return;
    this.varint(field * 8 + VARINT);
    for (const byte of signedVarint(value)) this.bytes[this.pos++] = byte;
  }

  bool(field: number, value: boolean): void {
    if (value) this.uint(field, 1);
  }

  /** The tag and length of a LEN record; `length` bytes must follow. */
  open(field: number, length: number): void {
    this.varint(field * 8 + LEN);
    this.varint(length);
  }

  /** A LEN record from a byte string or a view, left out when empty. */
  blob(field: number, value: Uint8Array | string): void {
    if (value.length === 0) return;
    this.open(field, value.length);
    this.raw(value);
  }

  /** Bytes as they are. */
  raw(value: Uint8Array | string): void {
    if (typeof value === "string") writeByteString(this.bytes, value, this.pos);
    else if (value.length <= LOOP_BYTES) this.loop(value);
    else if (value.length <= SHORT_BYTES) this.bytes.set(value, this.pos);
    else copyIn(this.bytes, this.pos, value, 0, value.length);
    this.pos += value.length;
  }

  /** Text that is not a byte string yet, as UTF-8; for its size see {@link textBytes}. */
  text(field: number, value: string): void {
    if (value.length === 0) return;
    const length = Buffer.byteLength(value);
    this.open(field, length);
    this.bytes.write(value, this.pos, length, "utf8");
    this.pos += length;
  }

  private loop(value: Uint8Array): void {
    const { bytes, pos } = this;
    for (let i = 0; i < value.length; i++) bytes[pos + i] = value[i] as number;
  }
}

/** Up to here a loop beats the call into `TypedArray.prototype.set`. */
const LOOP_BYTES = 48;
/** Up to here it does not matter that a ring is shared memory. */
const SHORT_BYTES = 128;
const none = Buffer.alloc(0);

export function uintBytes(field: number, value: number): number {
  return value === 0 ? 0 : tagBytes(field) + varintBytes(value);
}

export function presentBytes(field: number, value: number): number {
  return tagBytes(field) + varintBytes(value);
}

/** Bytes of a LEN record of `length` bytes, also when it is empty. */
export function lenBytes(field: number, length: number): number {
  return tagBytes(field) + varintBytes(length) + length;
}

export function blobBytes(field: number, length: number): number {
  return length === 0 ? 0 : lenBytes(field, length);
}

export function textBytes(field: number, value: string): number {
  return blobBytes(field, Buffer.byteLength(value));
}

function tagBytes(field: number): number {
  if (field < 16) return 1;
  return field < 2_048 ? 2 : 3;
}

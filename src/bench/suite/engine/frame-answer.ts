import { CallNumber } from "../../../codec/calls.ts";
import { RESPONSE_ERROR } from "../../../codec/response.ts";
import { ResponseView } from "../../../codec/response-view.ts";
import { LEN, VARINT } from "../../../codec/wire.ts";
import { WireReader } from "../../../codec/wire-reader.ts";

/** Tag of `Response.id`, and the bytes that it takes with its value. */
const ID_TAG = 0x08;
const ID_BYTES = 4;

/** The id of an answer, read where it stands; −1 when it is none of three bytes. */
export function idOf(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < ID_BYTES || bytes[start] !== ID_TAG) return -1;
  const b1 = bytes[start + 1] as number;
  const b2 = bytes[start + 2] as number;
  const b3 = bytes[start + 3] as number;
  return (b1 & b2) < 0x80 || b3 >= 0x80 ? -1 : (b1 & 0x7f) | ((b2 & 0x7f) << 7) | (b3 << 14);
}

/** The number of the result, which nearly always stands right behind the id; {@link RESPONSE_ERROR} for a failure. */
export function resultOf(bytes: Uint8Array, start: number, end: number, expected: number): number {
  const tag = (expected << 3) | LEN;
  if (bytes[start + ID_BYTES] === ((tag & 0x7f) | 0x80) && bytes[start + ID_BYTES + 1] === tag >>> 7) return expected;
  return view.read(bytes, start, end) ? view.result : 0;
}

/** What is wrong with an answer that carries the right result, as a sentence; null for nothing. */
export function faultOfAnswer(
  call: number,
  bytes: Buffer,
  start: number,
  end: number,
  value: Buffer | null,
): string | null {
  if (!view.read(bytes, start, end)) return "an answer is no protobuf message";
  return faultOfResult(call, bytes, view.from, view.to, value);
}

/** The same of the result by itself, `bytes[from, to)`. `value` is what a get must find; null when it may find anything. */
export function faultOfResult(
  call: number,
  bytes: Buffer,
  from: number,
  to: number,
  value: Buffer | null,
): string | null {
  if (call === CallNumber.KV_GET) return value === null ? null : faultOfGet(bytes, from, to, value);
  return call === CallNumber.KV_PUT ? faultOfPut(bytes, from, to) : null;
}

function faultOfGet(bytes: Buffer, from: number, to: number, value: Buffer): string | null {
  let isFound = false;
  let isRight = false;
  inner.reset(bytes, from, to);
  while (inner.next()) {
    if (inner.field === 1) isFound = inner.value === 1;
    else if (inner.field === 2 && inner.wireType === LEN) isRight = value.compare(bytes, inner.from, inner.to) === 0;
  }
  if (!isFound) return "a key that was put is not found";
  return isRight ? null : "a get has another value than was put";
}

function faultOfPut(bytes: Buffer, from: number, to: number): string | null {
  let version = 0;
  inner.reset(bytes, from, to);
  while (inner.next()) if (inner.field === 1 && inner.wireType === VARINT) version = inner.value;
  return version > 0 ? null : "the answer to a put has no version";
}

/** The bytes of the error in an answer that has one, to be read by `readError`. */
export function errorRange(bytes: Uint8Array, start: number, end: number): { from: number; to: number } {
  view.read(bytes, start, end);
  return view.result === RESPONSE_ERROR ? { from: view.from, to: view.to } : { from: end, to: end };
}

const view = new ResponseView();
const inner = new WireReader();

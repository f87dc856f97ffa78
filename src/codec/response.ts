import type { Failure } from "../common/failure.ts";
import { FRAME_PREFIX_BYTES } from "../common/limits.ts";
import { copyOut } from "../common/shared-copy.ts";
import { errorBytes, writeError } from "./error.ts";
import { lenBytes, uintBytes, WireWriter } from "./wire-writer.ts";

/** Field number of the error in `prism.v1.Response`. */
export const RESPONSE_ERROR = 3;

/**
 * Bytes of a whole frame, prefix included, that carries a result message of `length` bytes under field `result`, and
 * `more` bytes behind it.
 */
export function frameBytes(id: number, result: number, length: number, more = 0): number {
  return FRAME_PREFIX_BYTES + uintBytes(1, id) + lenBytes(result, length) + more;
}

/** Writes a frame up to its result message, of which `length` bytes must follow, and then `more`. */
export function openFrame(writer: WireWriter, id: number, result: number, length: number, more = 0): void {
  writer.prefix(uintBytes(1, id) + lenBytes(result, length) + more);
  writer.uint(1, id);
  writer.open(result, length);
}

/** Bytes of the times that stand behind a result message. */
export function timesBytes(queueUs: number, backendUs: number): number {
  return uintBytes(4, queueUs) + uintBytes(5, backendUs);
}

export function writeTimes(writer: WireWriter, queueUs: number, backendUs: number): void {
  writer.uint(4, queueUs);
  writer.uint(5, backendUs);
}

/** A part of a buffer that holds a message. */
export interface MessageRange {
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
}

/**
 * A whole frame that answers `id` with a message. Where another one follows, `missed` are the levels of service that are missed, as
 * a field which may be of no bytes; null where it is the only one.
 */
export function encodeResultFrame(
  id: number,
  result: number,
  message: MessageRange,
  missed: Uint8Array | null = null,
): Buffer {
  const length = message.to - message.from;
  const isPart = missed !== null;
  const size = uintBytes(1, id) + uintBytes(2, Number(isPart)) + lenBytes(result, length) + (missed?.length ?? 0);
  const writer = new WireWriter();
  writer.reset(Buffer.allocUnsafe(FRAME_PREFIX_BYTES + size), 0);
  writer.prefix(size);
  writer.uint(1, id);
  writer.bool(2, isPart);
  writer.open(result, length);
  copyOut(writer.bytes, writer.pos, message.bytes, message.from, length);
  writer.pos += length;
  if (isPart) writer.raw(missed);
  return writer.bytes;
}

/** A whole frame that answers `id` with a failure; `more` says that other answers follow all the same. */
export function encodeFailureFrame(id: number, failure: Failure, more = false): Buffer {
  const length = errorBytes(failure);
  const writer = new WireWriter();
  const moreBytes = uintBytes(2, Number(more));
  writer.reset(Buffer.alloc(frameBytes(id, RESPONSE_ERROR, length, moreBytes)), 0);
  openFrame(writer, id, RESPONSE_ERROR, length, moreBytes);
  writeError(failure, writer);
  writer.bool(2, more);
  return writer.bytes;
}

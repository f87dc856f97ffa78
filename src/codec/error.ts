import type { Failure } from "../common/failure.ts";
import { lenBytes, textBytes, uintBytes, WireWriter } from "./wire-writer.ts";

/** Bytes of a failure as `prism.v1.Error`. */
export function errorBytes(failure: Failure): number {
  let bytes =
    uintBytes(1, failure.code) +
    textBytes(2, failure.reason) +
    textBytes(3, failure.message) +
    uintBytes(4, failure.retryAfterMs);
  for (const [key, value] of Object.entries(failure.metadata)) {
    bytes += lenBytes(5, textBytes(1, key) + textBytes(2, value));
  }
  return bytes;
}

export function writeError(failure: Failure, writer: WireWriter): void {
  writer.uint(1, failure.code);
  writer.text(2, failure.reason);
  writer.text(3, failure.message);
  writer.uint(4, failure.retryAfterMs);
  for (const [key, value] of Object.entries(failure.metadata)) {
    writer.open(5, textBytes(1, key) + textBytes(2, value));
    writer.text(1, key);
    writer.text(2, value);
  }
}

/** A failure as `prism.v1.Error`, by itself. */
export function encodeError(failure: Failure): Buffer {
  const writer = new WireWriter();
  writer.reset(Buffer.allocUnsafe(errorBytes(failure)), 0);
  writeError(failure, writer);
  return writer.bytes;
}

import { readByteString } from "../../codec/byte-string.ts";
import { assert } from "../../common/assert.ts";
import type { RememberedWrite } from "../contract.ts";

/**
 * A remembered write as one byte string, so that it is kept, counted, swept and undone as any other entry:
 *
 *     fingerprint length (1 byte) · fingerprint · answer
 */
export function packRememberedWrite(write: RememberedWrite): string {
  assert(write.fingerprint.length <= 0xff, "a fingerprint has at most 255 bytes");
  return String.fromCharCode(write.fingerprint.length) + byteString(write.fingerprint) + byteString(write.answer);
}

export function unpackRememberedWrite(packed: string): RememberedWrite {
  const answerAt = 1 + packed.charCodeAt(0);
  return {
    fingerprint: Buffer.from(packed.slice(1, answerAt), "latin1"),
    answer: Buffer.from(packed.slice(answerAt), "latin1"),
  };
}

function byteString(bytes: Uint8Array): string {
  return readByteString(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, bytes.byteLength);
}

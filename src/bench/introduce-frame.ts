import { blobBytes, WireWriter } from "../codec/wire-writer.ts";
import { FRAME_PREFIX_BYTES } from "../common/limits.ts";

/** The frame of a request with credentials in it, which are a byte string: field 5, behind the others. */
export function introduceFrame(frame: Buffer, authorization: string): Buffer {
  const introduced = Buffer.alloc(frame.length + blobBytes(5, authorization.length));
  const writer = new WireWriter();
  writer.reset(introduced, 0);
  writer.prefix(introduced.length - FRAME_PREFIX_BYTES);
  writer.raw(frame.subarray(FRAME_PREFIX_BYTES));
  writer.blob(5, authorization);
  return introduced;
}

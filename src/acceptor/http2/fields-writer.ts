import { Flag, FRAME_HEAD_BYTES, FrameType, writeFrameHead } from "./frame-layout.ts";
import type { HeaderPairs } from "./header-pairs.ts";
import { HpackEncoder } from "./hpack/hpack-encoder.ts";
import type { Http2Connection } from "./http2-connection.ts";
import { MAX_FRAME_BYTES } from "./http2-limits.ts";

/**
 * Encodes fields where they leave: in HEADERS, and CONTINUATION for what does not fit; returns the bytes of the block. Blocks
 * must leave in the order in which they are encoded.
 */
export function writeFields(connection: Http2Connection, stream: number, fields: HeaderPairs, flags: number): number {
  const { output, encoder } = connection;
  const bound = HpackEncoder.boundOf(fields);
  if (bound > MAX_FRAME_BYTES) {
    const block = Buffer.allocUnsafe(bound);
    const length = encoder.encode(fields, block, 0);
    writeBlock(connection, stream, block.subarray(0, length), flags);
    return length;
  }
  output.room(FRAME_HEAD_BYTES + bound);
  const at = output.used;
  const end = encoder.encode(fields, output.bytes, at + FRAME_HEAD_BYTES);
  const length = end - at - FRAME_HEAD_BYTES;
  writeFrameHead(output.bytes, at, { length, type: FrameType.HEADERS, flags: flags | Flag.END_HEADERS, stream });
  output.used = end;
  return length;
}

function writeBlock({ output }: Http2Connection, stream: number, block: Buffer, flags: number): void {
  for (let from = 0; from === 0 || from < block.length; from += MAX_FRAME_BYTES) {
    const part = block.subarray(from, from + MAX_FRAME_BYTES);
    const isLast = from + part.length === block.length;
    const type = from === 0 ? FrameType.HEADERS : FrameType.CONTINUATION;
    const own = (from === 0 ? flags : 0) | (isLast ? Flag.END_HEADERS : 0);
    output.room(FRAME_HEAD_BYTES + part.length);
    const at = writeFrameHead(output.bytes, output.used, { length: part.length, type, flags: own, stream });
    output.bytes.set(part, at);
    output.used = at + part.length;
  }
}

import { VARINT } from "../codec/wire.ts";
import { WireReader } from "../codec/wire-reader.ts";
import { FRAME_PREFIX_BYTES } from "../common/limits.ts";

/** The ids of the responses in the frames `bytes[start, end)`, which a worker wrote: the id comes first, and 0 is left out. */
export function answeredIds(bytes: Buffer, start: number, end: number): number[] {
  const ids: number[] = [];
  for (let pos = start; pos < end; ) {
    const from = pos + FRAME_PREFIX_BYTES;
    pos = from + bytes.readUInt32BE(pos);
    reader.reset(bytes, from, pos);
    ids.push(reader.next() && reader.field === 1 && reader.wireType === VARINT ? reader.value : 0);
  }
  return ids;
}

const reader = new WireReader();

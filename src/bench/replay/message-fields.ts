import { LEN, VARINT } from "../../codec/wire.ts";
import { WireReader } from "../../codec/wire-reader.ts";

/** The fields of a message that come once: bytes and numbers. Of those that come again the last. */
export function fieldsOf(message: Buffer): { texts: Map<number, Buffer>; numbers: Map<number, number> } {
  const texts = new Map<number, Buffer>();
  const numbers = new Map<number, number>();
  const reader = new WireReader();
  reader.reset(message, 0, message.length);
  while (reader.next()) {
    if (reader.wireType === LEN) texts.set(reader.field, message.subarray(reader.from, reader.to));
    else if (reader.wireType === VARINT) numbers.set(reader.field, reader.value);
  }
  return { texts, numbers };
}

/** All that a field that comes again has. */
export function lensOf(message: Buffer, field: number): Buffer[] {
  const all: Buffer[] = [];
  const reader = new WireReader();
  reader.reset(message, 0, message.length);
  while (reader.next()) {
    if (reader.field === field && reader.wireType === LEN) all.push(message.subarray(reader.from, reader.to));
  }
  return all;
}

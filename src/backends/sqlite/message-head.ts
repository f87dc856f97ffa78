import { readByteString, writeByteString } from "../../codec/byte-string.ts";
import type { Header } from "../stream-contract.ts";

/** Key and headers of a message. */
export interface MessageHead {
  readonly key: string;
  readonly headers: readonly Header[];
}

/**
 * A head as it is kept; lengths are little-endian:
 *
 *     key length u16 · key · for each header: name length u16 · name · value length u32 · value
 */
export function packHead({ key, headers }: MessageHead): Buffer {
  let length = 2 + key.length;
  for (const [name, value] of headers) length += 6 + name.length + value.length;
  const bytes = Buffer.allocUnsafe(length);
  bytes.writeUInt16LE(key.length, 0);
  writeByteString(bytes, key, 2);
  let at = 2 + key.length;
  for (const [name, value] of headers) {
    bytes.writeUInt16LE(name.length, at);
    writeByteString(bytes, name, at + 2);
    at += 2 + name.length;
    bytes.writeUInt32LE(value.length, at);
    writeByteString(bytes, value, at + 4);
    at += 4 + value.length;
  }
  return bytes;
}

export function unpackHead(bytes: Buffer): MessageHead {
  let at = 2 + bytes.readUInt16LE(0);
  const key = readByteString(bytes, 2, at);
  const headers: Header[] = [];
  while (at < bytes.length) {
    const nameEnd = at + 2 + bytes.readUInt16LE(at);
    const name = readByteString(bytes, at + 2, nameEnd);
    at = nameEnd + 4 + bytes.readUInt32LE(nameEnd);
    headers.push([name, readByteString(bytes, nameEnd + 4, at)]);
  }
  return { key, headers };
}

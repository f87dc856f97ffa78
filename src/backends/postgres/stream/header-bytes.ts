import type { Header } from "../../stream-contract.ts";

/**
 * Headers as they are kept: for each, `name length u16 · name · value length u32 · value`, big-endian, one behind the other.
 * All are byte strings.
 */
export function encodeHeaders(headers: readonly Header[]): Uint8Array {
  let size = 0;
  for (const [name, value] of headers) size += 6 + name.length + value.length;
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (const [name, value] of headers) {
    at = bytes.writeUInt16BE(name.length, at);
    at += bytes.write(name, at, "latin1");
    at = bytes.writeUInt32BE(value.length, at);
    at += bytes.write(value, at, "latin1");
  }
  return bytes;
}

/** @param text the bytes as a byte string. */
export function decodeHeaders(text: string): Header[] {
  const headers: Header[] = [];
  const byte = (at: number): number => text.charCodeAt(at);
  for (let at = 0; at < text.length; ) {
    const nameEnd = at + 2 + byte(at) * 0x100 + byte(at + 1);
    const valueLength =
      byte(nameEnd) * 0x1000000 + byte(nameEnd + 1) * 0x10000 + byte(nameEnd + 2) * 0x100 + byte(nameEnd + 3);
    const valueEnd = nameEnd + 4 + valueLength;
    headers.push([text.slice(at + 2, nameEnd), text.slice(nameEnd + 4, valueEnd)]);
    at = valueEnd;
  }
  return headers;
}

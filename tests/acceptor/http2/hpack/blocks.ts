import type { HeaderPairs } from "../../../../src/acceptor/http2/header-pairs.ts";
import { DecodeResult, HpackDecoder } from "../../../../src/acceptor/http2/hpack/hpack-decoder.ts";
import { HpackEncoder } from "../../../../src/acceptor/http2/hpack/hpack-encoder.ts";

export const roomy = { maxTableBytes: 4096, maxListBytes: 1 << 20, maxFields: 1000 };

/** The bytes of a dump in hexadecimal. */
export function fromHex(hex: string): Buffer {
  return Buffer.from(hex.replace(/\s+/g, ""), "hex");
}

export function decodeAll(decoder: HpackDecoder, block: Buffer): DecodeResult {
  return decoder.decode(block, 0, block.length);
}

/** The fields of the last block, as `name: value`. */
export function fieldsOf(decoder: HpackDecoder): string[] {
  return decoder.fields.slice(0, decoder.count).map((field) => `${field.name}: ${field.value}`);
}

/** A decoder whose table has this size: the peer has said so. */
export function decoderWithTable(tableBytes: number): HpackDecoder {
  const decoder = new HpackDecoder(roomy);
  decodeAll(decoder, sizeUpdate(tableBytes));
  return decoder;
}

export function sizeUpdate(tableBytes: number): Buffer {
  return integer(0x20, 0x1f, tableBytes);
}

/** An integer behind a pattern. Source: RFC 7541, section 5.1 */
export function integer(pattern: number, mask: number, value: number): Buffer {
  if (value < mask) return Buffer.of(pattern | value);
  const bytes = [pattern | mask];
  let rest = value - mask;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.of(...bytes, rest);
}

/** A literal whose name and value are spelt out, not Huffman-coded. */
export function literal(pattern: number, name: string, value: string): Buffer {
  return Buffer.concat([
    Buffer.of(pattern),
    integer(0, 0x7f, name.length),
    Buffer.from(name, "latin1"),
    integer(0, 0x7f, value.length),
    Buffer.from(value, "latin1"),
  ]);
}

/** What the dynamic table has, the newest first: asked for by the indices, which changes nothing. */
export function tableOf(decoder: HpackDecoder): { fields: string[]; bytes: number } {
  const fields: string[] = [];
  let bytes = 0;
  while (decodeAll(decoder, integer(0x80, 0x7f, 62 + fields.length)) === DecodeResult.OK) {
    bytes += decoder.fields[0]?.bytes ?? 0;
    fields.push(...fieldsOf(decoder));
  }
  return { fields, bytes };
}

/** The block that the encoder makes next. */
export function encodeAll(encoder: HpackEncoder, pairs: HeaderPairs): Buffer {
  const into = Buffer.alloc(HpackEncoder.boundOf(pairs));
  return into.subarray(0, encoder.encode(pairs, into, 0));
}

/** Pairs as `name: value`. */
export function linesOf(pairs: HeaderPairs): string[] {
  return pairs.map(([name, value]) => `${name}: ${value}`);
}

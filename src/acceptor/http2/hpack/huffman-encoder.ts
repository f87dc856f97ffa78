import { assert } from "../../../common/assert.ts";
import { END_OF_STRING, huffmanCode } from "./huffman-code.ts";

/** How many bytes the text has when it is Huffman-coded. It must be a byte string. */
export function huffmanBytesOf(text: string): number {
  let bits = 0;
  for (let at = 0; at < text.length; at++) bits += bitsOf[text.charCodeAt(at)] as number;
  assert(!Number.isNaN(bits), "a text to encode is no byte string");
  return (bits + 7) >>> 3;
}

/** Writes the text, Huffman-coded, at `at`; returns where it ends. */
export function writeHuffman(text: string, into: Uint8Array, at: number): number {
  let pos = at;
  // Fewer than eight bits between two symbols: with those of the longest piece they fit into 32.
  let pending = 0;
  let pendingBits = 0;
  for (let i = 0; i < text.length; i++) {
    const symbol = text.charCodeAt(i);
    const code = codes[symbol] as number;
    let bits = bitsOf[symbol] as number;
    if (bits > LONGEST_PIECE_BITS) {
      bits -= LONGEST_PIECE_BITS;
      pending = (pending << bits) | (code >>> LONGEST_PIECE_BITS);
      pendingBits += bits;
      bits = LONGEST_PIECE_BITS;
      for (; pendingBits >= 8; pendingBits -= 8) into[pos++] = pending >>> (pendingBits - 8);
    }
    pending = (pending << bits) | (code & ((1 << bits) - 1));
    pendingBits += bits;
    for (; pendingBits >= 8; pendingBits -= 8) into[pos++] = pending >>> (pendingBits - 8);
  }
  // Padded with the beginning of END_OF_STRING: ones.
  if (pendingBits > 0) into[pos++] = (pending << (8 - pendingBits)) | (0xff >>> pendingBits);
  return pos;
}

const LONGEST_PIECE_BITS = 24;
/** Without END_OF_STRING, which no character may stand for. */
const bitsOf = huffmanCode.bits.subarray(0, END_OF_STRING);
const codes = huffmanCode.codes;

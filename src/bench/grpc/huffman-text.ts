/**
 * Reads a text in the Huffman code of HTTP/2's headers; null when it is none. The code is canonical: codes of one length follow each
 * other in the order of their bytes, and longer ones follow shorter ones, so that the lengths say all of it.
 * Source: RFC 7541, section 5.2 and appendix B.
 */
export function readHuffmanText(bytes: Buffer): string | null {
  const text: number[] = [];
  let code = 0;
  let length = 0;
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      code = code * 2 + ((byte >>> bit) & 1);
      length++;
      const behind = code - (firstCode[length] as number);
      if (behind >= 0 && behind < (symbolsOf[length] as number[]).length) {
        text.push((symbolsOf[length] as number[])[behind] as number);
        code = 0;
        length = 0;
      } else if (length === MAX_CODE_BITS) return null;
    }
  }
  // What is left is the beginning of the code for the end: fewer than eight bits, all ones.
  return length < 8 && code === 2 ** length - 1 ? Buffer.from(text).toString("latin1") : null;
}

/** Bits of the code of each byte; 30 bits are the longest, the end of a text is one of them. */
const codeBits = [
  [13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28],
  [28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28],
  [6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6],
  [5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10],
  [13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7],
  [7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6],
  [15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5],
  [6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28],
  [20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23],
  [24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24],
  [22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23],
  [21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23],
  [26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25],
  [19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27],
  [20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23],
  [26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26],
].flat();
const MAX_CODE_BITS = 30;

/** By the length of a code: its bytes in their order. */
const symbolsOf = Array.from({ length: MAX_CODE_BITS + 1 }, (_, bits) =>
  codeBits.flatMap((own, byte) => (own === bits ? [byte] : [])),
);

/** By the length: the first of its codes. */
const firstCode = symbolsOf.reduce<number[]>((codes, _, bits) => {
  const before = bits === 0 ? 0 : (codes[bits - 1] as number) + (symbolsOf[bits - 1] as number[]).length;
  codes.push(before * 2);
  return codes;
}, []);

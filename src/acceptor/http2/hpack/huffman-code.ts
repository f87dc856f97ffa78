/** The symbol that ends a string, and of which only the beginning ever stands in one: as padding. */
export const END_OF_STRING = 256;

/**
 * How many bits the code of each symbol has, sixteen symbols a row, the last one {@link END_OF_STRING}.
 * Source: RFC 7541, appendix B
 */
const bitsOfSymbols = `
  13 23 28 28 28 28 28 28 28 24 30 28 28 30 28 28
  28 28 28 28 28 28 30 28 28 28 28 28 28 28 28 28
   6 10 10 12 13  6  8 11 10 10  8 11  8  6  6  6
   5  5  5  6  6  6  6  6  6  6  7  8 15  6 12 10
  13  6  7  7  7  7  7  7  7  7  7  7  7  7  7  7
   7  7  7  7  7  7  7  7  8  7  8 13 19 13 14  6
  15  5  6  5  6  5  6  6  6  5  7  7  6  6  6  5
   6  7  6  5  5  6  7  7  7  7  7 15 11 14 13 28
  20 22 20 20 22 22 22 23 22 23 23 23 23 23 24 23
  24 24 22 23 24 23 23 23 23 21 22 23 22 23 23 24
  22 21 20 22 22 23 23 21 23 22 22 24 21 22 23 23
  21 21 22 21 23 22 23 23 20 22 22 22 23 22 22 23
  26 26 20 19 22 23 22 25 26 26 26 27 27 26 24 25
  19 21 26 27 27 26 27 24 21 21 26 26 28 27 27 27
  20 24 20 21 22 21 21 23 22 22 25 25 24 24 26 23
  26 27 26 26 27 27 27 27 27 28 27 27 27 27 27 26
  30
`;

/** The code of the symbol i is the lower `bits[i]` bits of `codes[i]`. */
export interface HuffmanCode {
  readonly bits: Uint8Array;
  readonly codes: Uint32Array;
}

export const huffmanCode: HuffmanCode = canonicalCode(bitsOfSymbols.trim().split(/\s+/).map(Number));

/** The code is a canonical one: it counts upwards through the symbols in order of their bits, those with as many in order. */
function canonicalCode(bits: readonly number[]): HuffmanCode {
  const codes = new Uint32Array(bits.length);
  const ordered = bits.map((_, symbol) => symbol).sort((a, b) => bitsOf(a) - bitsOf(b) || a - b);
  let next = 0;
  let bitsBefore = 0;
  for (const symbol of ordered) {
    next = next * 2 ** (bitsOf(symbol) - bitsBefore);
    bitsBefore = bitsOf(symbol);
    codes[symbol] = next++;
  }
  return { bits: Uint8Array.from(bits), codes };

  function bitsOf(symbol: number): number {
    return bits[symbol] as number;
  }
}

import { END_OF_STRING, huffmanCode } from "./huffman-code.ts";

/** The string is none that Huffman coding makes. */
export const NOT_HUFFMAN = -1;

/** The most bytes that a string of `bytes` coded bytes decodes to, and one that is written and not counted. */
export function decodedBytesAtMost(bytes: number): number {
  return Math.floor((bytes * 8) / SHORTEST_CODE_BITS) + 1;
}

/**
 * Decodes `bytes[start, end)` into `into`, which has room for {@link decodedBytesAtMost}; returns how many bytes that
 * makes, or {@link NOT_HUFFMAN}: for END_OF_STRING in it, and for padding that is no beginning of END_OF_STRING or has
 * more than seven bits.
 */
export function decodeHuffman(bytes: Uint8Array, start: number, end: number, into: Uint8Array): number {
  let state = 0;
  let count = 0;
  let seen = 0;
  for (let at = start; at < end; at++) {
    const step = steps[state | (bytes[at] as number)] as number;
    into[count] = step;
    into[count + 1] = step >>> SECOND_SYMBOL_SHIFT;
    count += (step >>> COUNT_SHIFT) & COUNT_MASK;
    seen |= step;
    // The upper byte, times 256: where the next state's row begins.
    state = (step >>> STATE_SHIFT) << 8;
  }
  return (seen & FAULT) === 0 && mayEndIn[state >>> 8] === 1 ? count : NOT_HUFFMAN;
}

/** What a byte of code can make at the most is two symbols, as no code is shorter. */
const SHORTEST_CODE_BITS = 5;

/**
 * One step for each state and each byte that may come: the code is read a byte at a time. A state is how far into a code
 * the bytes so far have led, an inner node of the code's tree; there are 256, the root is 0.
 *
 *    31      24 23    19   18    17 16 15       8 7        0
 *   │ state next │ unused │ fault │ n  │ symbol 2 │ symbol 1 │
 *
 * Both symbols are written, and n = 0, 1 or 2 of them count. After a fault the rest of a step says nothing.
 */
const SECOND_SYMBOL_SHIFT = 8;
const COUNT_SHIFT = 16;
const COUNT_MASK = 0b11;
const FAULT = 1 << 18;
const STATE_SHIFT = 24;

/** A code of 257 symbols has one inner node fewer. */
const NODES = END_OF_STRING;
/** The tree of the code: what follows the node n on a bit b stands at 2n + b, a node, or a symbol s as -1 - s. */
const tree = growTree();
const steps = stepsOf(tree);
/** 1 for each state that is a beginning of END_OF_STRING and has no more than seven bits. */
const mayEndIn = endsOf(tree);

function growTree(): Int16Array {
  const grown = new Int16Array(NODES * 2);
  let nodes = 1;
  for (let symbol = 0; symbol <= END_OF_STRING; symbol++) {
    const code = huffmanCode.codes[symbol] as number;
    let node = 0;
    for (let bit = (huffmanCode.bits[symbol] as number) - 1; bit > 0; bit--) {
      const edge = node * 2 + ((code >>> bit) & 1);
      if (grown[edge] === 0) grown[edge] = nodes++;
      node = grown[edge] as number;
    }
    grown[node * 2 + (code & 1)] = -1 - symbol;
  }
  return grown;
}

function stepsOf(edges: Int16Array): Uint32Array {
  const table = new Uint32Array(NODES * 256);
  for (let state = 0; state < NODES; state++)
    for (let byte = 0; byte < 256; byte++) table[state * 256 + byte] = stepOf(edges, state, byte);
  return table;
}

function stepOf(edges: Int16Array, state: number, byte: number): number {
  let node = state;
  let count = 0;
  let symbols = 0;
  for (let bit = 7; bit >= 0; bit--) {
    const next = edges[node * 2 + ((byte >>> bit) & 1)] as number;
    node = next < 0 ? 0 : next;
    if (next >= 0) continue;
    if (-1 - next === END_OF_STRING) return FAULT;
    symbols |= (-1 - next) << (count * SECOND_SYMBOL_SHIFT);
    count++;
  }
  return ((node << STATE_SHIFT) | (count << COUNT_SHIFT) | symbols) >>> 0;
}

function endsOf(edges: Int16Array): Uint8Array {
  const ends = new Uint8Array(NODES);
  let node = 0;
  for (let bits = 0; bits <= 7; bits++) {
    ends[node] = 1;
    node = edges[node * 2 + 1] as number;
  }
  return ends;
}

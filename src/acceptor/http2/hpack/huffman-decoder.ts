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
  let row = 0;
  let count = 0;
  let seen = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    const upper = steps[row | (byte >>> 4)] as number;
    into[count] = upper;
    count += (upper >>> COUNT_SHIFT) & 1;
    const lower = steps[(upper >>> ROW_SHIFT) | (byte & 0xf)] as number;
    into[count] = lower;
    count += (lower >>> COUNT_SHIFT) & 1;
    seen |= upper | lower;
    row = lower >>> ROW_SHIFT;
  }
  return (seen & FAULT) === 0 && mayEndIn[row >>> 4] === 1 ? count : NOT_HUFFMAN;
}

const SHORTEST_CODE_BITS = 5;

/**
 * One step for each state and each four bits that may come: no code is so short that they end two symbols. A state is how
 * far into a code the bits so far have led, an inner node of the code's tree; the root is 0. A step:
 *
 *    31  28 27       16 15    10    9     8   7      0
 *   │      │ next × 16 │      │ fault │ n │ symbol │
 *
 * The symbol is always written, and counts if n = 1. `next × 16` is where the steps of the next state begin. After a
 * fault the rest says nothing. By whole bytes the table would have 256 KiB instead of 16, and take 10 ms to make.
 */
const COUNT_SHIFT = 8;
const FAULT = 1 << 9;
const ROW_SHIFT = 16;

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
  const table = new Uint32Array(NODES * 16);
  for (let i = 0; i < table.length; i++) table[i] = stepOf(edges, i >>> 4, i & 0xf);
  return table;
}

function stepOf(edges: Int16Array, state: number, bits: number): number {
  let node = state;
  let ended = 0;
  for (let bit = 3; bit >= 0; bit--) {
    const next = edges[node * 2 + ((bits >>> bit) & 1)] as number;
    node = next < 0 ? 0 : next;
    if (-1 - next === END_OF_STRING) return FAULT;
    if (next < 0) ended = (1 << COUNT_SHIFT) | (-1 - next);
  }
  return (node << (ROW_SHIFT + 4)) | ended;
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

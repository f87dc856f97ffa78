/**
 * Copies between memory that threads share and memory of one thread. V8 copies shared memory in loops of its own: by words where
 * both places are as far from the begin of a word, and byte by byte where they are not. What is long goes over a bridge then,
 * memory of this thread that stands as the shared side does:
 *
 *   shared    │··aaaaaa│aaaaaaaa│aaaa····│
 *   bridge    │··aaaaaa│aaaaaaaa│aaaa····│   by words
 *   other     │·····aaa│aaaaaaaa│aaaaaaa·│   as fast as memory goes
 */

/** Copies `source[start, start + length)`, which may be shared, to `at` of `target`. */
export function copyOut(target: Uint8Array, at: number, source: Uint8Array, start: number, length: number): void {
  if (length <= LOOP_BYTES) copyByLoop(target, at, source, start, length);
  else copyLong(target, at, source, start, length, source.byteOffset + start);
}

/** Copies `source[start, start + length)` to `at` of `target`, which may be shared. */
export function copyIn(target: Uint8Array, at: number, source: Uint8Array, start: number, length: number): void {
  if (length <= LOOP_BYTES) copyByLoop(target, at, source, start, length);
  else copyLong(target, at, source, start, length, target.byteOffset + at);
}

function copyByLoop(target: Uint8Array, at: number, source: Uint8Array, start: number, length: number): void {
  for (let i = 0; i < length; i++) target[at + i] = source[start + i] as number;
}

/** @param stand where the shared side begins, in its memory. */
function copyLong(
  target: Uint8Array,
  at: number,
  source: Uint8Array,
  start: number,
  length: number,
  stand: number,
): void {
  const apart = target.byteOffset + at - source.byteOffset - start;
  if (length < BRIDGED_BYTES || apart % WORD_BYTES === 0) {
    copy.call(source as Buffer, target, at, start, start + length);
    return;
  }
  const lead = stand % WORD_BYTES;
  for (let done = 0; done < length; done += BRIDGE_BYTES) {
    const bytes = Math.min(length - done, BRIDGE_BYTES);
    copy.call(source as Buffer, bridge, lead, start + done, start + done + bytes);
    copy.call(bridge, target, at + done, lead, lead + bytes);
  }
}

/** Up to here a loop beats the call, for a request or answer of the usual size. */
const LOOP_BYTES = 128;
/** From here on two fast copies beat a slow one. */
const BRIDGED_BYTES = 256;
const WORD_BYTES = 8;
/** Whole words, so that every piece stands as the first; few enough that they stay in the first cache. */
const BRIDGE_BYTES = 16 * 1024;
const bridge = Buffer.allocUnsafeSlow(BRIDGE_BYTES + WORD_BYTES);
/** It takes any view, and where it does not go by V8, as on Node.js 24, it is as fast for shared memory. */
const { copy } = Buffer.prototype;

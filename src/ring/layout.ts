/**
 * The memory layout of a ring: one producer thread, one consumer thread.
 *
 *   byte 0      128       256            384                                     384 + capacity
 *        │ tail │ head    │ blocked      │ records …                             │
 *
 *   tail     bytes published so far, modulo 2^32. Written by the producer alone: storing it is what publishes.
 *   head     bytes freed so far, modulo 2^32. Written by the consumer alone: storing it is what frees.
 *   blocked  1 while the producer waits for room; the consumer then rings the producer's doorbell after freeing.
 *
 * The three stand 128 bytes apart, so that no two share a cache line or a pair of lines that is fetched together.
 * A position is an Int32 that wraps; its place in the ring is `position & (capacity − 1)`.
 *
 *   record   i32 length     bytes of payload; negative: padding, −length bytes to the ring's end, no other field
 *            i32 slot       which request of the acceptor this is, or answers
 *            i32 stamp      generation of the slot << 1 | oversized
 *            i32 arrivalUs  when the request's bytes came, in wrapped monotonic microseconds
 *            i32 route      requests: the namespace's place in the snapshot, or negative: codec/run-routes.ts;
 *                           answers: how many frames it holds
 *            i32 caller     requests: who asks and through which door: security/caller.ts
 *            i32 connection requests: the number of the connection that they came by
 *            payload        then zero to seven bytes up to a multiple of 8
 *
 * A record never wraps: where it does not fit before the end, padding fills the rest. An oversized record's payload is
 * empty; its bytes came as a transferred ArrayBuffer before the record was published, in the same order.
 */
export const TAIL_INDEX = 0;
export const HEAD_INDEX = 32;
export const BLOCKED_INDEX = 64;
export const DATA_OFFSET = 384;

export const RECORD_HEADER_BYTES = 28;
export const RECORD_ALIGNMENT = 8;
export const OVERSIZED = 1;

/** The largest payload that travels in the ring: a quarter of it, so that padding and record together fill half at most. */
export function maxRecordBytes(capacity: number): number {
  return capacity / 4 - RECORD_HEADER_BYTES;
}

export function alignRecord(bytes: number): number {
  return (bytes + (RECORD_ALIGNMENT - 1)) & ~(RECORD_ALIGNMENT - 1);
}

/** Memory for a ring of `capacity` bytes, a power of two. `startAt` sets both positions, so that tests can begin at the wrap. */
export function createRingMemory(capacity: number, startAt = 0): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(DATA_OFFSET + capacity);
  const words = new Int32Array(memory);
  words[TAIL_INDEX] = startAt;
  words[HEAD_INDEX] = startAt;
  return memory;
}

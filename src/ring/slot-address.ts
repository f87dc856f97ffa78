/**
 * A slot's number as it travels through the rings, one int32: whose it is, and its place there. So a worker that serves
 * several acceptors knows by it alone where an answer goes.
 *
 *   bit   30         24 23                  0
 *       │ acceptor     │ place of its slots │
 */
const PLACE_BITS = 24;
const PLACE_MASK = (1 << PLACE_BITS) - 1;

/** The number of the first slot of an acceptor; the others follow. */
export function firstSlotOf(acceptor: number): number {
  return acceptor << PLACE_BITS;
}

export function acceptorOfSlot(slot: number): number {
  return slot >> PLACE_BITS;
}

export function placeOfSlot(slot: number): number {
  return slot & PLACE_MASK;
}

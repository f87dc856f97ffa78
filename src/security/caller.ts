import { assert } from "../common/assert.ts";

/** The doors, as they stand in a record of the ring, in the audit and in metrics. */
export const Door = { TCP: 0, GRPC: 1, HTTP: 2, WEBSOCKET: 3, ADMIN: 4 } as const;

export type Door = (typeof Door)[keyof typeof Door];

export const DOOR_NAMES = ["tcp", "grpc", "http", "websocket", "admin"] as const;

/**
 * Who asks and through which door, as one int32 that travels with a request:
 *
 *   bit   30                    3   2    0
 *       │ id of the principal    │ door  │
 */
export function packCaller(principalId: number, door: Door): number {
  assert(principalId >= 0 && principalId <= MAX_PRINCIPAL_ID, "a principal has a number that no record holds");
  return (principalId << DOOR_BITS) | door;
}

export function principalIdOf(caller: number): number {
  return caller >> DOOR_BITS;
}

export function doorOf(caller: number): Door {
  return (caller & ((1 << DOOR_BITS) - 1)) as Door;
}

const DOOR_BITS = 3;
/** A new principal every 10 milliseconds reaches it after a month. */
export const MAX_PRINCIPAL_ID = 2 ** (31 - DOOR_BITS) - 1;

import { CallNumber, isWrite } from "../../codec/calls.ts";
import type { KeyValueCall } from "./call.ts";
import { READ_SLICE_ITEMS } from "./read-batch.ts";

/** What one batch to a networked store has: calls of one kind. */
export const FlightKind = {
  NONE: 0,
  /** Reads of single keys and small batches, together. */
  READ: 1,
  /** One read of so many keys that it comes in slices. */
  SLICED_READ: 2,
  WRITE: 3,
  SCAN: 4,
} as const;

export type FlightKind = (typeof FlightKind)[keyof typeof FlightKind];

export function kindOf(call: KeyValueCall): FlightKind {
  if (isWrite(call.operation)) return FlightKind.WRITE;
  if (call.operation === CallNumber.KV_SCAN) return FlightKind.SCAN;
  return itemsIn(call) > READ_SLICE_ITEMS ? FlightKind.SLICED_READ : FlightKind.READ;
}

export function itemsIn(call: KeyValueCall): number {
  return call.batch === null ? 1 : call.batch.length;
}

/** Calls that are under way to the store together. */
export class Flight {
  readonly kind: FlightKind;
  readonly calls: readonly KeyValueCall[];
  /** Of all its calls together. */
  readonly items: number;
  /** The store may still be at it, though its calls are answered: an attempt of several, or one that was given up. */
  isStoreAtIt = false;
  /** Made when they are first asked for: while there are reads only, nobody asks. */
  private keys: Set<string> | null = null;

  constructor(kind: FlightKind, calls: readonly KeyValueCall[], items: number) {
    this.kind = kind;
    this.calls = calls;
    this.items = items;
  }

  /** Whether `call` must wait for it: one of the two writes a key that the other has too. */
  holdsUp(call: KeyValueCall, kind: FlightKind): boolean {
    if (this.kind === FlightKind.SCAN) return false;
    if (this.kind !== FlightKind.WRITE && kind !== FlightKind.WRITE) return false;
    if (kind === FlightKind.SCAN) return true;
    this.keys ??= keysOf(this.calls);
    return hasAny(this.keys, call);
  }
}

function keysOf(calls: readonly KeyValueCall[]): Set<string> {
  const keys = new Set<string>();
  for (const call of calls) addKeys(keys, call);
  return keys;
}

export function addKeys(keys: Set<string>, call: KeyValueCall): void {
  if (call.batch === null) keys.add(call.item.key);
  else for (const item of call.batch) keys.add(item.key);
}

/** Keys alone decide, whatever their namespace: a false alarm only makes a call wait. */
export function hasAny(keys: ReadonlySet<string>, call: KeyValueCall): boolean {
  if (keys.size === 0) return false;
  return call.batch === null ? keys.has(call.item.key) : call.batch.some((item) => keys.has(item.key));
}

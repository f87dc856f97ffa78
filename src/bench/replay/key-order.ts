import type { ReadRecord } from "../../capture/read-capture.ts";
import { CallNumber, isStreamCall, isWrite } from "../../codec/calls.ts";
import { readExchange } from "./exchange.ts";

/**
 * Keeps calls about the same keys, or of one stream, in the order of the recording, where one may overtake another. What was under way
 * at one time then may be so again; what came when the one before had ended waits for its end, as its client did.
 */
export class KeyOrder {
  private readonly underWay = new Set<Flight>();
  private readonly byKey = new Map<string, Set<Flight>>();

  /** Whether a call need not wait. */
  isFree(record: ReadRecord, loop: number): boolean {
    const flight = flightOf(record, loop);
    // Which keys a scan finds is not known before: it counts as about all of them.
    if (flight.isScan) return !anyOf(this.underWay, (other) => isBefore(other, flight));
    for (const key of flight.keys) if (anyOf(this.byKey.get(key), (other) => isBefore(other, flight))) return false;
    return !flight.isWrite || !anyOf(this.byKey.get(SCANS), (other) => isBefore(other, flight));
  }

  /** @returns what is to be called when it has ended. */
  begin(record: ReadRecord, loop: number): () => void {
    const flight = flightOf(record, loop);
    // A fetch may wait for the very message that would have to wait for it.
    const isWaiting = isStreamCall(record.call) && !flight.isWrite;
    const places = isWaiting ? [] : flight.isScan ? [SCANS] : flight.keys;
    this.underWay.add(flight);
    for (const place of places) {
      const flights = this.byKey.get(place) ?? new Set();
      this.byKey.set(place, flights);
      flights.add(flight);
    }
    return () => {
      this.underWay.delete(flight);
      for (const place of places) {
        const flights = this.byKey.get(place);
        flights?.delete(flight);
        if (flights?.size === 0) this.byKey.delete(place);
      }
    };
  }
}

interface Flight {
  readonly keys: readonly string[];
  readonly loop: number;
  readonly isWrite: boolean;
  readonly isScan: boolean;
  readonly arrivalUs: number;
  readonly endUs: number;
}

function flightOf({ call, request, arrivalUs, totalUs }: ReadRecord, loop: number): Flight {
  const isScan = call === CallNumber.KV_SCAN;
  const keys = isStreamCall(call)
    ? [STREAM]
    : isScan
      ? []
      : readExchange(call, request, none).items.map(({ key }) => key);
  return {
    keys,
    loop,
    isWrite: isStreamCall(call) ? !STREAM_READS.has(call) : isWrite(call),
    isScan,
    arrivalUs,
    endUs: arrivalUs + totalUs,
  };
}

/** Reads may overtake each other. */
function isBefore(first: Flight, then: Flight): boolean {
  return (first.isWrite || then.isWrite) && (first.loop !== then.loop || first.endUs <= then.arrivalUs);
}

function anyOf(flights: ReadonlySet<Flight> | undefined, test: (flight: Flight) => boolean): boolean {
  for (const flight of flights ?? []) if (test(flight)) return true;
  return false;
}

/** No key is empty. */
const SCANS = "";
/** What is published, and what is done to a group, is in the order of the whole stream. */
const STREAM = "stream";
/** Settling a lease decides what the next fetch finds. */
const STREAM_READS: ReadonlySet<number> = new Set([
  ...[CallNumber.STREAM_FETCH, CallNumber.STREAM_LAG, CallNumber.STREAM_LIST_DEAD, CallNumber.STREAM_LIST_GROUPS],
]);
const none = Buffer.alloc(0);

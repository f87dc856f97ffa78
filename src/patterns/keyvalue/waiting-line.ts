import { MAX_STORE_BATCH_BYTES } from "../../common/limits.ts";
import type { KeyValueCall } from "./call.ts";
import { addKeys, Flight, FlightKind, hasAny, itemsIn, kindOf } from "./flight.ts";

/**
 * Calls that wait for a networked store, in the order in which they came. The next flight has as many of one kind as may go
 * together; a call that cannot go yet holds up those behind it that share a key with it, if one of them writes it:
 *
 *     waiting    get a · put b · get c · get b · put a          under way: nothing
 *     flight 1   get a         · get c                          get b waits for put b
 *     flight 2           put b                                  put a waits for get a, which is under way
 *
 * So each key sees its calls in the order of arrival. A scan sees the writes before it, and holds up none behind it.
 */
export class WaitingLine {
  private readonly calls: KeyValueCall[] = [];
  /** Keys of what was passed over while a flight is put together: those that are read, and those that are written. */
  private readonly read = new Set<string>();
  private readonly written = new Set<string>();
  /** Keys that the flight writes. */
  private readonly taken = new Set<string>();

  get length(): number {
    return this.calls.length;
  }

  add(call: KeyValueCall): void {
    this.calls.push(call);
  }

  /** The calls that may go now, of the kind of the first one that may; null when none may. Writes may be held back. */
  takeFlight(flights: ReadonlySet<Flight>, maxItems: number, mayWrite = true): Flight | null {
    const { calls } = this;
    const chosen: KeyValueCall[] = [];
    let kind: FlightKind = FlightKind.NONE;
    let items = 0;
    let bytes = 0;
    let kept = 0;
    let at = 0;
    for (; at < calls.length; at++) {
      const call = calls[at] as KeyValueCall;
      const callKind = kindOf(call);
      const isOther = kind !== FlightKind.NONE && kind !== callKind;
      const isHeld = callKind === FlightKind.WRITE && !mayWrite;
      if (isOther || isHeld || this.mustWait(call, callKind, flights)) {
        this.passOver(call, callKind);
        calls[kept++] = call;
        continue;
      }
      const more = itemsIn(call);
      const moreBytes = call.to - call.from;
      if (chosen.length > 0 && (items + more > maxItems || bytes + moreBytes > MAX_STORE_BATCH_BYTES)) break;
      kind = callKind;
      items += more;
      bytes += moreBytes;
      chosen.push(call);
      if (kind === FlightKind.WRITE) addKeys(this.taken, call);
      if (kind === FlightKind.SCAN || kind === FlightKind.SLICED_READ) {
        at++;
        break;
      }
    }
    if (kept < at) calls.splice(kept, at - kept);
    this.read.clear();
    this.written.clear();
    this.taken.clear();
    return chosen.length === 0 ? null : new Flight(kind, chosen, items);
  }

  /** Takes out every call that nobody waits for at `nowUs`. */
  takeOverdue(nowUs: number): KeyValueCall[] {
    const { calls } = this;
    const overdue: KeyValueCall[] = [];
    let kept = 0;
    for (const call of calls) {
      if (call.deadlineUs !== 0 && call.deadlineUs <= nowUs) overdue.push(call);
      else calls[kept++] = call;
    }
    calls.length = kept;
    return overdue;
  }

  takeAll(): KeyValueCall[] {
    return this.calls.splice(0);
  }

  /** The earliest deadline of all that wait; Infinity when none has one. */
  earliestDeadlineUs(): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (const { deadlineUs } of this.calls) if (deadlineUs !== 0 && deadlineUs < earliest) earliest = deadlineUs;
    return earliest;
  }

  private mustWait(call: KeyValueCall, kind: FlightKind, flights: ReadonlySet<Flight>): boolean {
    for (const flight of flights) if (flight.holdsUp(call, kind)) return true;
    if (kind === FlightKind.SCAN) return this.written.size > 0;
    if (hasAny(this.written, call)) return true;
    return kind === FlightKind.WRITE && (hasAny(this.read, call) || hasAny(this.taken, call));
  }

  private passOver(call: KeyValueCall, kind: FlightKind): void {
    if (kind !== FlightKind.SCAN) addKeys(kind === FlightKind.WRITE ? this.written : this.read, call);
  }
}

import type { Call } from "./call.ts";

/** Largest id of a request: a uint32 on the wire. 0 is never used, for the gateway answers the connection itself under it. */
export const MAX_ID = 0xffff_ffff;

/**
 * The requests of one connection that are owed an answer, by id. A call that nobody waits for any more keeps its id until
 * the late answer comes, so that this answer cannot be taken for another's.
 */
export class InFlight {
  private readonly calls = new Map<number, Call | null>();
  private lastId: number;

  /** The first id given is the one after `lastId`. */
  constructor(lastId = 0) {
    this.lastId = lastId;
  }

  get size(): number {
    return this.calls.size;
  }

  /** Gives the call an id that no answer may still come under. There are fewer calls than ids, so there is one. */
  add(call: Call): number {
    do {
      this.lastId = this.lastId === MAX_ID ? 1 : this.lastId + 1;
    } while (this.calls.has(this.lastId));
    this.calls.set(this.lastId, call);
    return this.lastId;
  }

  /** The call that is answered: null when it was abandoned, undefined when no answer was owed under this id. */
  take(id: number): Call | null | undefined {
    const call = this.calls.get(id);
    if (call !== undefined) this.calls.delete(id);
    return call;
  }

  /** Nobody waits for this answer any more. */
  abandon(id: number): void {
    if (this.calls.has(id)) this.calls.set(id, null);
  }

  /** The calls that somebody still waits for, in the order they were sent; none is owed an answer afterwards. */
  takeAll(): Call[] {
    const calls = [...this.calls.values()].filter((call) => call !== null);
    this.calls.clear();
    return calls;
  }
}

import { Arena } from "./arena.ts";
import { Request } from "./request.ts";

/**
 * Requests that outlive the batch they came with, because their store answers later. Each has a place, which its call
 * carries as `index`. The batch gets another request object for the one that stays.
 */
export class ParkedRequests {
  private readonly places: (Request | null)[] = [];
  private readonly free: number[] = [];
  /** Of no use to anybody now. */
  private readonly spare: Request[] = [];
  private readonly arena = new Arena();

  /** Copies the bytes of a request out of the ring, where they are gone after the batch. To be done before its call is read. */
  keepBytes(request: Request): void {
    const { start, end, call } = request;
    const at = this.arena.copy(request.bytes, start, end);
    const by = at - start;
    request.bytes = this.arena.bytes;
    request.start = at;
    request.end = end + by;
    request.idempotencyFrom += by;
    request.idempotencyTo += by;
    request.traceFrom += by;
    request.traceTo += by;
    call.source = this.arena.bytes;
    call.from += by;
    call.to += by;
  }

  /** @returns what takes its place in the batch. */
  park(request: Request): Request {
    const place = this.free.pop() ?? this.places.length;
    this.places[place] = request;
    request.call.index = place;
    return this.spare.pop() ?? new Request();
  }

  at(place: number): Request {
    return this.places[place] as Request;
  }

  /** @param isReusable false when the store may still write into it. */
  leave(place: number, isReusable: boolean): void {
    const request = this.at(place);
    this.places[place] = null;
    this.free.push(place);
    if (!isReusable || this.spare.length >= MAX_SPARE_REQUESTS) return;
    request.bytes = none;
    request.stream = null;
    request.call.source = none;
    request.call.item.value = "";
    request.call.item.source = none;
    request.call.batch = null;
    request.call.page = null;
    request.call.large = null;
    request.call.reply = null;
    this.spare.push(request);
  }
}

const none = Buffer.alloc(0);
/** As many as some busy connections have in flight; what a burst needed beyond that is let go. */
const MAX_SPARE_REQUESTS = 4_096;

import type { Http2Stream } from "./http2-stream.ts";

/**
 * The open streams of a connection by their ids: a table of open addressing, for ids that rise by two and of which few are
 * open at a time. A stream stands at half its id, or behind it as far as places are taken without a gap.
 *
 * It is no Map: one that things come to and go from is made anew over and over, each time with a pointer from the one
 * before to the next. Once one of these has become old to V8, all that come after it are kept, with the streams that were in
 * them, until a whole collection: half of what a connection's calls had been survived every scavenge.
 */
export class StreamTable {
  size = 0;
  private places: (Http2Stream | null)[] = emptyPlaces(FIRST_PLACES);

  get(id: number): Http2Stream | undefined {
    const { places } = this;
    const mask = places.length - 1;
    for (let at = (id >>> 1) & mask; ; at = (at + 1) & mask) {
      const stream = places[at] as Http2Stream | null;
      if (stream === null) return undefined;
      if (stream.id === id) return stream;
    }
  }

  /** Adds a stream whose id is not among them. */
  add(stream: Http2Stream): void {
    if (++this.size * 2 > this.places.length) this.grow();
    put(this.places, stream);
  }

  delete(id: number): void {
    const { places } = this;
    const mask = places.length - 1;
    let gap = (id >>> 1) & mask;
    for (; places[gap]?.id !== id; gap = (gap + 1) & mask) if (places[gap] === null) return;
    this.size--;
    // What stands behind the gap comes forward, unless it would come before its own place.
    for (let at = (gap + 1) & mask; places[at] !== null; at = (at + 1) & mask) {
      const stream = places[at] as Http2Stream;
      if (((at - (stream.id >>> 1)) & mask) < ((at - gap) & mask)) continue;
      places[gap] = stream;
      gap = at;
    }
    places[gap] = null;
  }

  /** All that there are now: while they are looked at, some may go. */
  all(): Http2Stream[] {
    return this.places.filter((stream) => stream !== null);
  }

  private grow(): void {
    const roomier = emptyPlaces(2 * this.places.length);
    for (const stream of this.all()) put(roomier, stream);
    this.places = roomier;
  }
}

function put(places: (Http2Stream | null)[], stream: Http2Stream): void {
  const mask = places.length - 1;
  let at = (stream.id >>> 1) & mask;
  while (places[at] !== null) at = (at + 1) & mask;
  places[at] = stream;
}

function emptyPlaces(count: number): (Http2Stream | null)[] {
  return new Array<Http2Stream | null>(count).fill(null);
}

/** A power of two, as every size is. */
const FIRST_PLACES = 16;

import { createSystemPrng } from "../../common/prng.ts";
import type { Http2Stream } from "./http2-stream.ts";

/**
 * The open streams of a connection by their ids: a table of open addressing. A stream stands where a product says, or behind it as
 * far as places are taken without a gap. Ids that rise by two fall far from each other so; and a client, which chooses
 * its ids, cannot choose those that fall together, for it does not know the factor.
 *
 * It is no Map: one that things come to and go from is made anew over and over, each time with a pointer from the one
 * before to the next. Once one of these has become old to V8, all that come after it are kept, with the streams that were in
 * them, until a whole collection: half of what a connection's calls had been survived every scavenge.
 */
export class StreamTable {
  size = 0;
  private places: (Http2Stream | null)[] = emptyPlaces(FIRST_PLACES);
  /** What makes a place of a product: its first bits. */
  private shift = FIRST_SHIFT;

  get(id: number): Http2Stream | undefined {
    const { places, shift } = this;
    const mask = places.length - 1;
    for (let at = placeOf(id, shift); ; at = (at + 1) & mask) {
      const stream = places[at] as Http2Stream | null;
      if (stream === null) return undefined;
      if (stream.id === id) return stream;
    }
  }

  /** Adds a stream whose id is not among them. */
  add(stream: Http2Stream): void {
    if (++this.size * 2 > this.places.length) this.grow();
    put(this.places, this.shift, stream);
  }

  delete(id: number): void {
    const { places, shift } = this;
    const mask = places.length - 1;
    let gap = placeOf(id, shift);
    for (; places[gap]?.id !== id; gap = (gap + 1) & mask) if (places[gap] === null) return;
    this.size--;
    // What stands behind the gap comes forward, unless it would come before its own place.
    for (let at = (gap + 1) & mask; places[at] !== null; at = (at + 1) & mask) {
      const stream = places[at] as Http2Stream;
      if (((at - placeOf(stream.id, shift)) & mask) < ((at - gap) & mask)) continue;
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
    this.shift--;
    for (const stream of this.all()) put(roomier, this.shift, stream);
    this.places = roomier;
  }
}

/** The first bits of the id's product with the factor. */
function placeOf(id: number, shift: number): number {
  return Math.imul(id, FACTOR) >>> shift;
}

function put(places: (Http2Stream | null)[], shift: number, stream: Http2Stream): void {
  const mask = places.length - 1;
  let at = placeOf(stream.id, shift);
  while (places[at] !== null) at = (at + 1) & mask;
  places[at] = stream;
}

function emptyPlaces(count: number): (Http2Stream | null)[] {
  return new Array<Http2Stream | null>(count).fill(null);
}

/** A power of two, as every size is. */
const FIRST_PLACES = 16;
const FIRST_SHIFT = 28;
/** An odd one, so that no two products are the same; of this process alone. Its first half is set, so that small ids part too. */
const FACTOR = 0x9e37_0001 | (createSystemPrng().below(0x8000) << 1);

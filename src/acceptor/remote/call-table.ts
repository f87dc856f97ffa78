/**
 * Something for each call that is under way, by its number: a table of open addressing, for numbers that rise by one. It is no
 * Map: one that calls come to and go from has V8 keep what it held before, see `../http2/stream-table.ts`.
 *
 *   places   │ what call 8 has │ call 1's │        │ …     a call stands at its number modulo the size, or behind it as far
 *   numbers  │        8        │     1    │ (free) │ …     as places are taken without a gap; a free place is undefined
 */
export class CallTable<Kept> {
  size = 0;
  private places: (Kept | undefined)[] = emptyPlaces(FIRST_PLACES);
  private numbers = new Uint32Array(FIRST_PLACES);

  /** Undefined when the call is not there. */
  get(call: number): Kept | undefined {
    return this.places[this.find(call)];
  }

  has(call: number): boolean {
    return this.get(call) !== undefined;
  }

  /** Puts it there, or in place of what was. */
  set(call: number, kept: Kept): void {
    if (2 * this.size >= this.places.length) this.grow();
    const at = this.find(call);
    if (this.places[at] === undefined) this.size++;
    this.places[at] = kept;
    this.numbers[at] = call;
  }

  /** Whether it was there. */
  delete(call: number): boolean {
    const { places, numbers } = this;
    const mask = places.length - 1;
    let gap = this.find(call);
    if (places[gap] === undefined) return false;
    this.size--;
    // What stands behind the gap comes forward, unless it would come before its own place.
    for (let at = (gap + 1) & mask; places[at] !== undefined; at = (at + 1) & mask) {
      const number = numbers[at] as number;
      if (((at - number) & mask) < ((at - gap) & mask)) continue;
      places[gap] = places[at];
      numbers[gap] = number;
      gap = at;
    }
    places[gap] = undefined;
    return true;
  }

  clear(): void {
    this.places.fill(undefined);
    this.size = 0;
  }

  /** Where it stands, or would. */
  private find(call: number): number {
    const { places, numbers } = this;
    const mask = places.length - 1;
    let at = call & mask;
    while (places[at] !== undefined && numbers[at] !== call) at = (at + 1) & mask;
    return at;
  }

  private grow(): void {
    const { places, numbers } = this;
    this.places = emptyPlaces(2 * places.length);
    this.numbers = new Uint32Array(2 * places.length);
    for (const [at, kept] of places.entries()) {
      if (kept === undefined) continue;
      const number = numbers[at] as number;
      const to = this.find(number);
      this.places[to] = kept;
      this.numbers[to] = number;
    }
  }
}

function emptyPlaces<Kept>(count: number): (Kept | undefined)[] {
  return new Array<Kept | undefined>(count).fill(undefined);
}

/** A power of two, as every size is. */
const FIRST_PLACES = 64;

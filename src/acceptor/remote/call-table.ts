/**
 * Something for each call that is under way, by its number: a table of open addressing. It is no Map: one that calls come to
 * and go from has V8 keep what it held before, see `../http2/stream-table.ts`.
 *
 *   places   │ what call 8 has │ call 1's │        │ …     a call stands where a product of its number says, or behind it as
 *   numbers  │        8        │     1    │ (free) │ …     far as places are taken without a gap; a free place is undefined
 *
 * Numbers rise by one. Standing beside each other they would be one row without a gap, and whoever goes would have to look
 * through all of it: tens of thousands of calls at a time kept a thread busy with nothing else. Their products fall far from
 * each other.
 */
export class CallTable<Kept> {
  size = 0;
  private places: (Kept | undefined)[] = emptyPlaces(FIRST_PLACES);
  private numbers = new Uint32Array(FIRST_PLACES);
  /** What makes a place of a product: its first bits. */
  private shift = FIRST_SHIFT;

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
    const { places, numbers, shift } = this;
    const mask = places.length - 1;
    let gap = this.find(call);
    if (places[gap] === undefined) return false;
    this.size--;
    // What stands behind the gap comes forward, unless it would come before its own place.
    for (let at = (gap + 1) & mask; places[at] !== undefined; at = (at + 1) & mask) {
      const number = numbers[at] as number;
      if (((at - placeOf(number, shift)) & mask) < ((at - gap) & mask)) continue;
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
    let at = placeOf(call, this.shift);
    while (places[at] !== undefined && numbers[at] !== call) at = (at + 1) & mask;
    return at;
  }

  private grow(): void {
    const { places, numbers } = this;
    this.places = emptyPlaces(2 * places.length);
    this.numbers = new Uint32Array(2 * places.length);
    this.shift--;
    for (const [at, kept] of places.entries()) {
      if (kept === undefined) continue;
      const number = numbers[at] as number;
      const to = this.find(number);
      this.places[to] = kept;
      this.numbers[to] = number;
    }
  }
}

function placeOf(call: number, shift: number): number {
  return Math.imul(call, FACTOR) >>> shift;
}

function emptyPlaces<Kept>(count: number): (Kept | undefined)[] {
  return new Array<Kept | undefined>(count).fill(undefined);
}

/** A power of two, as every size is. */
const FIRST_PLACES = 64;
const FIRST_SHIFT = 26;
/** An odd one near the golden section of 2³², by which numbers that follow each other part furthest. We give the numbers. */
const FACTOR = 0x9e37_79b1;

import { createSystemPrng } from "../common/prng.ts";

/**
 * Something for each number that is in use: streams of a connection, calls under way. A table of open addressing.
 *
 *   places   │ what 8 has │ what 1 has │        │ …     a number stands where a product of it says, or behind it as far
 *   numbers  │     8      │     1      │ (free) │ …     as places are taken without a gap; a free place is undefined
 *
 * Numbers that rise fall far from each other so: standing side by side they would be one row without a gap, and whoever goes
 * would have to look through all of it. And a client, which chooses the ids of its streams, cannot choose those that
 * fall together, for it does not know the factor.
 *
 * It is no Map: one that things come to and go from is made anew over and over, each time with a pointer from the one
 * before to the next. Once one of these has become old to V8, all that come after it are kept, with what was in
 * them, until a whole collection: half of what a connection's calls had been survived every scavenge.
 */
export class NumberTable<Kept> {
  size = 0;
  private places: (Kept | undefined)[] = emptyPlaces(FIRST_PLACES);
  private numbers = new Uint32Array(FIRST_PLACES);
  /** What makes a place of a product: its first bits. */
  private shift = FIRST_SHIFT;

  /** Undefined when there is nothing. */
  get(number: number): Kept | undefined {
    return this.places[this.find(number)];
  }

  has(number: number): boolean {
    return this.get(number) !== undefined;
  }

  /** Puts it there, or in place of what was. */
  set(number: number, kept: Kept): void {
    if (2 * this.size >= this.places.length) this.grow();
    const at = this.find(number);
    if (this.places[at] === undefined) this.size++;
    this.places[at] = kept;
    this.numbers[at] = number;
  }

  /** Whether it was there. */
  delete(number: number): boolean {
    const { places, numbers, shift } = this;
    const mask = places.length - 1;
    let gap = this.find(number);
    if (places[gap] === undefined) return false;
    this.size--;
    // What stands behind the gap comes forward, unless it would come before its own place.
    for (let at = (gap + 1) & mask; places[at] !== undefined; at = (at + 1) & mask) {
      const other = numbers[at] as number;
      if (((at - placeOf(other, shift)) & mask) < ((at - gap) & mask)) continue;
      places[gap] = places[at];
      numbers[gap] = other;
      gap = at;
    }
    places[gap] = undefined;
    return true;
  }

  clear(): void {
    this.places.fill(undefined);
    this.size = 0;
  }

  /** All that there is now: while it is looked at, some may go. */
  all(): Kept[] {
    return this.places.filter((kept) => kept !== undefined);
  }

  /** Where it stands, or would. */
  private find(number: number): number {
    const { places, numbers } = this;
    const mask = places.length - 1;
    let at = placeOf(number, this.shift);
    while (places[at] !== undefined && numbers[at] !== number) at = (at + 1) & mask;
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

/** The first bits of the number's product with the factor. */
function placeOf(number: number, shift: number): number {
  return Math.imul(number, FACTOR) >>> shift;
}

function emptyPlaces<Kept>(count: number): (Kept | undefined)[] {
  return new Array<Kept | undefined>(count).fill(undefined);
}

/** A power of two, as every size is. */
const FIRST_PLACES = 16;
const FIRST_SHIFT = 28;
/** An odd one, so that no two products are the same; of this thread alone. Its first half is set, so that small numbers part too. */
const FACTOR = 0x9e37_0001 | (createSystemPrng().below(0x8000) << 1);
